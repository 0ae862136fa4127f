package genotype

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// profileOf reads "TH01=9.3,6 AMEL=X" as readings.
func profileOf(text string) Profile {
	return Rules{}.Profile("S1", readingsOf(text))
}

func readingsOf(text string) []Reading {
	var readings []Reading
	for item := range strings.FieldsSeq(text) {
		name, values, _ := strings.Cut(item, "=")
		readings = append(readings, Reading{Locus: name, Values: strings.Split(values, ",")})
	}
	return readings
}

func rulesOf(p Profile) string {
	var rules []string
	for _, f := range p.Findings {
		rules = append(rules, f.Rule)
	}
	return strings.Join(rules, " ")
}

const sixLoci = " D3S1358=15,16 D8S1179=12,13 D18S51=14,15 D21S11=29,30 FGA=21,22 vWA=16,17"

func TestLocusBecomesCanonical(t *testing.T) {
	cases := []struct{ given, canonical, rules string }{
		{"TH01=10,9.3", "TH01=9.3,10", ""},
		{"THO1=9.3,10", "TH01=9.3,10", ""},
		{"TH01=8", "TH01=8,8", ""},
		{"TH01=8,8", "TH01=8,8", ""},
		{"TH01=8,NULL,,", "TH01=8,8", ""},
		{"TH01=NULL,NA", "", ""},
		{"TH01=8,OL", "TH01=8!", "off_ladder"},
		{"TH01=>20", "TH01=!", "off_ladder"},
		{"TH01=8,9.30", "TH01=8!", "allele"},
		{"TPOX=8,9,10", "TPOX=8,9,10", "tri_allele"},
		{"TPOX=8,9,10,11", "TPOX=8,9,10,11!", "extra_alleles"},
		{"TPOX=0,8", "TPOX=8!", "filler"},
		{"AMEL=Y,X", "AMEL=X,Y", ""},
		{"AM=X", "AMEL=X,X", ""},
		{"AMEL=Х,У", "AMEL=X,Y", ""}, // Cyrillic letters
		{"TH01=NEG", "", ""},
		{"D3S1358=15_14_1_0,16", "D3S1358=15,16", "isoallele"},
		{"D3S1358=15_14_1_0,15_13_2_0", "D3S1358=15,15", "isoallele"},
		{"D3S1358=15,[TCTA]12", "D3S1358=15!", "sequence"},
		{"AMEL=Y", "AMEL=Y!", "amelogenin"},
		{"AMEL=1,2", "AMEL=!", "amelogenin amelogenin"},
		{"DYS391=10", "DYS391=10", ""},
		{"DYS391=10,10", "DYS391=10", ""},
		{"DYS391=10,11", "DYS391=10,11!", "extra_alleles"},
		{"DYS385=14,11", "DYS385=11,14", ""},
		{"DYS385=11", "DYS385=11,11", ""},
		{"DXS8378=11", "DXS8378=11", ""},
		{"DXS8378=11,11", "DXS8378=11,11", ""},
		{"NEW77=12", "NEW77=12", "unknown_locus"},
		{"QS1=1", "", ""},
		{"TH01=8,9 THO1=8,9", "TH01=8,9 TH01=8,9", "duplicate_locus"},
	}
	for _, c := range cases {
		p := profileOf(c.given)
		if got := p.Canonical(); got != c.canonical {
			t.Errorf("%s: %s, want %s", c.given, got, c.canonical)
		}
		if got := strings.TrimSpace(strings.Replace(rulesOf(p), RuleTooFewLoci, "", 1)); got != c.rules {
			t.Errorf("%s: findings %q, want %q", c.given, got, c.rules)
		}
	}
}

func TestHomozygoteFromOneAlleleIsFlagged(t *testing.T) {
	for given, single := range map[string]bool{"TH01=8": true, "TH01=8,8": false, "TH01=8,9": false, "DYS391=10": false} {
		if got := profileOf(given).Loci[0].Single; got != single {
			t.Errorf("%s: single %v, want %v", given, got, single)
		}
	}
}

func TestRawKeepsWhatWasWritten(t *testing.T) {
	if got := profileOf("TH01=10,>20,NA").Loci[0].Raw; got != "10, >20" {
		t.Errorf("raw %q", got)
	}
	coded := Rules{AmelDigits: true}.Profile("S1", readingsOf("AMEL=1,2"))
	if got := coded.Loci[0]; got.Raw != "1, 2" || !slices.Equal(got.Alleles, []string{"X", "Y"}) {
		t.Errorf("amelogenin by agreed digits: %+v", got)
	}
}

func TestClass(t *testing.T) {
	cases := []struct {
		given string
		want  Class
	}{
		{sixLoci, Person},
		{sixLoci + " TPOX=8,9,10", Person},
		{sixLoci + " TPOX=8,OL", Person},
		{sixLoci + " TPOX=8,9,10 TH01=6,7,8", Mixture},
		{sixLoci + " TPOX=8,9,10,11,12", Mixture},
		{sixLoci + " TPOX=8,9,10,11", Person},
		{strings.Replace(sixLoci, "16,17", "16,OL", 1), Incomplete},
		{strings.Replace(sixLoci, "vWA=16,17", "AMEL=X,Y", 1), Incomplete},
		{strings.Replace(sixLoci, "vWA=16,17", "NEW77=16,17", 1), Incomplete},
		{"DYS19=14 DYS390=24 DYS391=10 DYS392=13 DYS393=13 DYS437=15 DYS439=12", Incomplete},
		{"", Incomplete},
		{sixLoci + " TPOX=8.30", Refused},
		{sixLoci + " FGA=21,22", Refused},
	}
	for _, c := range cases {
		p := profileOf(c.given)
		if p.Class != c.want {
			t.Errorf("%s: class %s, want %s", c.given, p.Class, c.want)
		}
		if _, refused := p.Refusal(); refused != (c.want == Refused) {
			t.Errorf("%s: refusal %v", c.given, refused)
		}
	}
}

func TestCanonicalOrder(t *testing.T) {
	p := profileOf("SE33=18,20 AMEL=X,Y vWA=16,17 CSF1PO=10,11 DYS391=10 D5S818=11,12")
	var names []string
	for _, l := range p.Loci {
		names = append(names, l.Name)
	}
	if got := strings.Join(names, " "); got != "CSF1PO D5S818 vWA AMEL DYS391 SE33" {
		t.Errorf("order %s", got)
	}
}

func TestFindingsAreCappedAndRefusalStays(t *testing.T) {
	var readings []Reading
	for i := range 200 {
		readings = append(readings, Reading{Locus: "N" + strings.Repeat("x", i), Values: []string{"OL"}})
	}
	readings = append(readings, Reading{Locus: "TH01", Values: []string{"9.30"}})
	p := Rules{}.Profile("S1", readings)
	if len(p.Findings) != maxFindings+1 || p.Class != Refused {
		t.Errorf("%d findings, class %s", len(p.Findings), p.Class)
	}
}

// randomReadings draws loci with values of every meaning.
func randomReadings(r *rand.Rand) []Reading {
	names := []string{"TH01", "vWA", "FGA", "D3S1358", "Penta D", "AMEL", "DYS385", "DYS391", "DXS8378", "NEW77", "SE33", "TPOX"}
	values := []string{"8", "9", "9.3", "10", "11", "OL", ">20", "NULL", "", "9.30", "X", "Y", "0", "15_14_1_0", "[AGAT]9"}
	var readings []Reading
	for _, i := range r.Perm(len(names))[:1+r.IntN(len(names))] {
		reading := Reading{Locus: names[i]}
		for range 1 + r.IntN(5) {
			reading.Values = append(reading.Values, values[r.IntN(len(values))])
		}
		readings = append(readings, reading)
	}
	return readings
}

func shuffled(r *rand.Rand, readings []Reading) []Reading {
	other := slices.Clone(readings)
	r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
	for i := range other {
		other[i].Values = slices.Clone(other[i].Values)
		r.Shuffle(len(other[i].Values), func(a, b int) {
			v := other[i].Values
			v[a], v[b] = v[b], v[a]
		})
	}
	return other
}

// again gives a profile's loci back as readings: the alleles, and what was not designated.
func again(p Profile) []Reading {
	var readings []Reading
	for _, l := range p.Loci {
		values := l.Alleles
		if l.Incomplete {
			values = append(slices.Clone(l.Alleles), l.Undesignated()...)
		}
		readings = append(readings, Reading{Locus: l.Name, Values: values})
	}
	return readings
}

func TestCanonicalIsIdempotentAndOrderIndependent(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		readings := randomReadings(r)
		p := Rules{}.Profile("S1", readings)
		if q := (Rules{}).Profile("S1", shuffled(r, readings)); q.Canonical() != p.Canonical() || q.Class != p.Class {
			t.Fatalf("in another order %v gives\n%s %s, not\n%s %s", readings, q.Class, q.Canonical(), p.Class, p.Canonical())
		}
		q := Rules{}.Profile("S1", again(p))
		if q.Canonical() != p.Canonical() || q.Class != p.Class {
			t.Fatalf("canonical of canonical: %s %s, not %s %s", q.Class, q.Canonical(), p.Class, p.Canonical())
		}
		if r := (Rules{}).Profile("S1", again(q)); !reflect.DeepEqual(r, q) {
			t.Fatalf("third time: %+v, not %+v", r, q)
		}
	}
}
