package genotype

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// allFindings are those of profiles and controls.
func allFindings(table *Table) []Finding {
	var all []Finding
	for _, p := range table.Profiles {
		all = append(all, p.Findings...)
	}
	for _, c := range table.Controls {
		all = append(all, c.Profile.Findings...)
	}
	return all
}

// TestPlaceIsThatOfTheCell: offset, line and column lead to the cell, in every dialect.
func TestPlaceIsThatOfTheCell(t *testing.T) {
	for name, text := range map[string]string{
		"long":         "Sample Name\tMarker\tAllele 1\tAllele 2\nA\tvWA\t16\t17\nB\tTH01\t>20\t6\n",
		"BOM and CRLF": "\ufeffSample Name,Marker,Allele 1,Allele 2\r\nA,vWA,16,17\r\nB,TH01,>20,6\r\n",
		"wide":         "Sample Name\tvWA\tTH01\n\nA\t16, 17\t8\nB\t18\t>20, 6\n",
		"quoted":       "Sample Name,vWA,TH01\n\"A\nB\",\"16,17\",8\nB,18,>20\n",
		"codis":        "specimenId,vWA_1,vWA_2,TH01_1,TH01_2\nA,16,17,8,9\nB  ,16,17,>20,8\n",
	} {
		table := mustRead(t, []byte(text))
		var found bool
		for _, f := range allFindings(table) {
			if f.Rule != RuleOffLadder {
				continue
			}
			found = true
			line := 1 + strings.Count(text[:f.Offset], "\n")
			if !strings.HasPrefix(text[f.Offset:], ">20") || int(f.Line) != line || f.Record != 1 || f.Locus != "TH01" {
				t.Errorf("%s: finding %+v", name, f)
			}
		}
		if !found {
			t.Errorf("%s: nothing found", name)
		}
	}
}

func TestFindingAsJSON(t *testing.T) {
	table := mustRead(t, []byte("Sample Name\tTH01\tvWA\nA\t6, 9.30\t17\n"))
	got, err := json.Marshal(allFindings(table)[0])
	want := `{"grade":"E","record":0,"field":"TH01","offset":23,"line":2,"column":2,"rule":"allele","message":"` + messages[RuleAllele] + `"}`
	if err != nil || string(got) != want {
		t.Errorf("%v %s, want %s", err, got, want)
	}
}

func TestFindingsNameTheirProfile(t *testing.T) {
	table := mustRead(t, []byte(controlHeader+"A\t\tX\t14, OL\t\t\t\nNC\t\tX\t14\t\t\t\nA\t\tX, Y\t\t6, ?\t\t\nB\t\tY\t15\t\t\t\n"))
	for i, p := range table.Profiles {
		for _, f := range p.Findings {
			if int(f.Record) != i {
				t.Errorf("profile %d: finding %+v", i, f)
			}
		}
	}
	if got := table.Controls[0].Profile; rulesOf(got) != RuleNegativeControl || got.Findings[0].Record != NoRecord || got.Findings[0].Line != 3 {
		t.Errorf("control: findings %v", got.Findings)
	}
}

// TestFaceOfAProfile: the JSON that viewers rely on.
func TestFaceOfAProfile(t *testing.T) {
	for given, want := range map[string]string{
		"THO1=9.3,6 NEW77=>20": `{"sample":"S1","class":"incomplete","loci":[{"locus":"TH01","alleles":["6","9.3"],"raw":"9.3, 6"},{"locus":"NEW77","alleles":[],"raw":"\u003e20"}]}`,
		"":                     `{"sample":"S1","class":"incomplete","loci":[]}`,
	} {
		if got, err := json.Marshal(profileOf(given)); err != nil || string(got) != want {
			t.Errorf("%v %s, want %s", err, got, want)
		}
	}
}

func TestErrorsAreFindingsOfGradeF(t *testing.T) {
	for text, want := range map[string]Finding{
		"hello": {Rule: RuleLayout, Place: Place{Line: 1}},
		"Sample Name\tMarker\tAllele 1\tAllele 2\nA\t\t6\t9\n":   {Rule: RuleNoMarker, Place: Place{Line: 2, Column: 2, Offset: 39}},
		controlHeader + "9947A\t\tX\t14, 15\t8, 9\t17, 18\t13\n": {Rule: RuleWrongControl, Locus: "TH01", Place: Place{Line: 2, Offset: int32(len(controlHeader))}},
	} {
		_, err := ReadTable([]byte(text))
		f, ok := FindingOf(err)
		want.Grade, want.Record, want.Message = GradeStructure, NoRecord, f.Message
		if !ok || f != want || f.Message == "" {
			t.Errorf("%.30q: %+v, want %+v", text, f, want)
		}
	}
	if _, ok := FindingOf(errors.New("another")); ok {
		t.Error("another error became a finding")
	}
}
