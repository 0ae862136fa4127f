package mapping

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping/canon"
)

// everyType is a kind with a field of every type, at every depth.
const everyType = `kind: every_type
version: 1
labels: {kk: Т, ru: Т, en: T}
feeds: []
fields:
  - {name: note, type: text, labels: {kk: Т, ru: Т, en: T}, source: test, note: Text.}
  - {name: size, type: integer, labels: {kk: Т, ru: Т, en: T}, source: test, note: Number.}
  - {name: alive, type: boolean, labels: {kk: Т, ru: Т, en: T}, source: test, note: Truth.}
  - {name: seen, type: timestamp, labels: {kk: Т, ru: Т, en: T}, source: test, note: Moment.}
  - {name: names, type: list, labels: {kk: Т, ru: Т, en: T}, source: test, note: Texts.}
  - name: home
    type: struct
    labels: {kk: Т, ru: Т, en: T}
    note: Optional.
    fields:
      - {name: scheme, type: text, labels: {kk: Т, ru: Т, en: T}, source: test, note: Constant.}
      - {name: city, type: text, labels: {kk: Т, ru: Т, en: T}, source: test, note: City.}
  - name: empty
    type: struct
    required: true
    labels: {kk: Т, ru: Т, en: T}
    note: Required, with nothing in it that must be.
    fields:
      - {name: street, type: text, labels: {kk: Т, ru: Т, en: T}, source: test, note: Street.}
  - name: cards
    type: list
    labels: {kk: Т, ru: Т, en: T}
    note: Structs.
    fields:
      - {name: number, type: text, labels: {kk: Т, ru: Т, en: T}, source: test, note: Number.}
      - {name: issued, type: date, labels: {kk: Т, ru: Т, en: T}, source: test, note: Day.}
`

const everyMapping = `mapping: every.type
version: 1
to: every_type
const: {home.scheme: "a \"b\""}
fields:
  note: src.pieces
  size: src.height
  alive: src.pol.hasValue() && src.pol.orValue("") != ""
  seen: timestamp(src.seen, "DD.MM.YYYY HH:mm:ss")
  names: src.fio
  home.city: src.address.city
  empty.street: trim(src.address.street)
  cards[]:
    - each: src.cards
      as: card
      fields:
        number: card.number
        issued: date(card.issued, "DD.MM.YYYY")
    - fields:
        number: upper(src.iin)
`

// TestJSONEqualsBatch: what a runner appends is what the interpreter's batch gives, byte for byte.
func TestJSONEqualsBatch(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	g := &generator{rand.New(rand.NewPCG(seed, 4))}
	every := compileEvery(t)
	for round := range 40 {
		n := []int{0, 1, 7, 100}[round%4]
		equalJSON(t, every, g.batch(n))
		equalJSON(t, compile(t, g.mapping()), g.batch(n))
	}
}

// TestJSONByBasis: a kind whose fields depend on the basis is written the same way, too.
func TestJSONByBasis(t *testing.T) {
	equalJSON(t, compileCard(t), batch(t, cardSchema(),
		`{"basis":"custody","surname":"A","number":"1","visa_issuer":"x",`+cardImages+`}`,
		`{"basis":"custody","surname":"A",`+cardImages+`}`,
		`{"basis":"custody","surname":"A","number":"1",`+cardImages+`}`))
}

func compileEvery(t *testing.T) *Program {
	k, err := canon.Parse([]byte(everyType), "every.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, problems := Compile(files(everyMapping), inmateSchema(), k, "test 1")
	if problems.Failed() {
		t.Fatal(problems)
	}
	return p
}

func equalJSON(t *testing.T, p *Program, b arrow.RecordBatch) {
	t.Helper()
	slow := p.run(b, false)
	runner := p.Runner()
	for range 2 { // what the first leaves in memory must not show
		fast := runner.AppendJSON([]byte("before"), b)
		if !slices.Equal(fast.Rows, slow.Rows) || !reflect.DeepEqual(fast.Rejects, slow.Rejects) ||
			!reflect.DeepEqual(fast.Skipped, slow.Skipped) || !reflect.DeepEqual(fast.Dropped, slow.Dropped) {
			t.Fatalf("got %+v\nwant %+v", fast, slow)
		}
		got, from := make([]string, len(fast.Ends)), len("before")
		for i, end := range fast.Ends {
			got[i], from = string(fast.Text[from:end]), end
		}
		equal(t, got, canonical(p, slow))
		if from != len(fast.Text) {
			t.Fatal("bytes stand behind the last row")
		}
	}
}
