package penitentiary

import (
	"slices"
	"strings"
	"testing"

	"bilgate/connectors"
	"bilgate/mapping/canon"
)

// profileTable is a table of one profile and a positive control, all loci written out.
const profileTable = "Sample Name\tMarker\tAllele 1\tAllele 2\n" +
	"S-1\tAMEL\tX\tY\nS-1\tD3S1358\t15\t16\nS-1\tTHO1\t9.3\t8\nS-1\tD21S11\t29\t\nS-1\tFGA\t20\t24\nS-1\tvWA\t16\t17\nS-1\tTPOX\t8\t11\nS-1\tCSF1PO\t10\t12\n"

const cmfFile = `<?xml version="1.0" encoding="UTF-8"?>
<CODISImportFile xmlns="urn:CODISImportFile-schema">
  <HEADERVERSION>3.2</HEADERVERSION>
  <MESSAGETYPE>Import</MESSAGETYPE>
  <DESTINATIONORI>BIL</DESTINATIONORI>
  <SOURCELAB>LAB-OF-THE-UIS</SOURCELAB>
  <SUBMITBYUSERID>U</SUBMITBYUSERID>
  <SUBMITDATETIME>2026-02-01T10:00:00</SUBMITDATETIME>
  <KIT>GlobalFiler</KIT>
  <SPECIMEN CASEID="C-1"><SPECIMENID>S-1</SPECIMENID><SPECIMENCATEGORY>Convicted Offender</SPECIMENCATEGORY>
    <LOCUS><LOCUSNAME>D21S11</LOCUSNAME><READINGBY>first</READINGBY><READINGDATETIME>2026-01-31T09:00:00</READINGDATETIME><ALLELE><ALLELEVALUE>29</ALLELEVALUE></ALLELE></LOCUS>
    <LOCUS><LOCUSNAME>TH01</LOCUSNAME><READINGBY>second</READINGBY><READINGDATETIME>2026-02-01T09:00:00</READINGDATETIME><ALLELE><ALLELEVALUE>9.3</ALLELEVALUE></ALLELE><ALLELE><ALLELEVALUE>8</ALLELEVALUE></ALLELE></LOCUS>
  </SPECIMEN>
  <SPECIMEN><SPECIMENID>S-2</SPECIMENID><SPECIMENCATEGORY>Forensic, Unknown</SPECIMENCATEGORY>
    <LOCUS><LOCUSNAME>TH01</LOCUSNAME><READINGBY>first</READINGBY><READINGDATETIME>2026-02-01T09:00:00</READINGDATETIME><ALLELE><ALLELEVALUE>7</ALLELEVALUE></ALLELE></LOCUS>
  </SPECIMEN>
</CODISImportFile>`

func TestDNASplit(t *testing.T) {
	for name, c := range map[string]struct {
		format, text string
		want         []string
	}{
		"a table":            {mediaTSV, profileTable, []string{"1 put b/1  0"}},
		"a CMF file":         {mediaXML, "\ufeff" + cmfFile, []string{"1 put b/1  0"}},
		"a table as XML":     {mediaXML, profileTable, []string{"1 !format"}},
		"a CMF file as text": {mediaCSV, cmfFile, []string{"1 !format"}},
		"another encoding":   {mediaTSV, "\xcf\xf0\xee\xe1\xe0", []string{"1 !encoding"}},
		"too large":          {mediaTSV, strings.Repeat("x", connectors.MaxMessage+1), []string{"1 !too_large"}},
		"a retraction":       {mediaJSON, `{"op":"retract","id":"L/S-1","message_id":"m"}`, []string{"1 retract m L/S-1 0"}},
		"without an id":      {mediaJSON, `{"op":"retract"}`, []string{"1 !no_id"}},
		"a profile as JSON":  {mediaJSON, `{"sample":"S-1"}`, []string{"1 !format"}},
	} {
		if got, _ := split(t, dna(), c.format, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func dnaMessage(format, text string, set map[string]string) connectors.Message {
	return connectors.Message{ID: "m", Format: format, Set: set, Body: []byte(text)}
}

func TestDNADecodesATable(t *testing.T) {
	set := map[string]string{"category": "осуждённый", "laboratory": "LAB", "reader": "R"}
	text, rows, _, faults := decode(t, dna(), dnaMessage(mediaTSV, profileTable, set))
	if len(faults) > 0 || len(rows) != 1 || rows[0].RecordID != "LAB/S-1" {
		t.Fatalf("rows %+v, faults %+v", rows, faults)
	}
	for _, want := range []string{
		`"sample":"S-1"`, `"laboratory":"LAB"`, `"reader":"R"`, `"category":"осуждённый"`, `"profile_class":"person"`, `"codis_category":null`,
		`{"alleles":["8","9.3"],"locus":"TH01","raw":"9.3, 8"}`, `{"alleles":["29","29"],"locus":"D21S11","raw":"29"}`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
}

// TestDNATableSaysItsKit: the panel is the kit, and what was found on a control travels with the first profile.
func TestDNATableSaysItsKit(t *testing.T) {
	table := "Sample Name\tPanel\tMarker\tAllele 1\tAllele 2\nS-1\tCOrDIS_Plus\tTH01\t3\t9.3\nNC\tCOrDIS_Plus\tvWA\t16\t\n"
	text, rows, _, faults := decode(t, dna(), dnaMessage(mediaTSV, table, map[string]string{"laboratory": "LAB"}))
	if len(faults) > 0 || len(rows) != 1 || !strings.Contains(text, `"kit":"COrDIS Plus"`) {
		t.Fatalf("faults %+v, %s", faults, text)
	}
	var got []string
	for _, f := range rows[0].Findings {
		got = append(got, f.Grade+" "+f.Code+" "+f.Field)
	}
	want := []string{"W genotype.negative_control ", "W genotype.kit_ladder TH01", "W genotype.too_few_loci "}
	if !slices.Equal(got, want) {
		t.Errorf("findings %q, want %q", got, want)
	}
}

func TestDNADecodesCMF(t *testing.T) {
	set := map[string]string{"laboratory": "OTHER", "reader": "OTHER"}
	text, rows, _, faults := decode(t, dna(), dnaMessage(mediaXML, cmfFile, set))
	if len(faults) > 0 || len(rows) != 2 || rows[0].RecordID != "LAB-OF-THE-UIS/S-1" || rows[1].RecordID != "LAB-OF-THE-UIS/S-2" {
		t.Fatalf("rows %+v, faults %+v", rows, faults)
	}
	for _, want := range []string{
		`"analysed_on":"2026-02-01"`, `"case_number":"C-1"`, `"codis_category":"Convicted Offender"`, `"kit":"GlobalFiler"`,
		`"laboratory":"LAB-OF-THE-UIS"`, `"reader":"second"`, `"profile_class":"incomplete"`, `"reader":"first"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
	if !slices.ContainsFunc(rows[0].Findings, func(f canon.Finding) bool { return f.Grade == "W" && f.Code == "cmf.length" && f.Field == "SOURCELAB" }) {
		t.Errorf("the findings of the file are %+v", rows[0].Findings)
	}
}

func TestDNADecodeRefuses(t *testing.T) {
	lab := map[string]string{"laboratory": "LAB"}
	control := profileTable + "9947A\tTH01\t7\t9\n"
	for name, c := range map[string]struct {
		m    connectors.Message
		want connectors.Fault
	}{
		"a table without a laboratory": {dnaMessage(mediaTSV, profileTable, nil), connectors.Fault{Code: "dna.laboratory", Field: "laboratory", Class: "missing", Place: "setting laboratory"}},
		"a control that fails":         {dnaMessage(mediaTSV, control, lab), connectors.Fault{Code: "control.failed", Field: "TH01", Class: "wrong_control", Place: "line 10"}},
		"another table":                {dnaMessage(mediaTSV, "a\tb\n1\t2\n", lab), connectors.Fault{Code: "genotype.layout", Class: "table", Place: "line 1"}},
		"a locus without a name":       {dnaMessage(mediaXML, strings.Replace(cmfFile, "<LOCUSNAME>TH01</LOCUSNAME>", "", 1), lab), connectors.Fault{Code: "cmf.missing", Field: "LOCUSNAME", Class: "element", Place: "line 12"}},
		"a CMF file that is cut":       {dnaMessage(mediaXML, cmfFile[:len(cmfFile)-5], lab), connectors.Fault{Code: "cmf.syntax", Class: "element", Place: "line 17"}},
	} {
		_, rows, _, faults := decode(t, dna(), c.m)
		if len(rows) > 0 || len(faults) != 1 || faults[0] != c.want {
			t.Errorf("%s: %+v, want %+v", name, faults, c.want)
		}
	}
}

func TestDNAWithoutProfilesIsEmpty(t *testing.T) {
	head, _, _ := strings.Cut(profileTable, "\n")
	start, end := strings.Index(cmfFile, "  <SPECIMEN"), strings.LastIndex(cmfFile, "</CODIS")
	for name, m := range map[string]connectors.Message{
		"a header alone":          dnaMessage(mediaTSV, head+"\n", nil),
		"a control alone":         dnaMessage(mediaTSV, head+"\n9947A\tTH01\t8\t9.3\n", nil),
		"a file without specimen": dnaMessage(mediaXML, cmfFile[:start]+cmfFile[end:], nil),
	} {
		if _, rows, _, faults := decode(t, dna(), m); len(rows) > 0 || len(faults) > 0 {
			t.Errorf("%s: rows %+v, faults %+v", name, rows, faults)
		}
	}
}

// TestDNATakesReferenceFiles: real files of other makers, each with the profiles that its maker counts.
func TestDNATakesReferenceFiles(t *testing.T) {
	lab := map[string]string{"laboratory": "LAB"}
	for name, c := range map[string]struct {
		format string
		rows   int
		fault  connectors.Fault
	}{
		"codis-cmf/Codis-Single-Profile.xml":        {mediaXML, 1, connectors.Fault{}},
		"codis-cmf/broken-allele.xml":               {mediaXML, 0, connectors.Fault{Code: "cmf.missing", Field: "ALLELEVALUE", Class: "element", Place: "line 38"}},
		"codis-cmf/broken-locus.xml":                {mediaXML, 0, connectors.Fault{Code: "cmf.missing", Field: "LOCUSNAME", Class: "element", Place: "line 46"}},
		"codis-cmf/no-profiles.xml":                 {mediaXML, 0, connectors.Fault{}},
		"codis-csv/database_codis_generated_10.csv": {mediaCSV, 10, connectors.Fault{}},
		"genemapper/strvalidator-ref3.txt":          {mediaTSV, 3, connectors.Fault{}},
	} {
		_, rows, _, faults := decode(t, dna(), dnaMessage(c.format, string(sample(t, name)), lab))
		var fault connectors.Fault
		if len(faults) > 0 {
			fault = faults[0]
		}
		if len(rows) != c.rows || fault != c.fault {
			t.Errorf("%s: %d rows, fault %+v; want %d, %+v", name, len(rows), fault, c.rows, c.fault)
		}
	}
}

func FuzzDNA(f *testing.F) {
	f.Add(false, profileTable)
	f.Add(true, cmfFile)
	f.Fuzz(func(t *testing.T, xml bool, text string) {
		format := mediaTSV
		if xml {
			format = mediaXML
		}
		_, messages := split(t, dna(), format, text)
		for _, m := range messages {
			if m.Op == connectors.Put {
				decode(t, dna(), m)
			}
		}
	})
}
