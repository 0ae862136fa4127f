package itl

import (
	"slices"
	"testing"
)

func TestProfileIsChosenByDomainVersionAndOriginator(t *testing.T) {
	cases := []struct {
		want    string
		changes []string
	}{
		{"KZ-BIL", []string{"013:KZ-BIL\x1f1.00"}},
		{"KZ-BIL", []string{"013:KZ-BIL\x1f01.20"}},
		{"", []string{"013:KZ-BIL\x1f2.00"}},
		{"KZ-BIL", []string{"013:KZ-BIL\x1f"}},
		{"INT-I", []string{"013:INT-I\x1f06.00"}},
		{"INT-I", []string{"013:int-i\x1f5.03"}},
		{"INT-I", []string{"013:INT-I\x1f6"}},
		{"", []string{"013:INT-I\x1f61"}},
		{"", []string{"013:INT-I\x1f07.00"}},
		{"EBTS", []string{"013:NORAM\x1f"}},
		{"EBTS", []string{"013:NORAM\x1f10.0"}},
		{"EBTS", []string{"008:WVIAFIS0Z"}},
		{"", []string{"008:WVIAFIS0Z", "013:OTHER\x1f1"}},
		{"", nil},
	}
	for _, c := range cases {
		p, ok := mustParse(t, []byte(typed("14", print14(), c.changes...))).Profile()
		if ok != (c.want != "") || ok && p.Name != c.want {
			t.Errorf("%q: got %+v, want %q", c.changes, p, c.want)
		}
	}
	if _, ok := new(Transaction).Profile(); ok {
		t.Error("a file without a record has a profile")
	}
}

// TestOneNumberMeansWhatItsProfileSays: 2.035 is a date of birth to INTERPOL
// and the palm prints to the FBI.
func TestOneNumberMeansWhatItsProfileSays(t *testing.T) {
	second := tagged(2, "002:00", "035:18990131", "500:x")
	for domain, want := range map[string][]string{
		"013:INT-I\x1f06.00": {"DOB", string(Personal)}, "013:NORAM\x1f": {"PPA", string(Open)}, "013:OTHER\x1f1": {"", string(Personal)},
	} {
		parsed := mustParse(t, []byte(type1([]string{"2 0"}, domain)+second))
		parts := parsed.Parts(&parsed.Records[1])
		if got := []string{parts[2].Mnemonic, string(parts[2].Mark)}; !slices.Equal(got, want) {
			t.Errorf("%q: 2.035 is %q, want %q", domain, got, want)
		}
		if parts[3].Mark != Personal || parts[1].Mark != Open || parts[1].Mnemonic != "IDC" {
			t.Errorf("%q: 2.500 and 2.002 are marked %q and %q", domain, parts[3].Mark, parts[1].Mark)
		}
	}
}

func TestProfilesAreOfType2Alone(t *testing.T) {
	parsed := mustParse(t, []byte(typed("14", print14(), "013:INT-I\x1f06.00")))
	if p := parsed.Parts(&parsed.Records[1])[3]; p.Name != "14.004" || p.Mnemonic != "SRC" || p.Label != "" {
		t.Errorf("14.004 reads %+v", p)
	}
}

// TestProfileFilesAreWhole reads every line of every profile.
func TestProfileFilesAreWhole(t *testing.T) {
	marks := []Mark{Open, Personal, Biometric, Genomic}
	if len(knownProfiles()) != 3 {
		t.Fatalf("%d profiles", len(knownProfiles()))
	}
	for _, p := range knownProfiles() {
		if p.Name == "" || len(p.matches) == 0 || len(p.TOTs) == 0 || len(p.TenPrints) == 0 || len(p.Fields) < 10 {
			t.Errorf("%s is not whole", p.Name)
		}
		last := 2
		for _, f := range p.Fields {
			if f.Number <= last || f.Mnemonic == "" || f.Label == "" || !slices.Contains(marks, f.Mark) {
				t.Errorf("%s: field %d after %d: %+v", p.Name, f.Number, last, f)
			}
			last = f.Number
			for _, tot := range f.Demanded {
				if tot != "*" && !slices.Contains(p.TOTs, tot) {
					t.Errorf("%s: field %d is demanded of %s, which is no type of transaction", p.Name, f.Number, tot)
				}
			}
		}
	}
}
