package mrz

import (
	"reflect"
	"strings"
	"testing"
)

// none is what a good document's findings are.
var none = []Finding{}

func TestParse(t *testing.T) {
	expiry := Date{2034, 5, 11}
	born := Date{1974, 8, 12}
	for text, want := range map[string]Document{
		card: {Format: TD1, Code: "ID", State: "KAZ", Number: "012345678", Nationality: "KAZ", Sex: "M", Birth: born, Expiry: expiry,
			Optional1: "740812100015", PersonalNumber: "740812100015", Surname: "SPECIMEN", GivenNames: []string{"FIRST", "SECOND"}},
		longCard: {Format: TD1, Code: "I", State: "UTO", Number: "A12345678901", Nationality: "UTO", Sex: "F", Birth: Date{1999, 12, 31}, Expiry: Date{2030, 2, 28},
			Optional1: "ZZ7", Optional2: "B<2", Surname: "SPECIMEN", GivenNames: []string{}},
		official: {Format: TD2, Code: "I", State: "UTO", Number: "SPEC00001", Nationality: "UTO", Sex: "<", Birth: Date{1974, 8, 0}, Expiry: expiry,
			Optional1: "R7", Surname: "SPECIMEN", GivenNames: []string{"FIRST", "SECOND"}},
		crew: {Format: TD2, Code: "AC", State: "D", Number: "SPEC0000123", Nationality: "D", Sex: "F", Expiry: expiry,
			Optional1: "X", Surname: "SPECIMEN", GivenNames: []string{"FIRST"}},
		passport: {Format: TD3, Code: "P", State: "UTO", Number: "AB1234567", Nationality: "UTO", Sex: "F", Birth: born, Expiry: expiry,
			Optional1: "ZE184226B", Surname: "VAN SPECIMEN", GivenNames: []string{"FIRST", "SECOND"}},
		diplomatic: {Format: TD3, Code: "PD", State: "KAZ", Number: "N1234567", Nationality: "KAZ", Sex: "F", Birth: born, Expiry: expiry,
			Surname: "SPECIMEN", GivenNames: []string{"FIRST"}},
		visaA: {Format: MRVA, Code: "V", State: "UTO", Number: "L8988901C", Nationality: "XXA", Sex: "M", Birth: Date{1968, 2, 29}, Expiry: expiry,
			Optional1: "6ZE184226B", Surname: "SPECIMEN", GivenNames: []string{"FIRST", "SECOND"}},
		visaB: {Format: MRVB, Code: "VC", State: "UTO", Number: "L8988901C", Nationality: "XXA", Sex: "M", Birth: Date{1968, 2, 29}, Expiry: expiry,
			Optional1: "6ZE", Surname: "SPECIMEN", GivenNames: []string{"FIRST", "SECOND"}},
	} {
		want.Findings = none
		for _, form := range []string{text, strings.ReplaceAll(text, "\n", ""), "\ufeff\r\n" + strings.ReplaceAll(text, "\n", "\r\n") + "\r\n"} {
			if got := read(t, form); !reflect.DeepEqual(*got, want) {
				t.Errorf("%q:\n got %+v\nwant %+v", form, *got, want)
			}
		}
	}
}

func TestStructure(t *testing.T) {
	rows := strings.Split(card, "\n")
	for _, c := range []struct {
		name, text, rule string
		line, column     int
		expected         string
	}{
		{"nothing", "", RuleEmpty, 1, 1, ""},
		{"line ends only", "\r\n\n", RuleEmpty, 1, 1, ""},
		{"far too long", strings.Repeat("<", 1025), RuleTooLarge, 1, 1, ""},
		{"four lines", card + "\n<", RuleLines, 4, 1, ""},
		{"joined, one short", strings.ReplaceAll(card, "\n", "")[1:], RuleLength, 1, 90, "72, 88 or 90 characters"},
		{"one line of two", passport[:44], RuleLength, 1, 45, "72, 88 or 90 characters"},
		{"second of three short", rows[0] + "\n" + rows[1][1:] + "\n" + rows[2], RuleLength, 2, 30, "30 characters"},
		{"third of three long", card + "<", RuleLength, 3, 31, "30 characters"},
		{"first of a passport short", passport[1:], RuleLength, 1, 44, "44 characters"},
		{"second of a card long", official + "<", RuleLength, 2, 37, "36 characters"},
	} {
		d, err := Parse(c.text, today)
		bad, ok := err.(*Finding)
		if d != nil || !ok {
			t.Errorf("%s: %v, %v", c.name, d, err)
			continue
		}
		if bad.Grade != GradeStructure || bad.Rule != c.rule || bad.Line != c.line || bad.Column != c.column || bad.Expected != c.expected {
			t.Errorf("%s: %+v", c.name, *bad)
		}
	}
}

func TestErrorNamesThePlace(t *testing.T) {
	_, err := Parse(card+"<", today)
	want := "icao-9303 mrz: F line 3 column 31: length: the line has not the length of its layout"
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// TestAlphabet puts characters of other alphabets at every position: the finding is there,
// beside the document, and no other position moves.
func TestAlphabet(t *testing.T) {
	for _, text := range specimens {
		for i, row := range strings.Split(text, "\n") {
			for j := range row {
				for _, c := range "x? -А" {
					d, err := Parse(with(text, i+1, j+1, c), today)
					bad, ok := err.(*Finding)
					if !ok || d == nil || bad.Rule != RuleAlphabet || bad.Line != i+1 || bad.Column != j+1 {
						t.Fatalf("%s line %d column %d: %v", d.Format, i+1, j+1, err)
					}
				}
			}
		}
	}
}

func TestAlphabetNamesTheField(t *testing.T) {
	for _, c := range []struct {
		text         string
		line, column int
		field, found string
	}{
		{card, 1, 1, FieldCode, "lower-case letter"},
		{card, 1, 15, FieldNumber, "lower-case letter"},
		{card, 1, 16, FieldOptional1, "lower-case letter"},
		{card, 2, 7, FieldBirth, "lower-case letter"},
		{card, 2, 29, FieldOptional2, "lower-case letter"},
		{card, 2, 30, FieldComposite, "lower-case letter"},
		{passport, 2, 21, FieldSex, "lower-case letter"},
		{passport, 2, 43, FieldOptional1, "lower-case letter"},
		{passport, 2, 44, FieldComposite, "lower-case letter"},
		{visaA, 2, 44, FieldOptional1, "lower-case letter"},
	} {
		_, err := Parse(with(c.text, c.line, c.column, 'x'), today)
		if bad, ok := err.(*Finding); !ok || bad.Field != c.field || bad.Found != c.found {
			t.Errorf("line %d column %d: %+v", c.line, c.column, err)
		}
	}
}

func TestNoDigitIsExpectedOverAForeignCharacter(t *testing.T) {
	d, _ := Parse(with(passport, 2, 15, 'x'), today)
	want := []string{RuleAlphabet, RuleDateDigits, RuleCheckDigit, RuleCheckDigit}
	if rules(d, "") != strings.Join(want, " ") {
		t.Fatalf("%+v", d.Findings)
	}
	for _, f := range d.Findings[2:] {
		if f.Expected != "" {
			t.Errorf("%+v", f)
		}
	}
}

func TestFindingsStandInTheOrderOfTheZone(t *testing.T) {
	text := with(with(with(with(with(passport, 1, 20, '0'), 2, 44, '0'), 2, 11, '0'), 2, 10, '0'), 1, 1, '0')
	var fields []string
	for _, f := range read(t, text).Findings {
		fields = append(fields, f.Field)
	}
	if got := strings.Join(fields, " "); got != "code name number nationality composite" {
		t.Error(got)
	}
}

func TestForeignCheckDigitIsNotShown(t *testing.T) {
	d, _ := Parse(with(visaA, 2, 10, 'x'), today)
	if rules(d, FieldNumber) != RuleAlphabet+" "+RuleCheckDigit {
		t.Fatalf("%+v", d.Findings)
	}
	if f := d.Findings[1]; f.Found != "character outside the alphabet" || f.Expected != "4" {
		t.Errorf("%+v", f)
	}
}
