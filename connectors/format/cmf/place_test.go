package cmf

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"bilgate/connectors/format/genotype"
)

// TestPlaceIsThatOfTheTag: offset, line and column of a fault lead to the tag or text that has it.
func TestPlaceIsThatOfTheTag(t *testing.T) {
	whole := head + specimen + tail
	swap := func(old, new string) string { return strings.Replace(whole, old, new, 1) }
	for name, c := range map[string]struct{ text, at string }{
		"unknown child":    {swap("<SPECIMENID>", "<X/><SPECIMENID>"), "<X/>"},
		"twice":            {swap("<READINGBY>", "<LOCUSNAME>FGA</LOCUSNAME><READINGBY>"), "<LOCUSNAME>FGA"},
		"text between":     {swap("<LOCUS ", "x<LOCUS "), "\nx<LOCUS "},
		"empty allele":     {swap(">9.3<", "><"), "<ALLELEVALUE><"},
		"no locus name":    {swap("<LOCUSNAME>TH01</LOCUSNAME>", ""), "<READINGBY>r"},
		"specimen twice":   {head + specimen + specimen + tail, "<SPECIMENID>S1</SPECIMENID><SPECIMENCATEGORY>Detainee</SPECIMENCATEGORY>\n<LOCUS KIT=\"Identifiler\"><LOCUSNAME>TH01</LOCUSNAME><READINGBY>r</READINGBY><READINGDATETIME>2026-01-01T00:00:00</READINGDATETIME>\n<ALLELE ALLELEREQUIRED=\"1\"><ALLELEVALUE>9.3</ALLELEVALUE></ALLELE><ALLELE><ALLELEVALUE>6</ALLELEVALUE></ALLELE></LOCUS></SPECIMEN>\n</CODIS"},
		"DOCTYPE":          {swap("<CODIS", "<!DOCTYPE x>\n<CODIS"), "<!DOCTYPE"},
		"after the root":   {whole + "<x/>", "<x/>"},
		"another root":     {strings.ReplaceAll(whole, "CODISImportFile", "Other"), "<Other"},
		"other attributes": {swap(`CASEID="C 1"`, `CASEID="1" CASEID="2"`), "<SPECIMEN SOURCEID"},
	} {
		for _, bom := range []string{"", "\ufeff"} {
			text := bom + c.text
			_, err := Read([]byte(text))
			f, ok := FindingOf(err)
			want := strings.Index(text, c.at)
			if !ok || f.Grade != "F" || f.Record != NoRecord || f.Offset != want {
				t.Errorf("%s: %+v, want offset %d", name, f, want)
				continue
			}
			if place := placeOf([]byte(text), want); f.Line != place.Line || bom == "" && f.Column != place.Column {
				t.Errorf("%s: line %d column %d, want %+v", name, f.Line, f.Column, place)
			}
		}
	}
	if _, ok := FindingOf(errors.New("another")); ok {
		t.Error("another error became a finding")
	}
}

func TestFindingsNameTheirSpecimen(t *testing.T) {
	second := strings.NewReplacer("S1<", "S2<", ">TH01<", ">D6S1043<", "<SPECIMEN SO", `<SPECIMEN X="1" SO`).Replace(specimen)
	text := strings.Replace(head, "LAB1", "LABORATORY1", 1) + specimen + second + tail
	f := mustRead(t, []byte(text))
	for i, want := range []struct {
		at, element string
		record      int
	}{
		{`<SPECIMEN X="1"`, "SPECIMEN", 1}, {"", "SOURCELAB", NoRecord}, {`<LOCUS KIT="Identifiler"><LOCUSNAME>D6S`, "LOCUSNAME", 1},
	} {
		if got := f.Findings[i]; got.Element != want.element || got.Record != want.record || got.Offset != max(0, strings.Index(text, want.at)) {
			t.Errorf("finding %+v, want %+v", got, want)
		}
	}
	got, err := json.Marshal(f.Findings[1])
	want := `{"grade":"W","record":-1,"field":"SOURCELAB","offset":0,"line":0,"column":0,"rule":"length","message":"the text is longer than the schema allows"}`
	if err != nil || string(got) != want {
		t.Errorf("%v %s", err, got)
	}
}

// TestProfilesKnowTheirKit: KIT of the locus, else of the file, gives the ladder.
func TestProfilesKnowTheirKit(t *testing.T) {
	second := strings.NewReplacer("S1<", "S2<", "Identifiler", "COrDIS Plus", ">9.3<", ">3<").Replace(specimen)
	third := strings.NewReplacer("S1<", "S3<", ` KIT="Identifiler"`, "", ">9.3<", ">14<").Replace(specimen)
	var profiles []genotype.Profile
	for _, s := range mustRead(t, []byte(head+"<KIT>GlobalFiler</KIT>"+specimen+second+third+tail)).Specimens {
		profiles = append(profiles, s.Profile())
	}
	for i, want := range []string{"", genotype.RuleKitLadder, genotype.RuleKitLadder} {
		p := profiles[i]
		if got := p.Findings[0]; int(got.Record) != i || want != "" && (got.Rule != want || got.Locus != "TH01" || got.Offset == 0) || want == "" && got.Rule != genotype.RuleTooFewLoci {
			t.Errorf("specimen %d: %v", i, p.Findings)
		}
	}
	if profiles[0].Kit != "Identifiler" || profiles[1].Kit != "COrDIS Plus" || profiles[2].Kit != "GlobalFiler" {
		t.Errorf("kits %q, %q, %q", profiles[0].Kit, profiles[1].Kit, profiles[2].Kit)
	}
}

// TestTruncatedFiles: a file cut anywhere before its last tag is refused.
func TestTruncatedFiles(t *testing.T) {
	whole := strings.TrimSpace(head + "<KIT>COfiler</KIT>" + specimen + tail)
	for cut := range len(whole) {
		_, err := Read([]byte(whole[:cut]))
		var found *Error
		if !errors.As(err, &found) || found.Rule == "" || found.Offset > cut {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}
}
