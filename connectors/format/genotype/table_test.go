package genotype

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestGeneMapperWide(t *testing.T) {
	table := mustRead(t, sampleFile(t, "genemapper/GeneMapperExample.txt"))
	if table.Layout != LayoutWide || len(table.Profiles) != 4 || len(table.Controls) != 0 {
		t.Fatalf("layout %s, %d profiles, %d controls", table.Layout, len(table.Profiles), len(table.Controls))
	}
	p := table.Profiles[3]
	if p.Sample != "0000004_00000000000_AAAA0000NL#01" || p.Class != Mixture || len(p.Loci) != 16 {
		t.Errorf("fourth row: %s, %d loci", p.Class, len(p.Loci))
	}
	if !strings.HasPrefix(p.Canonical(), "D1S1656=11,12 D2S1338=10,10 ") {
		t.Errorf("fourth row: %s", p.Canonical())
	}
}

func TestGeneMapperHeightsAreNoAlleles(t *testing.T) {
	table := mustRead(t, sampleFile(t, "genemapper/GeneMapperExampleWithHeights.txt"))
	want := "D1S1656=10,11 D2S1338=10,10 D2S441=10,11 D3S1358=15,17 D8S1179=10,11 D10S1248=10,11 D12S391=10,10 D16S539=10,10 " +
		"D18S51=10,11 D19S433=10,10 D21S11=10,11 D22S1045=10,11 FGA=10,10 TH01=10,11 vWA=10,10 AMEL=X,X"
	if p := table.Profiles[1]; p.Canonical() != want || p.Class != Person || len(p.Findings) != 0 {
		t.Errorf("second row: %s\n%s\n%v", p.Class, p.Canonical(), p.Findings)
	}
}

func TestGeneMapperBrokenHeader(t *testing.T) {
	_, err := ReadTable(sampleFile(t, "genemapper/GeneMapperExampleBrokenHeader.txt"))
	wantTableError(t, err, RuleHeader, 1, 1)
}

func TestLongReference(t *testing.T) {
	table := mustRead(t, sampleFile(t, "genemapper/strvalidator-ref3.txt"))
	if table.Layout != LayoutLong || len(table.Profiles) != 3 {
		t.Fatalf("layout %s, %d profiles", table.Layout, len(table.Profiles))
	}
	want := "D1S1656=17,17 D2S1338=20,20 D2S441=14,14 D3S1358=14,18 D8S1179=11,14 D10S1248=14,14 D12S391=21,22 D16S539=10,11 " +
		"D18S51=12,15 D19S433=13,14 D21S11=25.2,30 D22S1045=16,17 FGA=22,23 TH01=8,9.3 vWA=15,17 AMEL=X,Y SE33=18,20"
	if p := table.Profiles[1]; p.Sample != "F2" || p.Class != Person || p.Canonical() != want {
		t.Errorf("%s %s\n%s", p.Sample, p.Class, p.Canonical())
	}
	for _, p := range table.Profiles {
		for _, l := range p.Loci {
			if l.Single != (p.Sample == "F2" && l.Alleles[0] == l.Alleles[1]) {
				t.Errorf("%s %s: single %v", p.Sample, l.Name, l.Single)
			}
		}
	}
}

func TestCODISDatabase(t *testing.T) {
	table := mustRead(t, sampleFile(t, "codis-csv/database_codis_generated_10.csv"))
	if table.Layout != LayoutCODIS || len(table.Profiles) != 10 {
		t.Fatalf("layout %s, %d profiles", table.Layout, len(table.Profiles))
	}
	want := "CSF1PO=10,14 D2S1338=20,25 D3S1358=15,18 D8S1179=13,14 D16S539=11,13 D18S51=12,13 D19S433=13,14 D21S11=28,29 " +
		"D22S1045=16,18 FGA=23,24 TH01=6,9.3 TPOX=8,10 Penta D=12,12"
	if p := table.Profiles[0]; p.Sample != "WMVX0000NO#00" || p.Canonical() != want {
		t.Errorf("%s\n%s", p.Sample, p.Canonical())
	}
}

func TestReplicatesOfMixtures(t *testing.T) {
	table := mustRead(t, sampleFile(t, "codis-csv/sample.csv"))
	if len(table.Profiles) != 4 {
		t.Fatalf("%d profiles", len(table.Profiles))
	}
	for _, p := range table.Profiles {
		if p.Class != Mixture {
			t.Errorf("%s is %s", p.Sample, p.Class)
		}
	}
}

// TestOneProfileInEveryDialect: header spellings, separators, BOM, line ends, decimal commas.
func TestOneProfileInEveryDialect(t *testing.T) {
	const want = "TH01=6,9.3 vWA=17,17 AMEL=X,Y"
	for name, text := range map[string]string{
		"long, tab":                  "Sample Name\tMarker\tAllele 1\tAllele 2\nA\tTH01\t9.3\t6\nA\tvWA\t17\t\nA\tAMEL\tX\tY\n",
		"long, dots, sizes, heights": "Sample.Name\tMarker\tDye\tAllele.1\tAllele.2\tSize.1\tSize.2\tHeight.1\tHeight.2\nA\tTHO1\tB\t6\t9.3\t99\t98\t700\t600\nA\tVWA\tR\t17\t17\t1\t2\t3\t4\nA\tAM\tB\tX\tY\t1\t2\t3\t4\n",
		"long, comma, CRLF, BOM":     "\ufeffSampleName,Marker,Allele1,Allele2\r\nA,TH01,6,9.3\r\nA,vWA,17,\r\nA,AMEL,X,Y\r\n",
		"long, semicolon, commas":    "Sample Name;Marker;Allele 1;Allele 2\nA;TH01;9,3;6\nA;vWA;17;\nA;AMEL;X;Y",
		"long, rows apart":           "Sample Name\tMarker\tAllele 1\tAllele 2\nA\tTH01\t9.3\t6\nB\tTH01\t7\t8\nA\tAMEL\tX\tY\nA\tvWA\t17\t17\n",
		"long, CR, quoted":           "Sample Name,Marker,Allele 1,Allele 2\r\"A\",\"TH01\",\"6\",\"9.3\"\rA,vWA,17,\rA,AMEL,X,Y\r",
		"wide, tab":                  "Sample File\tSample Name\tAMEL\tTH01\tvWA\t\nf.fsa\tA\tX, Y, , \t9.3,6\t17, , , \t\n",
		"wide, heights":              "Sample Name\tAMEL\tHeight\tTH01\tHeight\tvWA\tHeight\nA\tX, Y\t1, 2\t6, 9.3\t3, 4\t17\t9\n",
		"wide, comma, quoted":        "Sample Name,AMEL,TH01,vWA\nA,\"X, Y\",\"6, 9.3\",17\n",
		"wide, decimal comma":        "Sample Name\tAMEL\tTH01\tvWA\nA\tX; Y\t6; 9,3\t17\n",
		"wide, comma, slash":         "\n\nSample Name,AMEL,TH01,vWA\nA,X/Y,6/9.3,17\n",
		"wide, slash":                "Sample Name;AMEL;TH01;vWA\nA;X/Y;6/9,3;17\n",
		"codis":                      "specimenId,TH01_1,TH01_2,VWA_1,VWA_2,AMEL_1,AMEL_2\nA    , 9.3,6,17,NULL,X,Y\n",
		"codis, semicolon":           "specimenId;TH01_1;TH01_2;VWA_1;VWA_2;AMEL_1;AMEL_2\nA;9,3;6;17;NULL;X;Y\n",
	} {
		table, err := ReadTable([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if p := table.Profiles[0]; p.Sample != "A" || p.Canonical() != want {
			t.Errorf("%s: %q %s", name, p.Sample, p.Canonical())
		}
	}
}

func TestUnreadableTables(t *testing.T) {
	const long = "Sample Name\tMarker\tAllele 1\tAllele 2\n"
	for _, c := range []struct {
		text, rule   string
		line, column int
	}{
		{"", RuleLayout, 0, 0},
		{"\n\n", RuleLayout, 0, 0},
		{"hello", RuleLayout, 1, 0},
		{"Sample Name\tRemark\nA\tB\n", RuleLayout, 1, 0},
		{"\n\nTH01\tvWA\n6\t17\n", RuleLayout, 3, 0},
		{"Sample Name,TH01\n\"A\nB\",6\n,7\n", RuleNoSample, 4, 1},
		{long, RuleNoRows, 0, 0},
		{"Sample Name\tTH01\n", RuleNoRows, 0, 0},
		{long + "\tTH01\t6\t9\n", RuleNoSample, 2, 1},
		{long + "A\t\t6\t9\n", RuleNoMarker, 2, 2},
		{long + "A\tTH01\t6\t9\t7\n", RuleRowLength, 2, 5},
		{long + "A\n", RuleRowLength, 2, 0},
		{long + "A\tTH01\t6\t9\nA\tvWA\t17", RuleTruncated, 3, 0},
		{"Sample Name\tTH01\tvWA\nA\t6\n", RuleRowLength, 2, 0},
		{"Sample Name\tTH01\tvWA\nA\t6\t", "", 0, 0},
		{"Sample Name\tTH01\tTHO1\nA\t6\t7\n", RuleHeader, 1, 3},
		{"Sample Name\tMarker\tMarker\tAllele 1\tAllele 2\n", RuleHeader, 1, 3},
		{"Sample Name\tSample Name\tTH01\n", RuleHeader, 1, 2},
		{"Sample Name\tMarker\tAllele 1\tAlele 2\n", RuleHeader, 1, 4},
		{"Sample Name\tMarker\tAllele 1\tAllele 3\n", RuleAlleleColumns, 1, 4},
		{"Sample Name\tMarker\tAllele 1\n", RuleAlleleColumns, 1, 0},
		{"specimenId,TH01_1,TH01_3\n", RuleHeader, 1, 3},
		{"specimenId,TH01_1,vWA\n", RuleHeader, 1, 3},
		{long + "A\t\"TH01\t6\t9\n", RuleQuotes, 2, 2},
		{long + "A\t\"TH01\"x\t6\t9\n", RuleQuotes, 2, 2},
		{long + "A\tTH01\t6\t\xff\n", RuleEncoding, 0, 0},
		{long + "A\tTH01\t6\t\x00\n", RuleEncoding, 0, 0},
		{strings.Repeat("\t", 1024), RuleTooManyColumns, 1, 0},
	} {
		_, err := ReadTable([]byte(c.text))
		if c.rule == "" {
			if err != nil {
				t.Errorf("%.60q: %v", c.text, err)
			}
			continue
		}
		wantTableError(t, err, c.rule, c.line, c.column)
	}
}

func wantTableError(t *testing.T, err error, rule string, line, column int) {
	t.Helper()
	var found *TableError
	if !errors.As(err, &found) {
		t.Errorf("error %v, want a table error %s", err, rule)
		return
	}
	if found.Rule != rule || found.Line != line || found.Column != column {
		t.Errorf("error %v; want %s at line %d column %d", err, rule, line, column)
	}
}

func TestFindingsNameThePlaceAndNoValue(t *testing.T) {
	table := mustRead(t, []byte("Sample Name\tTH01\tHeight\tvWA\nA\t6, 9.30\t1\t17\nB\t6, 9.3\t1\t>20\n"))
	first, ok := table.Profiles[0].Refusal()
	if !ok || first.Line != 2 || first.Column != 2 || first.Locus != "TH01" || first.Rule != RuleAllele {
		t.Errorf("refusal %+v", first)
	}
	if table.Profiles[0].Class != Refused || table.Profiles[1].Class != Incomplete {
		t.Errorf("classes %s and %s", table.Profiles[0].Class, table.Profiles[1].Class)
	}
	second := table.Profiles[1].Findings[0]
	if second.Line != 3 || second.Column != 4 || second.Rule != RuleOffLadder {
		t.Errorf("finding %+v", second)
	}
	for _, f := range []Finding{first, second} {
		if text := f.Error(); strings.Contains(text, "9.3") || strings.Contains(text, "20") {
			t.Errorf("a value in %q", text)
		}
	}
}

// TestCommaIsNeverGuessed: where some cells have lists with commas, no comma is a decimal one.
func TestCommaIsNeverGuessed(t *testing.T) {
	table := mustRead(t, []byte("Sample Name\tAMEL\tTH01\tvWA\nA\tX/Y\t9,3\t17, 18\n"))
	if p := table.Profiles[0]; p.Class != Refused || !strings.Contains(p.Canonical(), "TH01=3,9 ") {
		t.Errorf("%s %s", p.Class, p.Canonical())
	}
}

func TestTwinSamplesAreBothRefused(t *testing.T) {
	table := mustRead(t, []byte("specimenId,TH01_1,TH01_2\nA,6,7\nB,6,7\nA ,8,9\n"))
	var classes []string
	for _, p := range table.Profiles {
		classes = append(classes, string(p.Class))
	}
	if got := fmt.Sprint(classes); got != "[refused incomplete refused]" {
		t.Errorf("classes %s", got)
	}
}
