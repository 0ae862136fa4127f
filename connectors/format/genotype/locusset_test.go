package genotype

import (
	"slices"
	"strings"
	"testing"
)

func TestLocusSets(t *testing.T) {
	for name, size := range map[string]int{
		"CODIS 20": 20, "ESS 7": 7, "ESS 12": 12, "Prüm 24": 24,
		"order 730 annex 14 autosomal": 28, "order 730 annex 14 Y": 24, "order 730 annex 17": 21, "another": 0,
	} {
		set := LocusSet(name)
		if len(set) != size {
			t.Errorf("%s has %d loci, want %d", name, len(set), size)
		}
		for i, locus := range set {
			if m, known := MarkerOf(locus); !known || m.Name != locus || slices.Contains(set[:i], locus) {
				t.Errorf("%s: %q is no canonical name, or there twice", name, locus)
			}
		}
	}
}

// TestAnnex17IsCODISAndAmelogenin: the citizen's extract shows the core loci of 2017 and the sex.
func TestAnnex17IsCODISAndAmelogenin(t *testing.T) {
	annex := slices.Sorted(slices.Values(LocusSet("order 730 annex 17")))
	core := slices.Sorted(slices.Values(append(slices.Clone(LocusSet("CODIS 20")), "AMEL")))
	if !slices.Equal(annex, core) {
		t.Errorf("annex 17 %v, CODIS %v", annex, core)
	}
	for i, name := range LocusSet("CODIS 20") {
		if rankOf(name) != i {
			t.Errorf("%s has rank %d in canonical order", name, rankOf(name))
		}
	}
}

// TestKitsCoverSets: what standards say of kits and sets.
func TestKitsCoverSets(t *testing.T) {
	for name, want := range map[string]string{"COrDIS Plus": "D2S1338 D19S433", "GlobalFiler": "", "PowerPlex Fusion 6C": ""} {
		k, _ := KitOf(name)
		var missing []string
		for _, locus := range LocusSet("CODIS 20") {
			if !k.Has(locus) {
				missing = append(missing, locus)
			}
		}
		if got := strings.Join(missing, " "); got != want {
			t.Errorf("%s lacks %q of the CODIS 20, want %q", name, got, want)
		}
	}
}

func TestRequiredLociAreAProfileFinding(t *testing.T) {
	readings := readingsOf(sixLoci + " TH01=9.3,OL")
	p := Rules{Required: LocusSet("ESS 7")}.Profile("S1", readings)
	f := p.Findings[len(p.Findings)-1]
	if p.Class != Person || f.Grade != GradeProfile || f.Rule != RuleRequiredLocus || f.Locus != "TH01" || len(p.Findings) != 2 {
		t.Errorf("class %s, findings %v", p.Class, p.Findings)
	}
	if got := p.Missing(LocusSet("ESS 12")); strings.Join(got, " ") != "TH01 D1S1656 D2S441 D10S1248 D12S391 D22S1045" {
		t.Errorf("missing %v", got)
	}
}
