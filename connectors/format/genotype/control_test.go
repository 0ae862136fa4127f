package genotype

import (
	"errors"
	"strings"
	"testing"
)

func TestControlNames(t *testing.T) {
	for name, want := range map[string]struct {
		kind     ControlKind
		standard string
	}{
		"Ladder": {Ladder, ""}, "Allelic Ladder 2": {Ladder, ""}, "LADDER1": {Ladder, ""},
		"NC": {Negative, ""}, "neg_control": {Negative, ""}, "NTC-3": {Negative, ""}, "K-": {Negative, ""}, "К -": {Negative, ""}, "Blank": {Negative, ""},
		"PC1": {Positive, ""}, "Pos": {Positive, ""}, "Positive control 9947A": {Positive, "9947A"}, "К+": {Positive, ""}, "контроль": {Positive, ""},
		"9947A": {Positive, "9947A"}, "PC_2800M": {Positive, "2800M"}, "K562": {Positive, "K562"}, "DNA007": {Positive, "007"}, "DNA 007": {Positive, "007"},
		"007": {Positive, "007"}, "9948": {Positive, "9948"}, "control-9948": {Positive, "9948"},
		"MK1": {}, "3657": {}, "control MK1": {Positive, "MK1"}, "PC 3657": {Positive, "3657"}, "DNA M308": {Positive, "M308"}, "well DNA007": {Positive, "007"}, "DNA 9948": {Positive, "9948"},
		"2021-007": {}, "case 9948 a": {}, "A2": {}, "bc": {}, "PCR7": {}, "POSEIDON": {}, "0000001_00000000000_AAAA0000NL#01": {}, "Кнегов": {},
	} {
		if kind, standard := controlOf(name, ""); kind != want.kind || standard != want.standard {
			t.Errorf("%q: %q %q, want %q %q", name, kind, standard, want.kind, want.standard)
		}
	}
	if kind, _ := controlOf("well A1", "Positive Control"); kind != Positive {
		t.Errorf("sample type: %q", kind)
	}
}

const controlHeader = "Sample Name\tSample Type\tAMEL\tD3S1358\tTH01\tvWA\tD8S1179\n"

func TestControlsAreNoProfiles(t *testing.T) {
	table := mustRead(t, []byte(controlHeader+
		"Ladder\t\tX, Y\t12, 13, 14\t4, 5, 6\t10, 11\t7, 8\n"+
		"K-\t\t\t\t\t\t\n"+
		"9947A\t\tX\t14, 15\t8, 9.3\t17, 18\t13\n"+
		"well B1\tPositive Control\tX, Y\t17, 18\t6, 9.3\t16, 19\t15, 14, OL\n"+
		"A\tSample\tX, Y\t15, 16\t6, 7\t16, 17\t12, 13\n"))
	if len(table.Profiles) != 1 || table.Profiles[0].Sample != "A" {
		t.Errorf("%d profiles", len(table.Profiles))
	}
	var got []string
	for _, c := range table.Controls {
		got = append(got, string(c.Kind)+" "+c.Standard)
	}
	if strings.Join(got, ", ") != "ladder , negative , positive 9947A, positive 2800M" {
		t.Errorf("controls %v", got)
	}
}

func TestWrongControlsFailTheTable(t *testing.T) {
	const person = "A\tSample\tX, Y\t15, 16\t6, 7\t16, 17\t12, 13\n"
	for row, want := range map[string]ControlError{
		"9947A\t\tX\t14, 15\t8, 9\t17, 18\t13\n":      {Rule: RuleWrongControl, Sample: "9947A", Locus: "TH01", Standard: "9947A"},
		"9947A\t\tX, Y\t14, 15\t8, 9.3\t17, 18\t13\n": {Rule: RuleWrongControl, Sample: "9947A", Locus: "AMEL", Standard: "9947A"},
		"PC\t\tX\t14, 15\t8, 9.3\t17, 18\t12\n":       {Rule: RuleWrongControl, Sample: "PC", Locus: "D8S1179", Standard: "9947A"},
		"9947A\t\tX\t14, 15\t8, 9.30\t17, 18\t13\n":   {Rule: RuleWrongControl, Sample: "9947A", Locus: "TH01", Standard: "9947A"},
		"PC\t\tX, Y\t\t\tOL\t\n":                      {Rule: RuleUnprovenControl, Sample: "PC"},
		"9947A\t\t\t\t\tOL\t\n":                       {Rule: RuleUnprovenControl, Sample: "9947A", Standard: "9947A"},
	} {
		table, err := ReadTable([]byte(controlHeader + person + row))
		if len(table.Profiles) != 1 || len(table.Controls) != 1 {
			t.Errorf("%q: %d profiles, %d controls for a viewer", row, len(table.Profiles), len(table.Controls))
		}
		var got *ControlError
		if !errors.As(err, &got) {
			t.Errorf("%q: error %v", row, err)
			continue
		}
		want.Line, want.Offset = 3, len(controlHeader+person)
		if *got != want {
			t.Errorf("%q: %+v, want %+v", row, *got, want)
		}
		if strings.Contains(err.Error(), "9.3") || strings.Contains(err.Error(), "14") {
			t.Errorf("a genotype in %q", err)
		}
	}
}

// TestMixedPlate: controls of several standards on one plate are each held against their own, named or not, and
// the first wrong one is the one that is reported.
func TestMixedPlate(t *testing.T) {
	plate := "Sample Name\tMarker\tAllele 1\tAllele 2\tAllele 3\n"
	add := func(sample, standard string, loci int) {
		for _, l := range Standard(standard)[:loci] {
			plate += sample + "\t" + l.Name + "\t" + strings.Join(append(l.Alleles, "", "")[:3], "\t") + "\n"
		}
	}
	add("PC 1", "007", 20)
	add("control 3657", "3657", 12)
	add("A1", "9948", 20)
	add("PC 2", "K562", 15)
	add("PC 3", "3657", 12) // of a kit of X loci
	plate += "NTC\tTH01\t\t\t\nAllelic Ladder\tTH01\t4\t5\t6\n"
	table := mustRead(t, []byte(plate))
	var got []string
	for _, c := range table.Controls {
		got = append(got, string(c.Kind)+" "+c.Standard)
	}
	if want := "positive 007, positive 3657, positive K562, positive 3657, negative , ladder "; strings.Join(got, ", ") != want {
		t.Errorf("controls %v", got)
	}
	if len(table.Profiles) != 1 || table.Profiles[0].Sample != "A1" {
		t.Errorf("%d profiles", len(table.Profiles))
	}
	lone := plate + "PC 4\tTH01\t8\t9.3\t\nPC 4\tvWA\t17\t18\t\nPC 4\tDXS7132\t12\t\t\nPC 4\tD3S1358\t11\t12\t\n"
	var wrong *ControlError
	if _, err := ReadTable([]byte(lone)); !errors.As(err, &wrong) || wrong.Rule != RuleWrongControl || wrong.Standard != "9947A" {
		t.Errorf("a control that shares one locus with 3657: %v", err)
	}
	add("PC 9947A", "007", 20)
	add("PC 2800M", "007", 20)
	if _, err := ReadTable([]byte(plate)); !errors.As(err, &wrong) || wrong.Sample != "PC 9947A" || wrong.Standard != "9947A" || wrong.Rule != RuleWrongControl {
		t.Errorf("a plate with the wrong control: %v", err)
	}
}

func TestNegativeControlWithPeaks(t *testing.T) {
	table := mustRead(t, []byte(controlHeader+"NC\t\tX\t14\t\t\t\nA\t\tX\t14\t6\t\t\n"))
	if got := rulesOf(table.Controls[0].Profile); !strings.Contains(got, RuleNegativeControl) {
		t.Errorf("findings %q", got)
	}
	full := "Sample Name\tD3S1358\tD8S1179\tD18S51\tD21S11\tFGA\tvWA\nNC\t15,16\t12,13\t14,15\t29,30\t21,22\t16,17\n"
	var got *ControlError
	if _, err := ReadTable([]byte(full)); !errors.As(err, &got) || got.Rule != RuleContaminated {
		t.Errorf("a negative control with a whole profile: %v", err)
	}
}

// TestStandardsAreTheCertifiedOnes compares controls.csv with the public list.
func TestStandardsAreTheCertifiedOnes(t *testing.T) {
	columns := map[string]int{"9947A": 1, "9948": 2, "K562": 3, "007": 4, "2800M": 5, "3657": 6, "MK1": 7, "M308": 8}
	for line := range strings.Lines(string(sampleFile(t, "kits/StandardPositiveControlList.txt"))) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		m, known := MarkerOf(cells[0])
		if !known || m.Kind == Quality {
			continue
		}
		for name, i := range columns {
			certified := Rules{AmelDigits: true}.Profile(name, []Reading{{Locus: cells[0], Values: strings.Split(strings.Trim(cells[i], `"`), ",")}})
			for _, l := range certified.Loci {
				found := compare([]Locus{l}, Standard(name))
				if found.wrong != 0 || found.shared != 1 && l.Name != amelogenin {
					t.Errorf("%s %s differs from the list", name, l.Name)
				}
			}
		}
	}
}
