package iin

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// samples finds the folder of shared samples beside the repository.
func samples(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		candidate := filepath.Join(dir, "shared", "samples")
		if info, err := os.Stat(candidate); err == nil && info.IsDir() {
			return candidate
		}
	}
	t.Skip("no folder shared/samples beside the repository")
	return ""
}

func TestSampleVectors(t *testing.T) {
	f, err := os.Open(filepath.Join(samples(t), "iin", "iin_synthetic_vectors.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		checkVector(t, row[0], row[1], row[2])
	}
}

func checkVector(t *testing.T, first11, number, note string) {
	t.Helper()
	want, found := map[string]error{
		"pass1": nil, "pass2": nil, "wrong check digit": ErrCheckDigit,
		"month 13 invalid": ErrBirthDate, "century/sex digit 7 invalid": ErrCenturyDigit,
	}[note]
	if strings.HasPrefix(note, "unassignable") {
		want, found = ErrNoCheckDigit, true
	}
	if !found {
		t.Fatalf("the vectors have a note that this test does not know: %q", note)
	}
	if number == "-" {
		number = first11 + "0"
	}
	n, err := Parse(number)
	if err != want && !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %v", note, err, want)
	}
	if strings.HasPrefix(note, "pass") && (n.Pass != int(note[4]-'0') || n.String() != number) {
		t.Errorf("%s: pass %d, text kept %v", note, n.Pass, n.String() == number)
	}
}

// What the rules say of numbers that belong to nobody: every one is invalid, or born in the 1800s.
func TestReasons(t *testing.T) {
	for number, want := range map[string]struct {
		pass   int
		reason Reason
	}{
		"500101100010":  {pass: 1},
		"500101100106":  {pass: 2},
		"821214240092":  {reason: NoCheckDigit},
		"900101300800":  {reason: NoCheckDigit},
		"990101300000":  {reason: WrongDigit},
		"990101712345":  {reason: CenturyDigit},
		"991701612345":  {reason: BirthDate},
		"990101012345":  {reason: CenturyDigit},
		"991700712345":  {reason: CenturyDigit}, // the century digit is looked at before the date
		"990100112345":  {reason: BirthDate},
		"12345678901":   {reason: Length},
		"1234567890123": {reason: Length},
		"12345678901A":  {reason: Characters},
		"12345678901٣":  {reason: Characters},
		"ИИИИИИИИИИИИ":  {reason: Characters},
		"":              {reason: Length},
	} {
		n, err := Parse(number)
		var fault *Error
		if errors.As(err, &fault) != (want.reason != "") || fault != nil && fault.Reason != want.reason || n.Pass != want.pass {
			t.Errorf("%q: pass %d, %v; want pass %d, reason %q", number, n.Pass, err, want.pass, want.reason)
		}
	}
}

// 1900 had no 29 February, 2000 and 1804 had one; 1800 had none. The numbers' check digits are wrong, so that
// a date that exists shows as the next fault.
func TestLeapDays(t *testing.T) {
	for number, want := range map[string]error{
		"000229300000": ErrBirthDate,
		"000229500900": ErrCheckDigit,
		"000229100000": ErrBirthDate,
		"040229100019": ErrCheckDigit,
	} {
		if _, err := Parse(number); err != want {
			t.Errorf("%s: got %v, want %v", number, err, want)
		}
	}
}

func TestBirthAndSex(t *testing.T) {
	for number, want := range map[string][2]string{
		"880229100014": {"1888-02-29", "M"},
		"880229200010": {"1888-02-29", "F"},
		"721231200308": {"1872-12-31", "F"},
	} {
		n, err := Parse(number)
		if got := [2]string{n.Birth().Format(time.DateOnly), n.Sex()}; err != nil || got != want {
			t.Errorf("got %v, %v; want %v", got, err, want)
		}
	}
}

func TestReservedZero(t *testing.T) {
	digit, pass, ok := CheckDigit("88022900001")
	if !ok {
		t.Fatal("the vector has no check digit")
	}
	number := "88022900001" + strconv.Itoa(digit)
	if _, err := Parse(number); err != ErrCenturyDigit {
		t.Errorf("without the switch: %v", err)
	}
	n, err := Rules{ReservedZero: true}.Parse(number)
	if err != nil || !n.Nonstandard || n.Pass != pass || n.Sex() != "" || !n.Birth().IsZero() {
		t.Errorf("with the switch: %+v, %v", n.Pass, err)
	}
	if _, err := (Rules{ReservedZero: true}).Parse("880230000010"); err != ErrBirthDate {
		t.Errorf("a day of no century: %v", err)
	}
	if _, err := (Rules{ReservedZero: true}).Parse("000229000010"); err == ErrBirthDate {
		t.Error("29 February 2000 is a day of one century")
	}
}

// An error text, and the error printed in any way, holds no digit of the number.
func TestErrorsNameNoNumber(t *testing.T) {
	for _, number := range []string{"990101300000", "821214240092", "991701612345", "990101712345", "99010130000", "99010130000A"} {
		_, err := Parse(number)
		if text := fmt.Sprintf("%v %+v", err, err); strings.Contains(text, number[:6]) || text == "" {
			t.Errorf("the error shows the number: %s", text)
		}
	}
}

func TestCheckDigitRefusesWhatIsNotElevenDigits(t *testing.T) {
	for _, text := range []string{"", "5001011000", "500101100010", "5001011000A", "5001011000 "} {
		if _, _, ok := CheckDigit(text); ok {
			t.Errorf("%q has a check digit", text)
		}
	}
}
