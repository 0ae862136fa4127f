package cmf

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"bilgate/connectors/format/genotype"
)

func TestSingleProfile(t *testing.T) {
	f := mustRead(t, sampleFile(t, "Codis-Single-Profile.xml"))
	if f.HeaderVersion != "3.2" || f.MessageType != "Import" || f.SubmitTime != "2015-04-07T16:23:00" || len(f.Specimens) != 1 {
		t.Fatalf("header %+v", f)
	}
	s := f.Specimens[0]
	if s.ID != "ABCD1234NL#01" || s.Category != "Forensic, Unknown" || s.SourceID != "N/A" || s.CaseID != "2099.12.31.000" || len(s.Loci) != 16 {
		t.Errorf("specimen %+v", s)
	}
	p := s.Profile()
	if p.Class != genotype.Person || len(p.Loci) != 16 {
		t.Errorf("class %s, %d loci: %v", p.Class, len(p.Loci), p.Findings)
	}
	for i, l := range p.Loci {
		single := len(locusNamed(s, l.Name).Alleles) == 1
		if l.Single != single || len(l.Alleles) != 2 || single != (l.Alleles[0] == l.Alleles[1]) {
			t.Errorf("locus %d %s: %d alleles, single %v", i, l.Name, len(l.Alleles), l.Single)
		}
	}
	if got := findings(f.Findings); got != "SOURCELAB length" {
		t.Errorf("findings %s", got)
	}
}

func locusNamed(s Specimen, canonical string) Locus {
	for _, l := range s.Loci {
		if m, _ := genotype.MarkerOf(l.Name); m.Name == canonical {
			return l
		}
	}
	return Locus{}
}

func findings(list []Finding) string {
	var rules []string
	for _, f := range list {
		rules = append(rules, f.Element+" "+f.Rule)
	}
	return strings.Join(rules, ", ")
}

func TestBrokenReferenceFiles(t *testing.T) {
	for name, want := range map[string]Error{
		"broken-allele.xml":    {Rule: RuleMissing, Place: Place{Line: 38}, Element: "ALLELEVALUE"},
		"broken-locus.xml":     {Rule: RuleMissing, Place: Place{Line: 46}, Element: "LOCUSNAME"},
		"no-profiles.xml":      {Rule: RuleNoSpecimens, Place: Place{Line: 9}, Element: "SPECIMEN"},
		"not-a-codis-file.xml": {Rule: RuleRoot, Place: Place{Line: 2}},
	} {
		_, err := Read(sampleFile(t, name))
		wantError(t, name, err, want)
	}
}

func wantError(t *testing.T, name string, err error, want Error) {
	t.Helper()
	var got *Error
	if !errors.As(err, &got) {
		t.Errorf("%s: error %v, want %+v", name, err, want)
		return
	}
	if got.Rule != want.Rule || got.Element != want.Element || want.Line != 0 && got.Line != want.Line {
		t.Errorf("%s: %v; want %+v", name, err, want)
	}
}

const (
	head = `<?xml version="1.0" encoding="UTF-8"?>
<CODISImportFile xmlns="urn:CODISImportFile-schema">
<HEADERVERSION>3.2</HEADERVERSION><MESSAGETYPE>Import</MESSAGETYPE><DESTINATIONORI>KZ1</DESTINATIONORI>
<SOURCELAB>LAB1</SOURCELAB><SUBMITBYUSERID>reader</SUBMITBYUSERID><SUBMITDATETIME>2026-01-02T03:04:05</SUBMITDATETIME>
`
	specimen = `<SPECIMEN SOURCEID="Yes" CASEID="C 1" PARTIAL="true"><SPECIMENID>S1</SPECIMENID><SPECIMENCATEGORY>Detainee</SPECIMENCATEGORY>
<LOCUS KIT="Identifiler"><LOCUSNAME>TH01</LOCUSNAME><READINGBY>r</READINGBY><READINGDATETIME>2026-01-01T00:00:00</READINGDATETIME>
<ALLELE ALLELEREQUIRED="1"><ALLELEVALUE>9.3</ALLELEVALUE></ALLELE><ALLELE><ALLELEVALUE>6</ALLELEVALUE></ALLELE></LOCUS></SPECIMEN>
`
	tail = "</CODISImportFile>\n"
)

func TestGoodFileHasNoFindings(t *testing.T) {
	f := mustRead(t, []byte("\ufeff"+head+"<!-- a comment -->"+specimen+tail))
	if len(f.Findings) != 0 {
		t.Errorf("findings %v", f.Findings)
	}
	s := f.Specimens[0]
	if !s.Partial || !s.Loci[0].Alleles[0].Required || s.Loci[0].Alleles[1].Required || s.Loci[0].Kit != "Identifiler" {
		t.Errorf("attributes of %+v", s)
	}
	if p := s.Profile(); p.Canonical() != "TH01=6,9.3" {
		t.Errorf("profile %s", p.Canonical())
	}
}

func TestStructure(t *testing.T) {
	whole := head + specimen + tail
	swap := func(old, new string) string { return strings.Replace(whole, old, new, 1) }
	manyAttributes := ""
	for i := range maxAttributes + 1 {
		manyAttributes += fmt.Sprintf(` a%d=""`, i)
	}
	for name, c := range map[string]struct {
		text string
		want Error
	}{
		"empty":                  {"", Error{Rule: RuleRoot}},
		"text only":              {"hello", Error{Rule: RuleText}},
		"doctype":                {swap("<CODIS", `<!DOCTYPE x [<!ENTITY a "b">]><CODIS`), Error{Rule: RuleMarkup}},
		"processing instruction": {swap("<CODIS", `<?xml-stylesheet href="x"?><CODIS`), Error{Rule: RuleMarkup}},
		"second declaration":     {swap("<CODIS", `<?xml version="1.0"?><CODIS`), Error{Rule: RuleMarkup}},
		"other encoding":         {swap("UTF-8", "windows-1251"), Error{Rule: RuleEncoding}},
		"not UTF-8":              {swap("LAB1", "LAB\xff"), Error{Rule: RuleEncoding}},
		"no namespace":           {swap(` xmlns="urn:CODISImportFile-schema"`, ""), Error{Rule: RuleRoot}},
		"foreign namespace":      {swap("urn:CODISImportFile-schema", "urn:x"), Error{Rule: RuleRoot}},
		"foreign child":          {swap("<SPECIMENID>", `<SPECIMENID xmlns="urn:x">`), Error{Rule: RuleElement, Element: "SPECIMEN"}},
		"unknown child":          {swap("<SPECIMENID>", "<X/><SPECIMENID>"), Error{Rule: RuleElement, Element: "SPECIMEN"}},
		"child in text":          {swap("S1<", "<b/>S1<"), Error{Rule: RuleElement, Element: "SPECIMENID"}},
		"twice":                  {swap("<MESSAGETYPE>", "<HEADERVERSION>3.2</HEADERVERSION><MESSAGETYPE>"), Error{Rule: RuleDuplicate, Element: "HEADERVERSION", Place: Place{Line: 3}}},
		"locus name twice":       {swap("<READINGBY>", "<LOCUSNAME>FGA</LOCUSNAME><READINGBY>"), Error{Rule: RuleDuplicate, Element: "LOCUSNAME"}},
		"order":                  {swap("<SPECIMENCATEGORY>Detainee</SPECIMENCATEGORY>\n", "\n<SPECIMENCOMMENT>x</SPECIMENCOMMENT><SPECIMENCATEGORY>Detainee</SPECIMENCATEGORY>"), Error{Rule: RuleOrder, Element: "SPECIMENCATEGORY"}},
		"text between":           {swap("<LOCUS ", "x<LOCUS "), Error{Rule: RuleText, Element: "SPECIMEN"}},
		"attribute twice":        {swap(`CASEID="C 1"`, `CASEID="C 1" CASEID="C 2"`), Error{Rule: RuleAttributes}},
		"attribute bomb":         {swap(" PARTIAL", manyAttributes+" PARTIAL"), Error{Rule: RuleAttributes}},
		"after the root":         {whole + "<x/>", Error{Rule: RuleAfterRoot}},
		"text after the root":    {whole + "x", Error{Rule: RuleAfterRoot}},
		"second root":            {whole + whole[strings.Index(whole, "<CODIS"):], Error{Rule: RuleAfterRoot}},
		"cut":                    {whole[:len(whole)-30], Error{Rule: RuleSyntax}},
		"wrong end":              {swap("</SPECIMENID>", "</SPECIMEN>"), Error{Rule: RuleSyntax}},
		"entity":                 {swap("LAB1", "&lab;"), Error{Rule: RuleSyntax}},
		"long tag":               {swap("LAB1", "LAB1<b "+strings.Repeat("x", maxRun)+">"), Error{Rule: RuleTooLarge, Place: Place{Line: 4}}},
		"long text":              {swap("LAB1", strings.Repeat("x", maxText+1)), Error{Rule: RuleTooLarge, Element: "SOURCELAB"}},
		"long attribute":         {swap("C 1", strings.Repeat("x", maxText+1)), Error{Rule: RuleTooLarge, Element: "CASEID"}},
		"empty specimen id":      {swap("S1<", "<"), Error{Rule: RuleMissing, Element: "SPECIMENID"}},
		"no specimen id":         {swap("<SPECIMENID>S1</SPECIMENID>", ""), Error{Rule: RuleMissing, Element: "SPECIMENID", Place: Place{Line: 5}}},
		"empty locus name":       {swap(">TH01<", "> <"), Error{Rule: RuleMissing, Element: "LOCUSNAME"}},
		"empty allele":           {swap(">9.3<", "><"), Error{Rule: RuleMissing, Element: "ALLELEVALUE"}},
		"specimen twice":         {head + specimen + specimen + tail, Error{Rule: RuleDuplicate, Element: "SPECIMENID", Place: Place{Line: 8}}},
		"no specimen":            {head + tail, Error{Rule: RuleNoSpecimens, Element: "SPECIMEN"}},
		"too large":              {strings.Repeat(" ", MaxFile+1), Error{Rule: RuleTooLarge}},
	} {
		_, err := Read([]byte(c.text))
		wantError(t, name, err, c.want)
	}
}

func TestSchemaDepartures(t *testing.T) {
	whole := head + specimen + tail
	for name, c := range map[string]struct{ old, new, want string }{
		"version":       {"3.2", "3.21", "HEADERVERSION value"},
		"rapid":         {">Import<", ">Rapid<", "MESSAGETYPE value"},
		"laboratory":    {"LAB1", "LABORATORY1", "SOURCELAB length"},
		"time":          {"03:04:05", "03:04", "SUBMITDATETIME value"},
		"category":      {"Detainee", "Visitor", "SPECIMENCATEGORY value"},
		"no category":   {"<SPECIMENCATEGORY>Detainee</SPECIMENCATEGORY>", "", "SPECIMENCATEGORY absent"},
		"source":        {`"Yes"`, `"Perhaps"`, "SOURCEID value"},
		"partial":       {`"true"`, `"maybe"`, "PARTIAL value"},
		"attribute":     {`PARTIAL=`, `X="1" PARTIAL=`, "SPECIMEN attribute"},
		"locus":         {">TH01<", ">D6S1043<", "LOCUSNAME value"},
		"kit":           {`"Identifiler"`, `"Other"`, "KIT value"},
		"before 1900":   {"2026-01-01T", "1899-01-01T", "READINGDATETIME value"},
		"no reader":     {"<READINGBY>r</READINGBY>", "", "READINGBY absent"},
		"allele length": {">9.3<", ">15_14_1_0_0<", "ALLELEVALUE length"},
		"nine alleles":  {"</LOCUS>", strings.Repeat("<ALLELE><ALLELEVALUE>9</ALLELEVALUE></ALLELE>", 7) + "</LOCUS>", "ALLELE count"},
		"no allele":     {`<ALLELE ALLELEREQUIRED="1"><ALLELEVALUE>9.3</ALLELEVALUE></ALLELE><ALLELE><ALLELEVALUE>6</ALLELEVALUE></ALLELE>`, "", "ALLELE absent"},
	} {
		text := strings.Replace(whole, c.old, c.new, 1)
		if text == whole {
			t.Fatalf("%s: nothing replaced", name)
		}
		f := mustRead(t, []byte(text))
		if got := findings(f.Findings); got != c.want {
			t.Errorf("%s: findings %q, want %q", name, got, c.want)
		}
		for _, finding := range f.Findings {
			if strings.Contains(finding.Message, c.new) && c.new != "" {
				t.Errorf("%s: a value in %q", name, finding.Message)
			}
		}
	}
}

func TestSpecimenIsCanonicalByTheGenotypeRules(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		class    genotype.Class
		rule     string
	}{
		"allele":          {">9.3<", ">9.30<", genotype.Refused, genotype.RuleAllele},
		"off ladder":      {">9.3<", "><8<", genotype.Incomplete, genotype.RuleOffLadder},
		"spelled twice":   {"</SPECIMEN>", "<LOCUS><LOCUSNAME>THO1</LOCUSNAME><ALLELE><ALLELEVALUE>6</ALLELEVALUE></ALLELE></LOCUS></SPECIMEN>", genotype.Refused, genotype.RuleDuplicateLocus},
		"unknown locus":   {">TH01<", ">D0S0<", genotype.Incomplete, genotype.RuleUnknownLocus},
		"too few of them": {"", "", genotype.Incomplete, genotype.RuleTooFewLoci},
	} {
		f := mustRead(t, []byte(strings.Replace(head+specimen+tail, c.old, strings.ReplaceAll(c.new, "><8<", ">&lt;8<"), 1)))
		p := f.Specimens[0].Profile()
		if p.Class != c.class || p.Findings[0].Rule != c.rule {
			t.Errorf("%s: %s %v", name, p.Class, p.Findings)
		}
		if p.Findings[0].Rule == genotype.RuleAllele && p.Findings[0].Line != 6 {
			t.Errorf("%s: line %d", name, p.Findings[0].Line)
		}
	}
}
