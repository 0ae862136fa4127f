package mapping

import (
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/mapping/canon"
)

// TestDrop takes over-collected fields out by each of the forms in which the matrix names them.
func TestDrop(t *testing.T) {
	p := compileCard(t)
	in := batch(t, cardSchema(),
		`{"basis":"custody","iin":"1","number":"1","visa_issuer":"x",`+cardImages+`}`,
		`{"basis":"custody","iin":"2","number":"2","visa_issuer":"y",`+cardImages+`}`)
	r := newRun(p, newWorkspace(p.slots), true)
	r.domain = r.rootDomain(in)
	r.out = r.assign(r.domain, p.tree, p.leaves, p.lists)
	for _, path := range []string{"images[position=21]", "subject[scheme=iin]", "visa", "card.number"} {
		r.drop(1, path)
	}
	out := r.write([]int{0, 1})
	const first = `{"subject":{"scheme":"iin","value":"1"},"card":{"number":"1"},"basis":"custody","ground":"g",` +
		`"date":"1904-02-01","visa":{"issuer":"x"},"images":[{"position":1,"sha256":"a"},{"position":21,"sha256":"b"},{"position":2,"sha256":"c"}]}`
	const second = `{"subject":{"scheme":"none"},"basis":"custody","ground":"g",` +
		`"date":"1904-02-01","images":[{"position":1,"sha256":"a"},{"position":2,"sha256":"c"}]}`
	for i, want := range []string{first, second} {
		if got := string(p.kind.AppendJSON(nil, out, i, canon.Writing{})); got != want {
			t.Errorf("row %d is\n%s\nnot\n%s", i, got, want)
		}
	}
}

// TestRequiredListWithoutItems: loci are required, and a list without items is none.
func TestRequiredListWithoutItems(t *testing.T) {
	p, problems := Compile(files(`mapping: a.dna
version: 1
to: genomic_registration
const: {subject.scheme: none, specimen.id: S, origin: O}
fields:
  loci[]:
    each: src.cards
    as: c
    fields: {locus: c.kind, alleles: 'split(c.number.orValue(""), ",")'}
`), inmateSchema(), kind(t, "genomic_registration"), "test 1")
	if problems.Failed() {
		t.Fatal(problems)
	}
	for _, kernels := range []bool{true, false} {
		r := p.run(batch(t, inmateSchema(), `{"id":"1","revision":1,"cards":[{"kind":"TH01","number":"8,9.3"}]}`, `{"id":"2","revision":1,"cards":[]}`), kernels)
		if len(r.Rows) != 1 || len(r.Rejects) != 1 {
			t.Fatalf("rows %v, rejects %+v", r.Rows, r.Rejects)
		}
		equal(t, canonical(p, r), []string{`{"subject":{"scheme":"none"},"specimen":{"id":"S"},"origin":"O","loci":[{"locus":"TH01","alleles":["8","9.3"]}]}`})
		equal(t, wantErrors(r.Rejects[0]), []string{"required 6:3 cards list of 0"})
	}
}

// TestWhatNullsHide: Arrow may keep values below a null struct and a null list; they do not count.
func TestWhatNullsHide(t *testing.T) {
	full := batch(t, inmateSchema(), `{"id":"1","revision":1,"address":{"city":"Ақтау"},"cards":[{"kind":"a","number":"N"}]}`)
	schema := inmateSchema()
	columns := make([]arrow.Array, schema.NumFields())
	for i := range columns {
		columns[i] = full.Column(i)
		if name := schema.Field(i).Name; name == "address" || name == "cards" {
			columns[i] = hidden(columns[i])
		}
	}
	p := compile(t, small("src.address.city")+`  documents[]:
    each: src.cards
    as: card
    fields: {number: card.number.orReject("number")}
`)
	for _, kernels := range []bool{true, false} {
		r := p.run(array.NewRecordBatch(schema, columns, 1), kernels)
		equal(t, canonical(p, r), []string{`{"subject":{"scheme":"none"},"person":{"surname":"A","birth_date":"1885-01-01","sex":"M","citizenship":"KAZ"}}`})
	}
}

// hidden is a column of one row with its value kept below a null.
func hidden(a arrow.Array) arrow.Array {
	null := memory.NewBufferBytes([]byte{0})
	buffers := append([]*memory.Buffer{null}, a.Data().Buffers()[1:]...)
	return array.MakeFromData(array.NewData(a.DataType(), 1, buffers, a.Data().Children(), 1, 0))
}
