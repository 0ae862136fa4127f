package genotype

import (
	"slices"
	"strings"
	"testing"
)

// panelOf reads a GeneMapper ID-X panel file: marker and ladder alleles.
func panelOf(text string) map[string][]string {
	found := map[string][]string{}
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if m, known := MarkerOf(cells[0]); known && len(cells) > 6 {
			found[m.Name] = strings.Split(cells[len(cells)-1], ", ")
		}
	}
	return found
}

// TestKitsAreThoseOfThePanelFiles compares kits.tsv with the panels that laboratories load.
func TestKitsAreThoseOfThePanelFiles(t *testing.T) {
	for file, name := range map[string]string{
		"kits/HID_COrDIS_Plus_Panels.txt":              "COrDIS Plus",
		"kits/PowerPlex_Fusion_6C_Panels_IDX_v1.2.txt": "PowerPlex Fusion 6C",
	} {
		panel := panelOf(string(sampleFile(t, file)))
		kit, ok := KitOf(name)
		if !ok || len(panel) < 20 || len(panel) != len(kit.Loci) {
			t.Fatalf("%s: %d markers, the file has %d", name, len(kit.Loci), len(panel))
		}
		for locus, ladder := range panel {
			if !kit.Has(locus) {
				t.Errorf("%s has no %s", name, locus)
			}
			if m, _ := MarkerOf(locus); m.Kind == Sex {
				continue
			}
			low, high := tenths(ladder[0]), tenths(ladder[len(ladder)-1])
			if got := kit.ladders[locus]; got.low != low || got.high != high {
				t.Errorf("%s %s: ladder %+v, the file has %d to %d", name, locus, got, low, high)
			}
		}
	}
}

func TestKitTableIsSound(t *testing.T) {
	for _, k := range kits {
		for _, locus := range k.Loci {
			m, known := MarkerOf(locus)
			if !known || m.Name != locus {
				t.Errorf("%s: %q is no canonical locus", k.Name, locus)
			}
			if l := k.ladders[locus]; l.low > l.high || l.low == l.high && m.Kind == Autosomal {
				t.Errorf("%s: ladder of %s", k.Name, locus)
			}
		}
		if _, two := KitOf(k.Name); !two || len(k.Loci) != len(k.ladders) {
			t.Errorf("%s: a locus twice, or a name that is not found", k.Name)
		}
	}
}

func TestKitNames(t *testing.T) {
	for given, want := range map[string]string{
		"GlobalFiler": "GlobalFiler", "GLOBALFILER": "GlobalFiler", "GlobalFiler_Panel_v1": "GlobalFiler", "COrDIS_Plus": "COrDIS Plus",
		"Identifiler_v1": "Identifiler", "PowerPlex 16": "PowerPlex 16", "PowerPlex_Fusion_6C_Panels_IDX_v1.2": "PowerPlex Fusion 6C",
		"PowerPlex 1.2": "PowerPlex 1.2", "Yfiler Plus": "AmpFlSTR Yfiler Plus", "AmpFLSTR NGM": "AmpFLSTR NGM",
		"": "", "New kit": "", "PowerPlex": "", "Panel": "",
	} {
		if k, ok := KitOf(given); k.Name != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", given, k.Name, want)
		}
	}
}

func TestKitFindings(t *testing.T) {
	for name, c := range map[string]struct{ kit, given, rules string }{
		"inside":                 {"COrDIS Plus", "TH01=4,13.3", ""},
		"below the ladder":       {"COrDIS Plus", "TH01=3,9.3", RuleKitLadder},
		"above the ladder":       {"COrDIS Plus", "SE33=20,44", RuleKitLadder},
		"between its rungs":      {"COrDIS Plus", "SE33=20.3,25.2", ""},
		"no marker of the kit":   {"COrDIS Plus", "D2S1338=19,23", RuleKitLocus},
		"amelogenin":             {"COrDIS Plus", "AMEL=X,Y", ""},
		"an indel":               {"GlobalFiler", "Yindel=2", ""},
		"an unknown kit":         {"New kit", "TH01=3,9.3 D2S1338=19,23", ""},
		"no kit":                 {"", "TH01=3,9.3", ""},
		"an unknown locus":       {"COrDIS Plus", "NEW77=19,23", RuleUnknownLocus},
		"off the ladder as such": {"COrDIS Plus", "TH01=8,OL", RuleOffLadder},
	} {
		p := Rules{Kit: c.kit}.Profile("S1", readingsOf(c.given))
		if got := strings.TrimSpace(strings.Replace(rulesOf(p), RuleTooFewLoci, "", 1)); got != c.rules {
			t.Errorf("%s: findings %q, want %q", name, got, c.rules)
		}
	}
}

// TestKitOfATable: a Panel column names the kit row by row.
func TestKitOfATable(t *testing.T) {
	table := mustRead(t, []byte("Sample Name\tPanel\tMarker\tAllele 1\tAllele 2\n"+
		"A\tCOrDIS_Plus\tTH01\t3\t9.3\nA\tCOrDIS_Plus\tvWA\t16\t17\nB\tGlobalFiler_Panel_v1\tTH01\t4\t9.3\nC\tCOrDIS_Plus\tvWA\t16\t17\nC\tother\tTH01\t3\t9.3\n"))
	var got []string
	for _, p := range table.Profiles {
		got = append(got, p.Kit+": "+rulesOf(p))
	}
	want := []string{"COrDIS Plus: kit_ladder too_few_loci", "GlobalFiler: too_few_loci", ": too_few_loci"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	wide := mustRead(t, []byte("Sample Name;Kit;D2S1338;TH01\nA;Cordis;19,23;8,9\n"))
	if p := wide.Profiles[0]; p.Kit != "COrDIS Plus" || p.Findings[0].Rule != RuleKitLocus || p.Findings[0].Column != 3 {
		t.Errorf("wide table: kit %q, findings %v", p.Kit, p.Findings)
	}
}
