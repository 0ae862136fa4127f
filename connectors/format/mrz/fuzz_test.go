package mrz

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// FuzzParse: no panic; an error is a finding of grade F; every finding lies inside a
// zone and tells no more than one check character or a class; the same zone without
// a character outside the alphabet reads the same with its lines joined.
func FuzzParse(f *testing.F) {
	for _, text := range specimens {
		f.Add(text)
		f.Add(strings.ReplaceAll(text, "\n", ""))
		f.Add(text[1:])
		f.Add(with(text, 2, 14, 'А'))
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text, today)
		var bad *Finding
		if err != nil && (!errors.As(err, &bad) || bad.Grade != GradeStructure) {
			t.Fatalf("refused without a finding: %v", err)
		}
		if d == nil {
			if err == nil {
				t.Fatal("neither document nor error")
			}
			return
		}
		for _, found := range d.Findings {
			checkFinding(t, found)
		}
		if err != nil {
			return
		}
		if again, err := Parse(strings.NewReplacer("\n", "", "\r", "").Replace(text), today); err != nil || !reflect.DeepEqual(again, d) {
			t.Fatal("joined lines read otherwise")
		}
	})
}

func checkFinding(t *testing.T, f Finding) {
	t.Helper()
	if f.Line < 1 || f.Line > 3 || f.Column < 1 || f.Column > 44 || f.Field == "" || f.Message == "" {
		t.Fatalf("no place: %+v", f)
	}
	digits := strings.ContainsAny(f.Found+f.Expected, "123456789")
	if f.Rule == RuleCheckDigit && len(f.Expected) > 1 || f.Rule != RuleCheckDigit && f.Rule != RuleAlphabet && digits {
		t.Fatalf("a value is shown: %s", f.Rule)
	}
}
