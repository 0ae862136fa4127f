package mrz

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestCheckDigit(t *testing.T) {
	for s, want := range map[string]byte{
		"": '0', "<<<<<<": '0', "520727": '3', "AB2134<<<": '5', // Doc 9303-3 clause 4.9, examples 1 and 2
		"D23145890734": '9', "x": 0, "12 4": 0, "Ы": 0,
	} {
		if got := CheckDigit(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestLettersOfEqualValueInDates(t *testing.T) {
	birth := read(t, with(passport, 2, 16, 'A'))
	if rules(birth, "") != RuleDateDigits || birth.Birth != (Date{}) {
		t.Errorf("%+v", birth.Findings)
	}
	want := Finding{GradeConsistency, RuleDateDigits, FieldExpiry, 2, 23, "letter", "digit", "a date must be digits"}
	expiry := read(t, with(passport, 2, 23, 'E'))
	if len(expiry.Findings) != 1 || expiry.Findings[0] != want || expiry.Expiry != (Date{}) {
		t.Errorf("%+v", expiry.Findings)
	}
}

// dated is a passport with another birth or expiry, its digits put right.
func dated(from int, date string) string {
	rows := strings.Split(passport, "\n")
	line := rows[1][:from-1] + date + string(CheckDigit(date)) + rows[1][from+6:43]
	return rows[0] + "\n" + line + string(CheckDigit(line[:10]+line[13:20]+line[21:]))
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		birth string
		want  Date
		text  string
		rules string
		col   int
	}{
		{"260812", Date{2026, 8, 12}, "2026-08-12", "", 0},
		{"260813", Date{1926, 8, 13}, "1926-08-13", "", 0},
		{"2608<<", Date{2026, 8, 0}, "2026-08-XX", "", 0},
		{"2609<<", Date{1926, 9, 0}, "1926-09-XX", "", 0},
		{"26<<<<", Date{2026, 0, 0}, "2026-XX-XX", "", 0},
		{"<<0812", Date{0, 8, 12}, "XXXX-08-12", "", 0},
		{"<<<<<<", Date{}, "", "", 0},
		{"<<0229", Date{0, 2, 29}, "XXXX-02-29", "", 0},
		{"000229", Date{2000, 2, 29}, "2000-02-29", "", 0},
		{"270229", Date{}, "", RuleDateCalendar, 18},
		{"741301", Date{}, "", RuleDateCalendar, 16},
		{"740012", Date{}, "", RuleDateCalendar, 16},
		{"740431", Date{}, "", RuleDateCalendar, 18},
		{"74<<00", Date{}, "", RuleDateCalendar, 18},
		{"74081<", Date{}, "", RuleDatePart, 18},
		{"7<0812", Date{}, "", RuleDatePart, 14},
	} {
		d := read(t, dated(14, c.birth))
		if d.Birth != c.want || d.Birth.String() != c.text || rules(d, "") != c.rules {
			t.Errorf("%s: %v, %s", c.birth, d.Birth, rules(d, ""))
			continue
		}
		if c.col != 0 && (d.Findings[0].Line != 2 || d.Findings[0].Column != c.col) {
			t.Errorf("%s: %+v", c.birth, d.Findings[0])
		}
	}
}

func TestExpiry(t *testing.T) {
	for _, c := range []struct {
		expiry string
		want   Date
		rules  string
	}{
		{"990101", Date{2099, 1, 1}, ""},
		{"3405<<", Date{}, RuleDateDigits},
		{"340532", Date{}, RuleDateCalendar},
		{"300229", Date{}, RuleDateCalendar},
	} {
		if d := read(t, dated(22, c.expiry)); d.Expiry != c.want || rules(d, "") != c.rules {
			t.Errorf("%s: %v, %s", c.expiry, d.Expiry, rules(d, ""))
		}
	}
}

func TestCenturyFollowsToday(t *testing.T) {
	d, err := Parse(passport, time.Date(2074, 8, 12, 0, 0, 0, 0, time.UTC))
	if err != nil || d.Birth.Year != 2074 {
		t.Errorf("%v, %v", d.Birth, err)
	}
}

// named is a passport with another name field.
func named(name string) string {
	rows := strings.Split(passport, "\n")
	return rows[0][:5] + name + strings.Repeat("<", 39-len(name)) + "\n" + rows[1]
}

func TestNames(t *testing.T) {
	long := strings.Repeat("A", 20) + "<<" + strings.Repeat("B", 17)
	for _, c := range []struct {
		name, surname, given string
		truncated            bool
		rules                string
		column               int
	}{
		{"AA<BB<<CC<DD", "AA BB", "CC,DD", false, "", 0},
		{"AA", "AA", "", false, "", 0},
		{"AA<BB", "AA BB", "", false, "", 0},
		{long, long[:20], long[22:], true, "", 0},
		{long[:38], long[:20], long[22:38], false, "", 0},
		{"AA<<BB<<CC", "AA", "BB,CC", false, RuleNameSeparator, 12},
		{"AA<<<BB", "AA", "BB", false, RuleNameSeparator, 10},
		{"AA<<BB<CC<<DD<<EE", "AA", "BB,CC,DD,EE", false, RuleNameSeparator, 15},
		{"<<BB", "", "BB", false, RuleNameSeparator, 6},
		{"<AA<<BB", "AA", "BB", false, RuleNameSeparator, 6},
		{"AA<<B1", "AA", "B1", false, RuleNameLetters, 11},
		{"", "", "", false, RuleNameEmpty, 6},
	} {
		d := read(t, named(c.name))
		if d.Surname != c.surname || strings.Join(d.GivenNames, ",") != c.given || d.NameTruncated != c.truncated || rules(d, "") != c.rules {
			t.Errorf("%s: %q %q %v %s", c.name, d.Surname, d.GivenNames, d.NameTruncated, rules(d, ""))
			continue
		}
		if c.rules != "" && (d.Findings[0].Line != 1 || d.Findings[0].Column != c.column) {
			t.Errorf("%s: %+v", c.name, d.Findings[0])
		}
	}
}

func TestNotation(t *testing.T) {
	for _, c := range []struct {
		name, text, field, rules string
	}{
		{"code of a visa on a card", with(card, 1, 1, 'V'), FieldCode, RuleDocumentCode},
		{"V behind the code of a card", with(card, 1, 2, 'V'), FieldCode, RuleDocumentCode},
		{"digit behind the code", with(passport, 1, 2, '1'), FieldCode, RuleDocumentCode},
		{"digit in the state", with(passport, 1, 4, '0'), FieldState, RuleStateCode},
		{"filler in the state", with(passport, 1, 4, '<'), FieldState, RuleStateCode},
		{"no nationality", strings.Replace(visaA, "4XXA", "4<<<", 1), FieldNationality, RuleStateCode},
		{"digit in the nationality", with(passport, 2, 11, '0'), FieldNationality, RuleStateCode},
		{"sex", with(passport, 2, 21, 'X'), FieldSex, RuleSex},
		{"optional data empty, digit a filler", with(diplomatic, 2, 43, '<'), FieldOptional1, ""},
		{"optional data empty, digit neither", with(diplomatic, 2, 43, '1'), FieldOptional1, RuleCheckDigit},
		{"optional data, digit a filler", with(passport, 2, 43, '<'), FieldOptional1, RuleCheckDigit},
	} {
		if d := read(t, c.text); rules(d, c.field) != c.rules {
			t.Errorf("%s: %+v", c.name, d.Findings)
		}
	}
}

func TestPersonalNumber(t *testing.T) {
	for name, text := range map[string]string{
		"another state":   with(card, 1, 5, 'X'),
		"eleven digits":   with(card, 1, 27, '<'),
		"a letter":        with(card, 1, 20, 'A'),
		"thirteen digits": with(card, 1, 28, '1'),
		"a passport":      strings.Replace(diplomatic, "2<<<<<<<<<<<<<<", "2740812100015<<", 1),
	} {
		if d := read(t, text); d.PersonalNumber != "" {
			t.Errorf("%s: taken for a personal number", name)
		}
	}
}

func TestLongNumbers(t *testing.T) {
	head, tail := longCard[:5], longCard[30:]
	for _, c := range []struct {
		name, number, optional string // number and check position, optional data
		want, rest, rules      string
	}{
		{"as long as the field", "A12345678<", "901234567890" + string(CheckDigit("A12345678901234567890")) + "<X", "A12345678901234567890", "X", ""},
		{"without the filler at the end", "A12345678<", "90123456789012" + string(CheckDigit("A1234567890123456789012")), "A1234567890123456789012", "", RuleNumberEnd},
		{"a digit too high", "A12345678<", "9019<", "A12345678901", "", RuleCheckDigit},
		{"nothing behind it", "A12345678<", "<9018", "A12345678", "<9018", RuleCheckDigit},
		{"a check digit alone", "A12345678<", "9<", "A12345678", "9", RuleCheckDigit},
		{"short number without check digit", "A1234567<<", "9018<", "A1234567", "9018", RuleCheckDigit},
		{"no number", "<<<<<<<<<0", "", "", "", RuleNumberEmpty},
	} {
		optional := c.optional + strings.Repeat("<", 15-len(c.optional))
		d := read(t, head+c.number+optional+tail)
		if d.Number != c.want || d.Optional1 != c.rest || rules(d, FieldNumber) != c.rules {
			t.Errorf("%s: %q %q %+v", c.name, d.Number, d.Optional1, d.Findings)
		}
	}
}

func TestLongNumberWithoutEnd(t *testing.T) {
	d := read(t, longCard[:15]+"90123456789012"+string(CheckDigit("A1234567890123456789012"))+longCard[30:])
	want := Finding{GradeConsistency, RuleNumberEnd, FieldNumber, 1, 30, "digit", "filler", "no filler ends the long document number"}
	if d.Findings[0] != want {
		t.Errorf("%+v", d.Findings[0])
	}
}

func TestFindingsInJSON(t *testing.T) {
	data, err := json.Marshal(read(t, with(card, 2, 30, '4')).Findings)
	want := `[{"grade":"E","rule":"check_digit","field":"composite","line":2,"column":30,"found":"4","expected":"3","message":"the check digit is not that of what it covers"}]`
	if err != nil || string(data) != want {
		t.Errorf("%s, %v", data, err)
	}
	good, err := json.Marshal(read(t, official))
	if err != nil || !strings.Contains(string(good), `"birth":"1974-08-XX"`) || !strings.Contains(string(good), `"findings":[]`) {
		t.Errorf("%s, %v", good, err)
	}
}
