package mapping

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// TestKernelsEqualInterpreter maps random batches through random expressions, with kernels and without.
func TestKernelsEqualInterpreter(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	g := &generator{rand.New(rand.NewPCG(seed, 1))}
	for round := range 40 {
		text := g.mapping()
		p := compile(t, text)
		b := g.batch([]int{0, 1, 7, 100}[round%4])
		slow := p.run(b, false)
		equalResults(t, text, p.run(b, true), slow)
		runner := p.Runner()
		runner.Run(g.batch(30)).Batch.Release() // what it leaves in memory must not show
		equalResults(t, text, runner.Run(b), slow)
	}
}

// TestKernelsOverManyRows compares both over 100,000 rows, list items among them.
func TestKernelsOverManyRows(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	p := compile(t, inmateMapping)
	b := (&generator{rand.New(rand.NewPCG(seed, 3))}).batch(100_000)
	equalResults(t, inmateMapping, p.run(b, true), p.run(b, false))
}

func equalResults(t *testing.T, text string, fast, slow Result) {
	t.Helper()
	if !slices.Equal(fast.Rows, slow.Rows) || !array.RecordEqual(fast.Batch, slow.Batch) {
		t.Fatalf("the kernels give\n%v\nthe interpreter\n%v\n%s", fast.Batch, slow.Batch, text)
	}
	if !reflect.DeepEqual(fast.Skipped, slow.Skipped) {
		t.Fatalf("the kernels skip\n%+v\nthe interpreter\n%+v\n%s", fast.Skipped, slow.Skipped, text)
	}
	if !reflect.DeepEqual(fast.Rejects, slow.Rejects) {
		t.Fatalf("the kernels reject\n%+v\nthe interpreter\n%+v\n%s", fast.Rejects, slow.Rejects, text)
	}
}

// TestKernelColumns compares the columns themselves, with their states and sites.
func TestKernelColumns(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	g := &generator{rand.New(rand.NewPCG(seed, 2))}
	kernels := 0
	for range 40 {
		p := compile(t, g.mapping())
		b := g.batch(50)
		fastRun, slowRun := newRun(p, newWorkspace(p.slots), true), newRun(p, newWorkspace(p.slots), false)
		fastRows, slowRows := fastRun.rootDomain(b), slowRun.rootDomain(b)
		for _, l := range p.leaves {
			if l.kernel == nil {
				continue
			}
			kernels++
			fast, slow := fastRun.leaf(fastRows, l), slowRun.leaf(slowRows, l)
			for i := range 50 {
				if a, b := cellText(fast, i), cellText(slow, i); a != b {
					t.Fatalf("row %d of %s: the kernel gives %s, the interpreter %s", i, l.expression.text(), a, b)
				}
			}
		}
	}
	if kernels < 150 {
		t.Errorf("only %d expressions had a kernel", kernels)
	}
}

// generator makes random mappings and batches.
type generator struct{ *rand.Rand }

func (g *generator) pick(from ...string) string { return from[g.IntN(len(from))] }

func (g *generator) mapping() string {
	return fmt.Sprintf(`mapping: random.feed
version: 1
to: person
lookups: {sex: sex.csv, citizenship: citizenship.csv}
let:
  born: |
    date(%s, "DD.MM.YYYY")
  name: |
    %s
when:
  wanted: |
    %s
  known: name.orValue("") != "x"
const: {subject.scheme: iin}
fields:
  subject.value: |
    %s
  person.surname: |
    %s.orReject("surname")
  person.given_name: |
    %s
  person.patronymic: |
    name
  person.latin_surname: |
    %s
  person.birth_date: born.orReject("birth_date")
  person.birth_place: |
    %s
  person.sex: |
    lookup("sex", %s).orReject("sex")
  person.citizenship: |
    lookup("citizenship", %s, born).%s
  person.ethnicity: |
    %s
  observed_at: |
    timestamp(%s, "DD.MM.YYYY HH:mm:ss")
  documents[]:
    - each: src.cards
      as: card
      fields:
        number: card.number.%s("n")
        issued: date(card.issued, "DD.MM.YYYY")
        issuer: card.kind + card.number.orValue("?")
    - each: src.cards.filter(c, c.kind != "")
      as: card
      when: card.issued.hasValue()
      fields:
        number: card.kind + src.id
`, g.text(1), g.text(3), g.condition(2), g.text(2), g.text(3), g.text(3), g.plain(4), g.text(4), g.text(1), g.text(1),
		g.pick(`orReject("citizenship")`, `orValue("KAZ")`), g.plain(3), g.text(1), g.pick("orReject", "orValue"))
}

// text is an optional text.
func (g *generator) text(depth int) string {
	if depth == 0 {
		return "src." + g.pick("iin", "dob", "pol", "citizenship", "custody_start", "seen", "pieces", "address.city", "fio[?0]", "fio[?1]", "fio[?7]")
	}
	inner := g.text(depth - 1)
	switch g.IntN(16) {
	case 11, 12, 13, 14:
		return g.called(depth - 1)
	case 8:
		return "(" + g.condition(0) + " ? optional.of(" + g.plain(depth-1) + ") : optional.none())"
	case 9:
		return inner + ".or(" + g.text(depth-1) + ")"
	case 0:
		return "trim(" + inner + ")"
	case 1:
		return "upper(" + inner + ")"
	case 2:
		return "lower(" + inner + ")"
	case 3:
		return "iin(" + inner + ")"
	case 4:
		return `replace(` + inner + `, ".", "-")`
	case 5:
		return "coalesce(" + inner + ", " + g.text(depth-1) + ")"
	case 6:
		return `join(split(` + inner + `, "."), "/")`
	case 7:
		return "digits(" + inner + ")"
	}
	return g.text(0)
}

// plain is a text that is always there.
func (g *generator) plain(depth int) string {
	if depth == 0 {
		return g.pick("src.id", `"Ә"`)
	}
	switch g.IntN(6) {
	case 4, 5:
		return "(" + g.condition(depth-1) + " ? " + g.plain(depth-1) + " : " + g.plain(depth-1) + ")"
	case 0:
		return g.text(depth-1) + `.orValue("нет")`
	case 1:
		return g.text(depth-1) + `.orReject("deep")`
	case 2:
		return "(" + g.plain(depth-1) + " + " + g.plain(depth-1) + ")"
	}
	return "trim(" + g.plain(depth-1) + ")"
}

// condition is true or false.
func (g *generator) condition(depth int) string {
	operator := g.pick("==", "!=", "<", "<=", ">", ">=")
	if depth <= 0 {
		return g.pick(g.asked(0), g.asked(1), `src.pol.hasValue()`, `src.id `+operator+` "мужской"`, `src.revision `+operator+` 0`, `!iin(src.iin).hasValue()`,
			`date(src.dob, "DD.MM.YYYY").orReject("day") `+operator+` date(src.custody_start, "DD.MM.YYYY").orReject("start")`)
	}
	return "(" + g.condition(depth-1) + g.pick(" && ", " || ") + g.condition(depth-1) + ")"
}

var randomTexts = []string{"", " ", "мужской", " Мужской ", "женский", "Казахстан", "Союз", "07.03.1885", "29.02.1885", "29.02.1884", "31.04.1885", "00.01.1885",
	"25.12.1991", "26.12.1991", "01.06.2024 12:00:00", "01.06.2024 25:00:00", "850307100012", "850307100011", "Ә ғ", "ÿß", "ﬁx", "a\x00b", "١٢", "\xff\xfe", "9999999999999999999"}

func (g *generator) batch(rows int) arrow.RecordBatch {
	b := array.NewRecordBuilder(memory.DefaultAllocator, inmateSchema())
	defer b.Release()
	for range rows {
		for _, f := range b.Fields() {
			g.append(f)
		}
	}
	return b.NewRecordBatch()
}

func (g *generator) append(b array.Builder) {
	if g.IntN(5) == 0 {
		b.AppendNull()
		return
	}
	switch b := b.(type) {
	case *array.StringBuilder:
		b.Append(g.randomText())
	case *array.Int32Builder:
		b.Append(int32(g.IntN(300)))
	case *array.Int64Builder:
		b.Append(g.Int64() >> g.IntN(60))
	case *array.StructBuilder:
		b.Append(true)
		for i := range b.NumField() {
			g.append(b.FieldBuilder(i))
		}
	case *array.ListBuilder:
		b.Append(true)
		for range g.IntN(4) {
			g.item(b.ValueBuilder())
		}
	}
}

// item appends a value that is not null.
func (g *generator) item(b array.Builder) {
	if s, ok := b.(*array.StringBuilder); ok {
		s.Append(g.randomText())
		return
	}
	s := b.(*array.StructBuilder)
	s.Append(true)
	for i := range s.NumField() {
		g.append(s.FieldBuilder(i))
	}
}

// TestConcurrentRuns maps the same batch in several goroutines; the race detector looks on.
func TestConcurrentRuns(t *testing.T) {
	p := compile(t, inmateMapping)
	b := (&generator{rand.New(rand.NewPCG(1, 2))}).batch(40)
	want := p.Run(b)
	done := make(chan Result)
	for range 4 {
		go func() { done <- p.run(b, false) }()
	}
	for range 4 {
		got := <-done
		if !array.RecordEqual(got.Batch, want.Batch) || !reflect.DeepEqual(got.Rejects, want.Rejects) {
			t.Error("a concurrent run gives something else")
		}
	}
}
