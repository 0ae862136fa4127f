package mapping

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"
)

// differenceRecords are tests, since a test is the shortest way to write a record.
func differenceRecords(t *testing.T) string {
	record := func(more string) string {
		return fmt.Sprintf("  - given: {iin: %q, citizenship: Казахстан, custody_start: 01.01.2000, %s}\n    skip: never\n", validIIN(t, "85030710001"), more)
	}
	return "tests:\n" +
		record(`fio: [Ахметов], dob: "07.03.1885", pol: мужской`) + // the same
		record(`fio: [Ахметов, Ли], dob: "07.03.1885", pol: мужской, cards: [{kind: a, number: N1}, {kind: b, number: N2}]`) + // changed
		record(`fio: [Ким, Ли], dob: "07.03.1885", pol: женский`) + // changed
		record(`fio: [Ахметов], dob: "1885-03-07", pol: мужской`) + // newly accepted
		record(`fio: [Ахметов], dob: "31.02.1885", pol: мужской`) + // rejected by both, for other reasons
		record(`fio: [Ахметов], dob: "07.03.1885", pol: m`) + // rejected by both
		record(`fio: [], dob: "07.03.1885", pol: женский`) + // skipped, rejected before
		record(`fio: [Тест], dob: "07.03.1885", pol: женский`) // newly rejected
}

func TestADifferenceNamesWhatWouldChange(t *testing.T) {
	tests := differenceRecords(t)
	old := compile(t, strings.Replace(inmateMapping, "\nfields:", "\nwhen: {never: \"true\"}\nfields:", 1)+tests)
	is := compile(t, strings.NewReplacer(
		"version: 3", "version: 4",
		"\nfields:", "\nwhen: {nameless: src.fio.size() > 0, never: \"true\"}\nfields:",
		"upper(trim(src.fio[?1]))", "trim(src.fio[?1])",
		`born.orReject("birth_date")`, `date(src.dob, "DD.MM.YYYY|YYYY-MM-DD").orReject("date_of_birth")`,
		`trim(src.fio[?0].orReject("fio"))`, "|\n    "+`(src.fio[?0] == optional.of("Тест") ? optional.none() : src.fio[?0]).orReject("test_record")`,
		"each: src.cards\n", "each: src.cards\n    when: card.kind != \"b\"\n",
	).Replace(inmateMapping)+tests)
	c, err := Compare(old, is, 3)
	if err != nil {
		t.Fatal(err)
	}
	for i, record := range old.tests {
		c.Add(record.given, func(row int) string { return fmt.Sprint("record ", i+row) })
	}
	d := c.Report()
	if d.Records != 8 || d.Same != 2 || d.Changed != 2 || d.NewlyAccepted != 1 || d.NewlyRejected != 1 || d.NewlySkipped != 1 || d.OtherReject != 1 {
		t.Errorf("counts: %+v", d)
	}
	if !maps.Equal(d.Codes, map[string]int{"test_record": 1}) || !maps.Equal(d.Reasons, map[string]int{"nameless": 1}) || d.Rejected() != 1.0/8 {
		t.Errorf("codes %v, reasons %v, share %v", d.Codes, d.Reasons, d.Rejected())
	}
	fields, _ := json.Marshal(d.Fields)
	want := `[{"path":"person.given_name","records":2,"samples":[{"at":"record 1","was":"\"XX\"","is":"\"Xx\""},{"at":"record 2","was":"\"XX\"","is":"\"Xx\""}]},` +
		`{"path":"documents[]","records":1,"samples":[{"at":"record 1","was":"2 items","is":"1 items"}]}]`
	if string(fields) != want {
		t.Errorf("fields\n%s, want\n%s", fields, want)
	}
	examples, _ := json.Marshal(d.Examples)
	want = `[{"at":"record 3","was":"rejected: birth_date","is":"accepted"},{"at":"record 4","was":"rejected: birth_date","is":"rejected: date_of_birth"},` +
		`{"at":"record 6","was":"rejected: fio","is":"skipped: nameless"}]`
	if string(examples) != want {
		t.Errorf("examples\n%s, want\n%s", examples, want)
	}
}
