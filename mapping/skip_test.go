package mapping

import (
	"reflect"
	"strings"
	"testing"
)

const choosy = `mapping: small.feed
version: 1
to: person
let:
  born: date(src.dob, "DD.MM.YYYY")
when:
  not_a_draft: src.pol.orValue("") != "draft"
  in_register: born.orReject("dob") >= born.orReject("dob_again") && !(src.iin.orValue("") in ["x", "y"])
const: {subject.scheme: none, person.birth_date: "1885-01-01", person.sex: M, person.citizenship: KAZ}
fields:
  person.surname: src.pieces.orReject("surname")
`

// TestWhen: the first condition that does not hold skips the record, one that fails before rejects it.
func TestWhen(t *testing.T) {
	p := compile(t, choosy)
	in := batch(t, inmateSchema(),
		`{"id":"taken","revision":1,"pol":"final","dob":"01.01.1885","pieces":"A"}`,
		`{"id":"draft, whatever else is wrong","revision":1,"pol":"draft","dob":"31.02.1885"}`,
		`{"id":"wanted unless the day says otherwise","revision":1,"dob":"31.02.1885"}`,
		`{"id":"not in the register, without a name","revision":1,"dob":"01.01.1885","iin":"x"}`,
		`{"id":"no name","revision":1,"dob":"01.01.1885"}`)
	for _, kernels := range []bool{true, false} {
		r := p.run(in, kernels)
		if want := []Skip{{1, "not_a_draft", Rule{"inmate.yaml", 7, 3}}, {3, "in_register", Rule{"inmate.yaml", 8, 3}}}; !reflect.DeepEqual(r.Skipped, want) {
			t.Errorf("skipped %+v, not %+v", r.Skipped, want)
		}
		if !reflect.DeepEqual(r.Rows, []int{0}) || len(r.Rejects) != 2 || r.Rejects[0].Row != 2 || r.Rejects[1].Row != 4 {
			t.Fatalf("rows %v, rejects %+v", r.Rows, r.Rejects)
		}
		equal(t, wantErrors(r.Rejects[0]), []string{"dob 8:21 dob like 99.99.9999", "surname 11:30 pieces absent"})
		equal(t, wantErrors(r.Rejects[1]), []string{"surname 11:30 pieces absent"})
	}
}

// TestWhenIsExplained: a condition runs over columns where it can, and its reason is known to callers.
func TestWhenIsExplained(t *testing.T) {
	p := compile(t, choosy)
	if e := p.Explain()[0]; e.Target != "when not_a_draft" || e.Engine != "kernel" || e.Line != 7 {
		t.Errorf("explained as %+v", e)
	}
	if want := map[string]Rule{"not_a_draft": {"inmate.yaml", 7, 3}, "in_register": {"inmate.yaml", 8, 3}}; !reflect.DeepEqual(p.Skips(), want) {
		t.Errorf("skips %v", p.Skips())
	}
}

// TestSkipTests: a test that wants a skip fails on another reason, on a reject and on a record.
func TestSkipTests(t *testing.T) {
	for _, c := range []struct{ test, want string }{
		{`{given: {pol: draft}, skip: not_a_draft}`, ""},
		{`{given: {dob: "01.01.1885", iin: y}, skip: not_a_draft}`, "skip: want not_a_draft, got in_register"},
		{`{given: {dob: "31.02.1885", pieces: A}, skip: in_register}`, "skip: want in_register, got rejected: dob of dob"},
		{`{given: {dob: "01.01.1885", pieces: A}, skip: in_register}`, "skip: want in_register, got accepted"},
		{`{given: {pol: draft}, expect: {person: {sex: M}}}`, "skip: want nothing, got not_a_draft"},
		{`{given: {pol: draft}, reject: {code: surname}}`, "skip: want nothing, got not_a_draft"},
	} {
		r := compile(t, choosy+"tests:\n  - "+c.test+"\n").Test()[0]
		var got []string
		for _, cell := range r.Cells {
			got = append(got, cell.Path+": want "+cell.Want+", got "+cell.Got)
		}
		if strings.Join(got, "; ") != c.want || r.Passed != (c.want == "") {
			t.Errorf("%s gives %q, passed %v", c.test, got, r.Passed)
		}
	}
}
