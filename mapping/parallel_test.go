package mapping

import (
	"strings"
	"testing"
)

// documents is a mapping with one block of documents.
func documents(block string) string {
	return strings.Replace(small("src.pol"), "fields:", "fields:\n  documents[]:\n"+block, 1)
}

// TestParallelLists: items that stand side by side make one record each; lists of different length reject.
func TestParallelLists(t *testing.T) {
	p := compile(t, documents(`    each:
      number: src.fio
      card: src.cards
      issued: split(src.pieces.orValue(""), ",")
    when: number != "-"
    fields:
      number: number
      type: card.number
      issuer: issued
`))
	in := batch(t, inmateSchema(),
		`{"id":"1","revision":1,"fio":["N1","-","N3"],"cards":[{"kind":"a","number":"id"},{"kind":"b"},{"kind":"c"}],"pieces":"x,y,z"}`,
		`{"id":"2","revision":1,"fio":["N1","N2"],"cards":[{"kind":"a"}],"pieces":"x,y"}`,
		`{"id":"3","revision":1,"fio":["N1"],"pieces":"x"}`,
	)
	for _, kernels := range []bool{true, false} {
		r := p.run(in, kernels)
		if len(r.Rejects) != 3 {
			t.Fatalf("rejects %+v", r.Rejects)
		}
		equal(t, wantErrors(r.Rejects[1]), []string{"list_lengths 8:15 fio list of 2"})
		equal(t, wantErrors(r.Rejects[2]), []string{"list_lengths 8:15 fio list of 1"})
		equal(t, wantErrors(r.Rejects[0]), []string{"code_list 14:7 cards[0].number 2 letters"})
	}
	in = batch(t, inmateSchema(),
		`{"id":"1","revision":1,"fio":["N1","-","N3"],"cards":[{"kind":"a","number":"passport"},{"kind":"b"},{"kind":"c"}],"pieces":"x,y,z"}`,
		`{"id":"2","revision":1,"fio":[],"cards":[],"pieces":""}`)
	for _, kernels := range []bool{true, false} {
		r := p.run(in, kernels)
		got := canonical(p, r)
		if len(got) == 0 || !strings.Contains(got[0], `"documents":[{"type":"passport","number":"N1","issuer":"x"},{"number":"N3","issuer":"z"}]`) {
			t.Errorf("%v, rejects %+v", got, r.Rejects)
		}
	}
}

// TestListExpressions: what a block goes over may be filtered, and single items are found by what they say.
func TestListExpressions(t *testing.T) {
	p := compile(t, strings.Replace(documents(`    each: src.cards.filter(c, c.kind == "passport" && c.number.hasValue())
    as: card
    fields: {number: 'card.number.orReject("number")'}
`), "src.pol", `src.cards.filter(c, c.kind == "name").first().optFlatMap(c, c.number)`, 1))
	in := batch(t, inmateSchema(),
		`{"id":"1","revision":1,"cards":[{"kind":"passport","number":"P"},{"kind":"name","number":"Ли"},{"kind":"passport"},{"kind":"name","number":"no"}]}`,
		`{"id":"2","revision":1}`)
	for _, kernels := range []bool{true, false} {
		got := canonical(p, p.run(in, kernels))
		if len(got) != 2 || !strings.Contains(got[0], `"documents":[{"number":"P"}]`) || !strings.Contains(got[0], `"patronymic":"Ли"`) || strings.Contains(got[1], "patronymic") {
			t.Errorf("%v", got)
		}
	}
	texts := compile(t, documents("    each: src.fio.map(n, trim(n)).filter(n, n != \"\")\n    as: n\n    fields: {number: n}\n"))
	if got := canonical(texts, texts.Run(batch(t, inmateSchema(), `{"id":"1","revision":1,"fio":[" a ","","b"]}`))); len(got) != 1 || !strings.Contains(got[0], `"documents":[{"number":"a"},{"number":"b"}]`) {
		t.Errorf("%v", got)
	}
}
