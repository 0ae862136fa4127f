package genotype

import (
	"slices"
	"strings"
	"testing"
)

func TestMeaningOfValues(t *testing.T) {
	cases := []struct {
		locus, text string
		want        value
	}{
		{"TH01", "9.3", designated}, {"TH01", "10", designated}, {"TH01", "9.30", ungrammatic}, {"TH01", "9.4", ungrammatic},
		{"TH01", "9.0", ungrammatic}, {"TH01", "9.", ungrammatic}, {"TH01", ".3", ungrammatic}, {"TH01", "09", ungrammatic},
		{"TH01", "100", ungrammatic}, {"TH01", "9,3", ungrammatic}, {"TH01", "1e1", ungrammatic}, {"TH01", "-9", ungrammatic},
		{"TH01", "X", ungrammatic}, {"TH01", "abc", ungrammatic}, {"TH01", "٩", ungrammatic},
		{"Penta D", "2.4", designated}, {"Penta D", "2.5", ungrammatic}, {"DYS448", "19.5", designated},
		{"TH01", "OL", offLadder}, {"TH01", "?", offLadder}, {"TH01", "<8", offLadder}, {"TH01", ">20", offLadder},
		{"TH01", "<=8.2", offLadder}, {"TH01", "9?", offLadder}, {"TH01", "*", offLadder}, {"TH01", "<x", ungrammatic},
		{"TH01", "NULL", absent}, {"TH01", "", absent}, {"TH01", "NA", absent}, {"TH01", "nr", absent}, {"TH01", "un", absent}, {"TH01", "f", absent}, {"TH01", "NEG", absent}, {"TH01", "neg", absent},
		{"TH01", "0", filler}, {"TH01", "1", filler}, {"TH01", "99", filler}, {"Yindel", "1", designated},
		{"D3S1358", "15_14_1_0", isoallele}, {"TH01", "9.3_8.3_0", isoallele}, {"TH01", "9.30_8", ungrammatic}, {"TH01", "1_2", ungrammatic}, {"TH01", "99_2", ungrammatic}, {"TH01", "_8", ungrammatic}, {"D3S1358", "[AGAT]12", sequenced}, {"D3S1358", "15_", ungrammatic},
		{"AMEL", "X", designated}, {"AMEL", "Y", designated}, {"AMEL", "1", notAmel}, {"AMEL", "99.9", notAmel}, {"AMEL", "X, Y", ungrammatic}, {"AMEL", "NULL", absent},
	}
	for _, c := range cases {
		m, known := MarkerOf(c.locus)
		if !known {
			t.Fatalf("locus %q is not in the table", c.locus)
		}
		if got := m.meaning(c.text); got != c.want {
			t.Errorf("%s %q: meaning %d, want %d", c.locus, c.text, got, c.want)
		}
	}
}

func TestAllelesCompareAsDecimals(t *testing.T) {
	got := []string{"30", "10", "9.3", "Y", "9", "X", "15.2", "15"}
	slices.SortFunc(got, compareAlleles)
	if want := "9 9.3 10 15 15.2 30 X Y"; strings.Join(got, " ") != want {
		t.Errorf("order %v, want %s", got, want)
	}
}

func TestLocusSpellings(t *testing.T) {
	cases := map[string]string{
		"VWA": "vWA", "vwa": "vWA", "THO1": "TH01", "th01": "TH01", "TP0X": "TPOX", "CSF1P0": "CSF1PO",
		"Amelogenin": "AMEL", "AM": "AMEL", "PentaD": "Penta D", "PENTA_D": "Penta D", "Penta-E": "Penta E",
		"DYS389 I": "DYS389I", "DYS389 II": "DYS389II", "DYS385 a/b": "DYS385", "Y-GATA-H4": "YGATAH4",
		"ТН01": "TH01", "vWА": "vWA", "АМЕL": "AMEL", "Амелогенин": "AMEL", "HUMTH01": "TH01", "vWA31": "vWA", "HUMFIBRA/FGA": "FGA",
		"FES/FPS": "FESFPS", "ACTBP2": "SE33", "DYS394": "DYS19", "GATA C4": "DYS635", "HPRT": "HPRTB", "DYF387S1 a/b": "DYF387S1", "YGATAH4": "YGATAH4",
		"Y indel": "Yindel", "YINDEL": "Yindel", "5S818": "D5S818", "F13A1": "F13A01", " FGA ": "FGA",
	}
	for given, want := range cases {
		if m, ok := MarkerOf(given); !ok || m.Name != want {
			t.Errorf("%q is %q (known %v), want %q", given, m.Name, ok, want)
		}
	}
	if m, ok := MarkerOf("D3S1385"); ok || m.Name != "D3S1385" || m.Kind != Unknown {
		t.Errorf("a name off by two digits was taken for %+v", m)
	}
}

// TestAllelesOfStandards is check 7 of the standards: order does not count, the grammar is exact, and what is
// off the ladder stays as it was written.
func TestAllelesOfStandards(t *testing.T) {
	one, other := profileOf("TH01=10,9.3"), profileOf("TH01=9.3,10")
	if one.Canonical() != other.Canonical() || one.Canonical() != "TH01=9.3,10" {
		t.Errorf("%s and %s", one.Canonical(), other.Canonical())
	}
	if p := profileOf("TH01=9.30,10"); p.Class != Refused || p.Findings[0].Rule != RuleAllele {
		t.Errorf("9.30: %s %v", p.Class, p.Findings)
	}
	if l := profileOf("TH01=>20").Loci[0]; l.Raw != ">20" || !l.Incomplete || len(l.Alleles) != 0 {
		t.Errorf(">20: %+v", l)
	}
}
