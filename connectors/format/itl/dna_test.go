package itl

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
)

func TestCheckDNA(t *testing.T) {
	one := func(typ, locus, present, allele1, allele2, allele3, kit string) string {
		return typed("18", dna18("016:"+str18(typ, locus, present, allele1, allele2, allele3, kit)))
	}
	cases := []struct {
		name, data string
		want       expectedFinding
	}{
		{"whole", typed("18", dna18()), expectedFinding{}},
		{"three alleles", one("0", "63", "1", "8", "9", "11", "8"), expectedFinding{}},
		{"AL2 without AL1", one("0", "63", "1", "", "9", "", "8"), expectedFinding{"E", RuleAlleleOrder, "18.016"}},
		{"AL3 without AL2", one("0", "63", "1", "8", "", "9", "8"), expectedFinding{"E", RuleAlleleOrder, "18.016"}},
		{"alleles where none are", one("0", "63", "0", "8", "", "", "8"), expectedFinding{"E", RuleAlleleOrder, "18.016"}},
		{"locus unknown", one("0", "199", "1", "8", "", "", "8"), expectedFinding{"E", RuleLocus, "18.016"}},
		{"kit unknown", one("0", "63", "1", "8", "", "", "999"), expectedFinding{"W", RuleKit, "18.016"}},
		{"kit 0 without its name", one("0", "63", "1", "8", "", "", "0"), expectedFinding{"W", RuleMandatory, "18.016"}},
		{"more loci than there are", typed("18", dna18("020:1", "016:"+strings.TrimSuffix(strings.Repeat(str18("0", "63", "1", "8", "", "", "8")+"\x1e", mostSubfields+1), "\x1e"))), expectedFinding{"E", RuleOccurrence, "18.016"}},
		{"allele of two decimals", one("0", "63", "1", "9.30", "", "", "8"), expectedFinding{"W", RuleAllele, "18.016"}},
		{"allele of three digits", one("0", "63", "1", "123", "", "", "8"), expectedFinding{"W", RuleAllele, "18.016"}},
		{"allele that ends in a point", one("0", "63", "1", "9.", "", "", "8"), expectedFinding{"W", RuleAllele, "18.016"}},
		{"amelogenin as a number", one("0", "1", "1", "1.1", "", "", "8"), expectedFinding{"W", RuleAmelogenin, "18.016"}},
		{"profile id missing", typed("18", dna18("015:0\x1f1")), expectedFinding{"W", RuleMandatory, "18.015"}},
		{"profile id of 65 characters", typed("18", dna18("015:0\x1f1\x1f"+strings.Repeat("x", 65))), expectedFinding{"W", RuleLength, "18.015"}},
		{"collection without a time", typed("18", dna18("013:18990131")), expectedFinding{"W", RuleType, "18.013"}},
		{"pedigree status unknown", typed("18", dna18("009:P\x1f1\x1fX\x1fS")), expectedFinding{"W", RuleValue, "18.009"}},
		{"electropherogram that is no base64", typed("18", dna18("019:E1\x1ffsa\x1fd\x1f!!!!")), expectedFinding{"W", RuleType, "18.019"}},
		{"genotype weight beyond 1", typed("18", dna18("021:63\x1f8,9\x1f1.01")), expectedFinding{"W", RuleValue, "18.021"}},
		{"genotype weight of 1", typed("18", dna18("021:63\x1f8,9\x1f1")), expectedFinding{}},
		{"genotype of an unknown locus", typed("18", dna18("021:150\x1f8,9\x1f0.5")), expectedFinding{"E", RuleLocus, "18.021"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantOnly(t, c.data, c.want) })
	}
}

func TestFindingPointsAtTheLocus(t *testing.T) {
	data := typed("18", dna18("016:"+str18("0", "63", "1", "8", "", "", "8")+"\x1e"+str18("0", "199", "1", "8", "", "", "8")))
	found := mustParse(t, []byte(data)).Check()
	if len(found) != 1 || found[0].Offset != strings.Index(data, "0\x1f199") {
		t.Errorf("found %+v", found)
	}
}

func TestDNA(t *testing.T) {
	data := typed("18", dna18())
	r := &mustParse(t, []byte(data)).Records[1]
	d, ok := DNA(r)
	if !ok || d.Record != 1 || d.IDC != 1 || d.Source != "LAB" || d.ProfileID != "SAMPLE17" || d.ProfileType != 0 || d.Collected != "18990131120000Z" || d.Stored != d.Collected {
		t.Fatalf("reads %+v", d)
	}
	want := []struct{ name, alleles string }{{"TH01", "8/9.3"}, {"CSF1PO", "10"}, {"D21S11", ""}}
	if len(d.Loci) != len(want) {
		t.Fatalf("%d loci", len(d.Loci))
	}
	for i, l := range d.Loci {
		if l.Name != want[i].name || strings.Join(l.Alleles, "/") != want[i].alleles || l.Kit != 8 || l.KitName != "Identifiler" || l.Present != (i < 2) || !l.Analysed || !l.Precise {
			t.Errorf("locus %d reads %+v", i, l)
		}
		if !strings.HasPrefix(data[l.Offset:], "0\x1f") {
			t.Errorf("locus %d is not at %d", i, l.Offset)
		}
	}
	unknown := typed("18", dna18("016:"+str18("0", "199", "1", "8", "", "", "0")))
	d, _ = DNA(&mustParse(t, []byte(unknown)).Records[1])
	if l := d.Loci[0]; l.Number != 199 || l.Name != "" || l.KitName != "" || l.Alleles[0] != "8" {
		t.Errorf("an unknown number reads %+v", l)
	}
	own := typed("18", dna18("016:"+strings.TrimSuffix(str18("0", "63", "1", "8", "", "", "0"), "\x1f\x1f")+"Own kit\x1f\x1f"))
	wantOnly(t, own, expectedFinding{})
	d, _ = DNA(&mustParse(t, []byte(own)).Records[1])
	if l := d.Loci[0]; l.Kit != 0 || l.KitName != "Own kit" {
		t.Errorf("a laboratory's own kit reads %+v", l)
	}
	if _, ok := DNA(&mustParse(t, []byte(data)).Records[0]); ok {
		t.Error("Type-1 is DNA")
	}
}

func TestElectropherograms(t *testing.T) {
	encoded := base64.StdEncoding.EncodeToString([]byte("ABIF"))
	data := typed("18", dna18("019:E1\x1ffsa\x1frun one\x1f"+encoded+"\x1eE2\x1ffsa\x1fx\x1fAAA", "023:L1\x1ffsa\x1fladder\x1f"+encoded))
	all := mustParse(t, []byte(data)).Records[1].Electropherograms()
	if len(all) != 3 || all[0].Field != 19 || all[0].Reference != "E1" || all[0].Storage != "fsa" || all[0].Descriptor != "run one" || all[0].Size != 4 {
		t.Fatalf("reads %+v", all)
	}
	sum := sha256.Sum256([]byte("ABIF"))
	if all[0].SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("hash reads %s", all[0].SHA256)
	}
	if all[2].Field != 23 || all[2].SHA256 != all[0].SHA256 {
		t.Errorf("ladder reads %+v", all[2])
	}
	if all[1].SHA256 != "" || all[1].Size != 0 {
		t.Errorf("broken base64 reads %+v", all[1])
	}
}
