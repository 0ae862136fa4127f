package mrz

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// failing is one failing check digit as the vectors write it.
var failing = regexp.MustCompile(`(docnum|dob|exp|optional|composite)\S*=FAIL pos line(\d):(\d+) exp (\d)`)

var vectorFields = map[string]string{"docnum": FieldNumber, "dob": FieldBirth, "exp": FieldExpiry, "optional": FieldOptional1, "composite": FieldComposite}

// TestVectors compares verdict, field, place and digits with those of an independent implementation.
func TestVectors(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(string(sampleFile(t, "mrz/mrz_vectors.tsv"))), "\n")
	if len(lines) < 17 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines[1:] {
		c := strings.Split(line, "\t")
		zone, format, fieldTypes, overall, detail := c[0], c[1], c[3], c[4], c[5]
		d, err := Parse(zone, today)
		if d == nil {
			t.Fatalf("vector %d: %v", i+1, err)
		}
		foreign := strings.Contains(detail, "charset:")
		if d.Format != format || (len(d.Findings) == 0) != (overall == "VALID") || (err != nil) != foreign {
			t.Errorf("vector %d: %s, %d findings, %v, want %s %s", i+1, d.Format, len(d.Findings), err, format, overall)
		}
		if (fieldTypes == "dob-not-numeric") != strings.Contains(rules(d, FieldBirth), RuleDateDigits) {
			t.Errorf("vector %d: %s, birth has %s", i+1, fieldTypes, rules(d, FieldBirth))
		}
		if got, want := checksOf(d), checksIn(detail, foreign); !slices.Equal(got, want) {
			t.Errorf("vector %d: %q, want %q", i+1, got, want)
		}
	}
}

// checksOf lists a document's wrong check digits as field, line, column, digit, in that order of names.
func checksOf(d *Document) []string {
	var out []string
	for _, f := range d.Findings {
		if f.Rule == RuleCheckDigit {
			out = append(out, fmt.Sprint(f.Field, " ", f.Line, " ", f.Column, " ", f.Expected))
		}
	}
	slices.Sort(out)
	return out
}

// checksIn lists the same from a vector. Over a character outside the alphabet there is no digit to expect.
func checksIn(detail string, foreign bool) []string {
	var out []string
	for _, m := range failing.FindAllStringSubmatch(detail, -1) {
		if foreign {
			m[4] = ""
		}
		out = append(out, strings.Join([]string{vectorFields[m[1]], m[2], m[3], m[4]}, " "))
	}
	slices.Sort(out)
	return out
}

// sampleFile reads a reference file that may lie beside the repository.
func sampleFile(t testing.TB, name string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "..", "shared", "samples", filepath.FromSlash(name)))
	if err != nil {
		t.Skip("no reference file ", name, " beside the repository")
	}
	return data
}
