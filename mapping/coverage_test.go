package mapping

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// branchyMapping has each kind of branch at least once.
const branchyMapping = `mapping: penitentiary.inmate
version: 1
to: person
lookups: {sex: sex.csv, citizenship: citizenship.csv}
let:
  since: date(src.custody_start, "DD.MM.YYYY")
when:
  not_a_draft: src.id != "draft"
const:
  subject.scheme: iin
fields:
  subject.value:      iin(src.iin).orReject("iin_check")
  person.surname:     src.fio[?0].orReject("fio")
  person.given_name:  coalesce(src.fio[?1], src.pieces)
  person.patronymic: |
    src.fio.exists(f, f == "X") ? optional.of("x") : src.fio[?2]
  person.birth_date:  date(src.dob, "DD.MM.YYYY").orReject("birth_date")
  person.sex:         lookup("sex", src.pol).orReject("sex_code")
  person.citizenship: lookup("citizenship", src.citizenship, since).orReject("citizenship_code")
  person.birth_place: src.address.city.orValue("-")
  person.ethnicity: |
    src.revision > 5 && src.height.hasValue() ? "a" : "b"
  documents[]:
    each: src.cards
    as: card
    when: card.kind != "none"
    fields:
      number: card.number.orReject("document_number")
      issued: date(card.issued, "DD.MM.YYYY")
`

func cover(t *testing.T, p *Program) *Coverage {
	t.Helper()
	c, err := p.Cover()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// branchWords are the branches that were not taken, each "target@word kind: sentence".
func branchWords(r CoverageReport) []string {
	var out []string
	for _, b := range r.Branches {
		if b.Taken == 0 {
			out = append(out, fmt.Sprintf("%s@%s %s: %s", b.Target, strings.TrimSpace(string([]rune(b.Text)[b.Column-1:b.End-1])), b.Kind, b.Never))
		}
	}
	return out
}

const plainInmate = `"id":"1","iin":"%s","fio":["А"],"dob":"07.03.1885","pol":"мужской","citizenship":"Россия","revision":1`

// TestCoverageNamesEveryBranchNotTaken runs one plain record: what is left are the branches that it does not take.
func TestCoverageNamesEveryBranchNotTaken(t *testing.T) {
	p := compile(t, branchyMapping)
	c := cover(t, p)
	c.Add(batch(t, inmateSchema(), "{"+fmt.Sprintf(plainInmate, validIIN(t, "85030710001"))+"}"))
	golden(t, "testdata/coverage.golden", strings.Join(branchWords(c.Report()), "\n")+"\n")
}

// TestCoverageOfAllBranches adds the records that take the branches which are left, one by one.
func TestCoverageOfAllBranches(t *testing.T) {
	p := compile(t, branchyMapping)
	c := cover(t, p)
	number := validIIN(t, "85030710001")
	valid := fmt.Sprintf(plainInmate, number)
	change := func(from, to string) string { return "{" + strings.Replace(valid, from, to, 1) + "}" }
	for _, record := range []string{
		"{" + valid + "}",
		change(`"id":"1"`, `"id":"draft"`),
		change(number, "1"),
		change(`["А"]`, "[]"),
		change(`["А"]`, `["А","Б"],"pieces":"п","address":{"city":"Астана"}`),
		change(`["А"]`, `["А"],"pieces":"п"`),
		change(`["А"]`, `["X"]`),
		change("07.03", "31.02"),
		change("мужской", "м"),
		change(`"citizenship":"Россия"`, `"citizenship":"Союз","custody_start":"01.01.1980"`),
		change(`"citizenship":"Россия"`, `"citizenship":"Атлантида","custody_start":"01.01.1980"`),
		change(`"citizenship":"Россия"`, `"citizenship":"Россия","custody_start":"99.01.1980"`),
		change(`"revision":1`, `"revision":6`),
		change(`"revision":1`, `"revision":6,"height":170`),
		change(`"revision":1`, `"revision":1,"cards":[{"kind":"none"},{"kind":"a","number":"1","issued":"01.02.1910"},{"kind":"a","issued":"99.99.9999"}]`),
	} {
		c.Add(batch(t, inmateSchema(), record))
	}
	r := c.Report()
	for _, b := range r.Branches {
		if b.Taken == 0 {
			t.Errorf("not taken: %s", b)
		}
	}
	if s := r.BranchShare(); s.Reached != s.Of || s.Of < 40 {
		t.Errorf("%+v", s)
	}
	if r.Records != 15 || r.Skipped != 1 || r.Accepted+r.Rejected+r.Skipped != r.Records {
		t.Errorf("%d records, %d accepted, %d rejected, %d skipped", r.Records, r.Accepted, r.Rejected, r.Skipped)
	}
}

// TestCoverageCountsFieldsListsAndCodes counts what records fill, need and are rejected for; a skipped one takes no branch.
func TestCoverageCountsFieldsListsAndCodes(t *testing.T) {
	c := cover(t, compile(t, branchyMapping))
	valid := fmt.Sprintf(plainInmate, validIIN(t, "85030710001"))
	c.Add(batch(t, inmateSchema(),
		"{"+strings.Replace(valid, `"citizenship":"Россия"`, `"citizenship":"Союз","custody_start":"01.01.1990","cards":[{"kind":"a","number":"1"},{"kind":"a","number":"2"}]`, 1)+"}",
		"{"+strings.Replace(valid, "мужской", "м", 1)+"}",
		"{"+strings.Replace(valid, `["А"]`, `[],"cards":[{"kind":"a"},{"kind":"a"}]`, 1)+"}",
		"{"+strings.Replace(valid, `"id":"1"`, `"id":"draft"`, 1)+"}"))
	r := c.Report()
	for _, b := range r.Branches {
		if b.Kind == "reject" && b.Target == "person.birth_date" && b.Never == "there is never a value here" && b.Taken != 3 {
			t.Errorf("the value of three records that are not skipped was taken %d times", b.Taken)
		}
	}
	if n := slices.Index(r.Sources, SourceUse{"cards[].number", true, 2}); n < 0 {
		t.Errorf("sources: %+v", r.Sources)
	}
	for _, want := range []SourceUse{{"seen", false, 0}, {"pol", true, 4}, {"fio", true, 3}, {"address.city", true, 0}} {
		if !slices.Contains(r.Sources, want) {
			t.Errorf("no %+v in %+v", want, r.Sources)
		}
	}
	for _, want := range []TargetUse{{"documents[].number", true, 2}, {"person.surname", true, 1}, {"subject.scheme", true, 1}, {"person.latin_surname", false, 0}, {"person.patronymic", true, 0}} {
		if !slices.Contains(r.Targets, want) {
			t.Errorf("no %+v in %+v", want, r.Targets)
		}
	}
	never := []ListRow{{2, "KAZ", "Казахстан"}, {3, "RUS", "Россия"}, {4, "UZB", "Узбекистан"}, {6, "KAZ", "Союз"}}
	if use := r.Lists[0]; use.Name != "citizenship" || use.Reached != 1 || !slices.Equal(use.Never, never) {
		t.Errorf("citizenship: %+v", use)
	}
	codes := []CodeUse{{"birth_date", 0}, {"citizenship_code", 2}, {"document_number", 1}, {"fio", 1}, {"iin_check", 0}, {"sex_code", 1}}
	if !slices.Equal(r.Rejects, codes) {
		t.Errorf("codes: %+v", r.Rejects)
	}
}

// TestCoverageHoldsNoValue: whatever the records hold, the report shows none of it (I7).
func TestCoverageHoldsNoValue(t *testing.T) {
	c := cover(t, compile(t, branchyMapping))
	const marker = "Кейіпкер"
	record := fmt.Sprintf(`{"id":"%[1]s","iin":"%[1]s","fio":["%[1]s","%[1]s"],"dob":"%[1]s","pol":"%[1]s","citizenship":"%[1]s","pieces":"%[1]s","revision":1,"cards":[{"kind":"%[1]s","number":"%[1]s"}]}`, marker)
	c.Add(batch(t, inmateSchema(), record))
	text, err := json.Marshal(c.Report())
	if err != nil || strings.Contains(string(text), marker) {
		t.Errorf("%v: %s", err, text)
	}
}

// TestCoverageLeavesResultsAlone: probes change nothing of what a mapping makes, and the program stays as it is.
func TestCoverageLeavesResultsAlone(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	g := &generator{rand.New(rand.NewPCG(seed, 3))}
	for range 20 {
		text := g.mapping()
		p := compile(t, text)
		b := g.batch(30)
		c := cover(t, p)
		probed, plain := c.program.run(b, false), p.run(b, false)
		if !array.RecordEqual(probed.Batch, plain.Batch) || !reflect.DeepEqual(probed.Rejects, plain.Rejects) || len(p.covered) > 0 {
			t.Fatalf("probes change the result of\n%s", text)
		}
	}
}

// TestCoverageOfTests counts the file's own tests.
func TestCoverageOfTests(t *testing.T) {
	c := cover(t, compile(t, branchyMapping+"tests:\n  - {given: {id: draft}, skip: not_a_draft}\n  - {given: {dob: x}, reject: {code: birth_date}}\n"))
	c.AddTests()
	if r := c.Report(); r.Records != 2 || r.Skipped != 1 || r.Rejected != 1 {
		t.Errorf("%+v", r)
	}
}

// TestListUseTellsPeriodsApart: the same value and code in two periods are two rows.
func TestListUseTellsPeriodsApart(t *testing.T) {
	use := newListUse(&codeList{rows: []codeRow{{value: "a", code: "A", to: newDate(1900, 1, 1)}, {value: "a", code: "A", from: newDate(1900, 1, 2)}}})
	use.count([]ref.Val{types.String("a"), newDate(1950, 1, 1)}, types.String("A"))
	if !slices.Equal(use.reached, []int{0, 1}) {
		t.Errorf("%v", use.reached)
	}
}
