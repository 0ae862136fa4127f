package mapping

import (
	"fmt"
	"testing"
)

func cellTexts(r TestResult) []string {
	var out []string
	for _, c := range r.Cells {
		out = append(out, fmt.Sprintf("%s: want %s, got %s", c.Path, c.Want, c.Got))
	}
	return out
}

func TestTests(t *testing.T) {
	given := `  - name: %s
    given:
      iin: "` + validIIN(t, "85030710001") + `"
      fio: [Ахметов]
      dob: "07.03.1885"
      pol: мужской
      citizenship: Казахстан
      custody_start: "01.01.2000"
      cards: [{kind: a, number: N1}, {number: N2, issued: "01.02.1904"}]
`
	p := compile(t, inmateMapping+"tests:\n"+
		fmt.Sprintf(given, "passes")+"    expect: {person.surname: Ахметов, person: {patronymic: null, sex: M}, 'documents[1].number': N2}\n"+
		fmt.Sprintf(given, "differs")+"    expect: {person: {surname: Ахметова, sex: M}, documents: [{number: N1}, {number: N3}, {number: N4}], observed_at: x}\n"+
		fmt.Sprintf(given, "not rejected")+"    reject: {code: birth_date, field: dob}\n"+
		"  - given: {dob: \"31.02.1885\"}\n    reject: {code: birth_date, field: dob}\n"+
		"  - given: {dob: \"31.02.1885\", fio: [Ли]}\n    reject: {code: birth_date, field: iin}\n"+
		"  - given: {dob: \"31.02.1885\", cards: [{kind: a}]}\n    reject: {code: document_number, field: 'cards[0].number'}\n"+
		"  - given: {fio: [Ли]}\n    expect: {person.surname: Ли}\n")
	want := [][]string{
		nil,
		{"person.surname: want Ахметова, got Ахметов", "documents: want 3 items, got 2 items", "documents[1].number: want N3, got N2",
			"documents[2].number: want N4, got nothing", "observed_at: want x, got nothing"},
		{"reject: want birth_date of dob, got accepted"},
		nil,
		{"reject: want birth_date of iin, got iin_check of iin, birth_date of dob, sex_code of pol, citizenship_code of citizenship"},
		nil,
		{"reject: want nothing, got iin_check of iin, birth_date of dob, sex_code of pol, citizenship_code of citizenship"},
	}
	results := p.Test()
	if len(results) != len(want) {
		t.Fatalf("%d results", len(results))
	}
	for i, r := range results {
		if r.Passed != (want[i] == nil) {
			t.Errorf("%s passed: %v", r.Name, r.Passed)
		}
		equal(t, cellTexts(r), want[i])
	}
	if results[0].Name != "passes" || results[3].Name != "test 4" || results[3].Line != 56 {
		t.Errorf("%s, %s of line %d", results[0].Name, results[3].Name, results[3].Line)
	}
	if err := Passed(results); err == nil || len(err.(TestsFailed)) != 4 {
		t.Errorf("Passed gives %v", err)
	}
}
