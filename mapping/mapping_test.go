package mapping

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/mapping/canon"
	"bilgate/mapping/canon/iin"
)

// inmateSchema is the source schema of the tests: flat text, a list of text, a number, a struct and a
// list of structs.
func inmateSchema() *arrow.Schema {
	text := func(name string) arrow.Field {
		return arrow.Field{Name: name, Type: arrow.BinaryTypes.String, Nullable: true}
	}
	card := arrow.StructOf(
		arrow.Field{Name: "kind", Type: arrow.BinaryTypes.String},
		text("number"), text("issued"),
	)
	return arrow.NewSchema([]arrow.Field{
		{Name: "id", Type: arrow.BinaryTypes.String},
		text("iin"),
		{Name: "fio", Type: arrow.ListOfNonNullable(arrow.BinaryTypes.String), Nullable: true},
		text("dob"), text("pol"), text("citizenship"), text("custody_start"), text("seen"), text("pieces"),
		{Name: "height", Type: arrow.PrimitiveTypes.Int32, Nullable: true},
		{Name: "address", Type: arrow.StructOf(text("city"), text("street")), Nullable: true},
		{Name: "cards", Type: arrow.ListOfNonNullable(card), Nullable: true},
		{Name: "revision", Type: arrow.PrimitiveTypes.Int64},
	}, nil)
}

const sexList = "code,value\nM,мужской\nF,женский\n"

const countryList = `code,value,from,to
KAZ,Казахстан,,
RUS,Россия,,
UZB,Узбекистан,,
RUS,Союз,,1991-12-25
KAZ,Союз,1991-12-26,
`

const inmateMapping = `mapping: penitentiary.inmate
version: 3
to: person
lookups: {sex: sex.csv, citizenship: citizenship.csv}
let:
  born:  date(src.dob, "DD.MM.YYYY")
  since: date(src.custody_start, "DD.MM.YYYY")
const:
  subject.scheme: iin
fields:
  subject.value:      iin(src.iin).orReject("iin_check")
  person.surname:     trim(src.fio[?0].orReject("fio"))
  person.given_name:  upper(trim(src.fio[?1]))
  person.patronymic:  trim(src.fio[?2])
  person.birth_date:  born.orReject("birth_date")
  person.sex:         lookup("sex", src.pol).orReject("sex_code")
  person.citizenship: lookup("citizenship", src.citizenship, since).orReject("citizenship_code")
  observed_at:        timestamp(src.seen, "DD.MM.YYYY HH:mm:ss")
  documents[]:
    each: src.cards
    as: card
    fields:
      number: card.number.orReject("document_number")
      issued: date(card.issued, "DD.MM.YYYY")
`

func files(mapping string, more ...string) Source {
	fs := fstest.MapFS{
		"inmate.yaml": {Data: []byte(mapping)}, "sex.csv": {Data: []byte(sexList)}, "citizenship.csv": {Data: []byte(countryList)},
	}
	for i := 0; i+1 < len(more); i += 2 {
		fs[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	return Source{fs, "inmate.yaml"}
}

func kind(t testing.TB, name string) *canon.Kind {
	t.Helper()
	k, ok := canon.Lookup(name)
	if !ok {
		t.Fatalf("there is no kind %s", name)
	}
	return k
}

func compile(t testing.TB, mapping string, more ...string) *Program {
	t.Helper()
	p, problems := Compile(files(mapping, more...), inmateSchema(), kind(t, "person"), "test 1")
	if problems.Failed() {
		t.Fatalf("compile:\n%v", problems)
	}
	return p
}

// batch makes a batch of JSON records, one a line.
func batch(t testing.TB, schema *arrow.Schema, lines ...string) arrow.RecordBatch {
	t.Helper()
	b, _, err := array.RecordFromJSON(memory.DefaultAllocator, schema, strings.NewReader("["+strings.Join(lines, ",")+"]"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// validIIN makes the number of a person born on a day of the 1880s.
func validIIN(t testing.TB, first11 string) string {
	t.Helper()
	digit, _, ok := iin.CheckDigit(first11)
	if !ok {
		t.Fatalf("%s has no check digit", first11)
	}
	return first11 + string(rune('0'+digit))
}

// wantError is an error without its file, for comparison: "code line:column field class".
func wantError(e Error) string {
	return fmt.Sprintf("%s %d:%d %s %s", e.Code, e.Rule.Line, e.Rule.Column, e.Field, e.Class)
}

func wantErrors(r Reject) []string {
	out := make([]string, len(r.Errors))
	for i, e := range r.Errors {
		out[i] = wantError(e)
	}
	return out
}

// canonical is each accepted record as JSON.
func canonical(p *Program, r Result) []string {
	out := make([]string, len(r.Rows))
	for i := range out {
		out[i] = string(p.kind.AppendJSON(nil, r.Batch, i, canon.Writing{}))
	}
	return out
}

func equal(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRun(t *testing.T) {
	p := compile(t, inmateMapping)
	number := validIIN(t, "85030710001")
	result := p.Run(batch(t, inmateSchema(),
		`{"id":"1","revision":1,"iin":"`+number+`","fio":[" Ахметов ","Әлия"],"dob":"07.03.1885","pol":"мужской","citizenship":"Союз",
		  "custody_start":"25.12.1991","seen":"01.06.2024 12:00:00","cards":[{"kind":"id","number":"N1","issued":"01.02.1904"},{"kind":"id","number":"N2"}]}`,
		`{"id":"2","revision":1,"iin":"`+number[:11]+`x","fio":[],"dob":"31.02.1885","pol":"Мужской","citizenship":"Союз",
		  "cards":[{"kind":"id"},{"kind":"id","number":"N2","issued":"1.1.1904"},{"kind":"id"}]}`,
		`{"id":"3","revision":1,"iin":"`+number+`","fio":["Ли"],"dob":"07.03.1885","pol":"женский","citizenship":"Союз","custody_start":"26.12.1991"}`,
	))
	defer result.Batch.Release()
	if !slices.Equal(result.Rows, []int{0, 2}) || len(result.Rejects) != 1 || result.Rejects[0].Row != 1 {
		t.Fatalf("rows %v, rejects %+v", result.Rows, result.Rejects)
	}
	equal(t, canonical(p, result), []string{
		`{"subject":{"scheme":"iin","value":"` + number + `"},"person":{"surname":"Ахметов","given_name":"ӘЛИЯ","birth_date":"1885-03-07","sex":"M","citizenship":"RUS"},` +
			`"observed_at":"2024-06-01T07:00:00Z","documents":[{"number":"N1","issued":"1904-02-01"},{"number":"N2"}]}`,
		`{"subject":{"scheme":"iin","value":"` + number + `"},"person":{"surname":"Ли","birth_date":"1885-03-07","sex":"F","citizenship":"KAZ"}}`,
	})
	equal(t, wantErrors(result.Rejects[0]), []string{
		"iin_check 11:36 iin text of 12 characters",
		"fio 12:40 fio absent",
		"birth_date 15:28 dob like 99.99.9999",
		"sex_code 16:46 pol 7 letters",
		"citizenship_code 17:69 citizenship 4 letters",
		"document_number 23:27 cards[0].number absent",
		"document_number 23:27 cards[2].number absent",
		"date 24:15 cards[1].issued like 9.9.9999",
	})
}

// small is a mapping whose patronymic has an expression, with constants for what is required.
func small(expression string) string {
	return `mapping: small.feed
version: 1
to: person
const: {subject.scheme: none, person.surname: A, person.birth_date: "1885-01-01", person.sex: M, person.citizenship: KAZ}
fields:
  person.patronymic: |
    ` + expression + `
`
}

// TestThreeValues holds what absent, present and refused become under each operator.
func TestThreeValues(t *testing.T) {
	for _, c := range []struct{ expression, want string }{
		{`src.pol`, "M"},
		{`src.dob`, "nothing"},
		{`trim(src.dob)`, "nothing"},
		{`digits(src.pol)`, "reject digits 7:5 pol 1 letters"},
		{`trim(digits(src.pol))`, "reject digits 7:10 pol 1 letters"},
		{`digits(src.dob)`, "nothing"},
		{`src.dob.orValue("x")`, "x"},
		{`digits(src.pol).orValue("x")`, "reject digits 7:5 pol 1 letters"},
		{`digits(src.pol).orReject("code")`, "reject code 7:21 pol 1 letters"},
		{`src.dob.orReject("code")`, "reject code 7:13 dob absent"},
		{`digits(src.dob.orReject("inner")).orReject("outer")`, "reject inner 7:20 dob absent"},
		{`src.pol == src.pol ? "same" : digits(src.pol).orReject("code")`, "same"},
		{`src.pol.hasValue() || digits(src.pol).orReject("code") == "1" ? "yes" : "no"`, "yes"},
		{`digits(src.pol).orReject("code") == "1" || src.pol.hasValue() ? "yes" : "no"`, "yes"},
		{`digits(src.pol).orReject("code") == "1" && src.pol.hasValue() ? "yes" : "no"`, "reject code 7:21 pol 1 letters"},
		{`coalesce(src.dob, src.pol)`, "M"},
		{`coalesce(digits(src.pol), src.pol)`, "reject digits 7:14 pol 1 letters"},
		{`lookup("none", src.pol, date(src.iin, "DD.MM.YYYY"))`, "nothing"},
		{`lookup("none", src.dob, date(src.pol, "DD.MM.YYYY"))`, "reject date 7:29 pol 1 letters"},
		{`string(src.revision / (src.revision - 1))`, "reject runtime.divide 7:5 revision number"},
		{`src.fio[0]`, "reject runtime.index 7:5 fio absent"},
		{`src.cards.map(c, c.kind).filter(k, k != "").size() == 0 ? "none" : "some"`, "none"},
		{`string(src.height.orReject("height"))`, "reject height 7:23 height absent"},
		{`src.address.city`, "nothing"},
		{`has(src.address) ? "there" : "gone"`, "gone"},
	} {
		text := strings.Replace(small(c.expression), "const:", "lookups: {none: citizenship.csv}\nconst:", 1)
		p, problems := Compile(files(text), inmateSchema(), kind(t, "person"), "test 1")
		if problems.Failed() {
			t.Fatalf("%s\n%v", c.expression, problems)
		}
		for _, kernels := range []bool{true, false} {
			r := p.run(batch(t, inmateSchema(), `{"id":"1","revision":1,"pol":"M"}`), kernels)
			if got := outcomeText(r); got != strings.Replace(c.want, " 7:", " 8:", 1) {
				t.Errorf("%s (kernels %v) gives %s, not %s", c.expression, kernels, got, c.want)
			}
		}
	}
}

func outcomeText(r Result) string {
	if len(r.Rejects) > 0 {
		return "reject " + strings.Join(wantErrors(r.Rejects[0]), ", ")
	}
	record := array.RecordToStructArray(r.Batch)
	defer record.Release()
	return valueAt(record, 0, "person.patronymic")
}

// TestSharedRule: two fields that fail by the same let have one error.
func TestSharedRule(t *testing.T) {
	p := compile(t, strings.Replace(strings.Replace(small("city"), "const:", "let:\n  city: src.address.city.orReject(\"city\")\nconst:", 1),
		"fields:", "fields:\n  person.birth_place: city", 1))
	r := p.Run(batch(t, inmateSchema(), `{"id":"1","revision":1}`))
	equal(t, wantErrors(r.Rejects[0]), []string{"city 5:26 address.city absent"})
}
