package genomic

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"bilgate/connectors"
	"bilgate/connectors/format/cmf"
)

// encoded is the file that the record becomes.
func encoded(t *testing.T, tree map[string]any) *cmf.File {
	t.Helper()
	_, body, err := encode(profileDelivery("ABCDEFGHIJKLMNOPQRSTUVWX", 1, tree))
	if err != nil {
		t.Fatal(err)
	}
	f, err := cmf.Read(body)
	if err != nil || len(f.Findings) > 0 {
		t.Fatalf("%v, findings %+v", err, f.Findings)
	}
	return f
}

func with(changes map[string]any) map[string]any {
	tree := profile()
	tree["analysed_on"] = "2024-02-03"
	for name, value := range changes {
		tree[name] = value
	}
	return tree
}

func TestProfileBecomesAFileThatTheSchemaAccepts(t *testing.T) {
	f := encoded(t, with(nil))
	s := f.Specimens[0]
	if f.SourceLab != "LAB-1" || f.Kit != "GlobalFiler" || f.SubmitTime != "2026-03-04T00:06:08Z" {
		t.Errorf("head %+v", f)
	}
	if s.ID != "ABCDEFGHIJKLMNOPQRSTUVWX" || s.Category != "Convicted Offender" || s.CaseID != "1890.12" || s.Partial {
		t.Errorf("specimen %+v", s)
	}
	if s.Comment != "specimen=ABCD1234NL#01; material=buccal; origin=penitentiary" {
		t.Errorf("comment %q", s.Comment)
	}
	var loci []string
	for _, l := range s.Loci {
		if l.ReadingBy != "reader-7" || l.ReadingTime != "2024-02-03T00:00:00" {
			t.Errorf("locus %+v", l)
		}
		text := l.Name
		for _, a := range l.Alleles {
			text += " " + a.Value
		}
		loci = append(loci, text)
	}
	if got := strings.Join(loci, ", "); got != "AMEL X Y, TH01 9.3, DYS389 I 13" {
		t.Errorf("loci %q", got)
	}
}

func TestSameVersionIsTheSameBytes(t *testing.T) {
	_, first, _ := encode(specimenDelivery("rec", 1))
	_, again, err := encode(specimenDelivery("rec", 1))
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("%v; %d and %d bytes", err, len(first), len(again))
	}
}

// Nothing is cut: what has no room stands in the comment in full.
func TestWhatDoesNotFitStandsInTheComment(t *testing.T) {
	long := "Зертхана № 1 сот сараптамалары орталығы"
	for _, c := range []struct {
		name    string
		changes map[string]any
		element func(*cmf.File) string
		want    string // "" for a short form
		comment string
	}{
		{"laboratory, short origin", map[string]any{"laboratory": long, "origin": "pen"}, sourceLab, "pen", "laboratory=" + long},
		{"laboratory, long origin", map[string]any{"laboratory": long}, sourceLab, "", "laboratory=" + long},
		{"no laboratory", map[string]any{"laboratory": nil, "origin": "pen"}, sourceLab, "pen", ""},
		{"no laboratory, long origin", map[string]any{"laboratory": nil}, sourceLab, "", "origin=penitentiary"},
		{"reader", map[string]any{"reader": long}, readingBy, "", "reader=" + long},
		{"no reader", map[string]any{"reader": nil}, readingBy, "UNKNOWN", ""},
		{"case", map[string]any{"case_number": long}, caseID, "", "case=" + long},
		{"kit", map[string]any{"kit": "COrDIS Plus"}, kit, "none", "kit=COrDIS Plus"},
		{"no reading time", map[string]any{"analysed_on": nil}, readingTime, "2026-03-04T00:06:08Z", "reading time=unknown"},
		{"CODIS category", map[string]any{"codis_category": "Arrestee"}, category, "Arrestee", "category=convicted"},
		{"unknown CODIS category", map[string]any{"codis_category": "Alien"}, category, "Convicted Offender", "codis category=Alien"},
		{"wider category", map[string]any{"category": "accused"}, category, "Suspect, Known", "category=accused"},
		{"no category", map[string]any{"category": nil}, category, "Other", ""},
		{"unknown category", map[string]any{"category": "new"}, category, "Other", "category=new"},
		{"mixture", map[string]any{"profile_class": "mixture"}, kit, "GlobalFiler", "class=mixture"},
	} {
		f := encoded(t, with(c.changes))
		got := c.element(f)
		if c.want == "" && (len(got) != 10 || got[0] != '#') || c.want != "" && got != c.want {
			t.Errorf("%s: element %q, want %q", c.name, got, c.want)
		}
		if comment := f.Specimens[0].Comment; !strings.Contains(comment+";", c.comment+";") && c.comment != "" {
			t.Errorf("%s: comment %q lacks %q", c.name, comment, c.comment)
		}
	}
}

func sourceLab(f *cmf.File) string   { return f.SourceLab }
func readingBy(f *cmf.File) string   { return f.Specimens[0].Loci[0].ReadingBy }
func readingTime(f *cmf.File) string { return f.Specimens[0].Loci[0].ReadingTime }
func caseID(f *cmf.File) string      { return f.Specimens[0].CaseID }
func category(f *cmf.File) string    { return f.Specimens[0].Category }
func kit(f *cmf.File) string {
	if f.Kit == "" {
		return "none"
	}
	return f.Kit
}

func TestShortFormsDiffer(t *testing.T) {
	var c comment
	a, b := c.fit("laboratory", "Laboratory of Almaty", 10), c.fit("laboratory", "Laboratory of Astana", 10)
	if a == b || a != c.fit("laboratory", "Laboratory of Almaty", 10) {
		t.Errorf("short forms %q and %q", a, b)
	}
}

func TestIncompleteProfileIsPartial(t *testing.T) {
	locus := func(name, raw string, alleles ...string) map[string]any {
		return map[string]any{"locus": name, "alleles": append([]string{}, alleles...), "raw": raw}
	}
	f := encoded(t, with(map[string]any{"profile_class": "incomplete", "loci": []any{
		locus("FGA", "", "22"), locus("vWA", ""), locus("TH01", "9,3, OL", "9.3"), locus("SE33", ">20"),
		locus("D3S1358", "15, [TCTA]12[TCTG]3", "15"), locus("D8S1179", "13, 13", "13", "13"),
	}}))
	s := f.Specimens[0]
	if !s.Partial || !strings.Contains(s.Comment, "no result=vWA; raw D3S1358=[TCTA]12[TCTG]3") {
		t.Errorf("partial %v, comment %q", s.Partial, s.Comment)
	}
	if got := s.Profile().Canonical(); got != "D3S1358=15! D8S1179=13,13 FGA=22! TH01=9.3! SE33=!" {
		t.Errorf("profile %s", got)
	}
	if got := s.Loci[2].Alleles; len(got) != 1 || got[0].Value != ">20" {
		t.Errorf("%d values of a locus off its ladder", len(got))
	}
}

// What does not fit even so is refused with element and rule, before anything is sent.
func TestWhatCannotBeSaidIsRefused(t *testing.T) {
	s, _ := newStage(t)
	for reason, changes := range map[string]map[string]any{
		"cmf_specimencomment_length": {"reader": strings.Repeat("Сарапшы ", 40) + "."},
		"cmf_locusname_value":        {"loci": []any{map[string]any{"locus": "D99S999", "alleles": []string{"9"}}}},
		"cmf_allelevalue_length":     {"loci": []any{map[string]any{"locus": "FGA", "alleles": []string{"15_14_1_0_15"}}}},
		"cmf_allele_count":           {"loci": []any{map[string]any{"locus": "FGA", "alleles": strings.Fields("1 2 3 4 5 6 7 8 9")}}},
		"cmf_locus_absent":           {"loci": []any{}},
		"cmf_readingdatetime_value":  {"analysed_on": "1890-02-03"},
		"cmf_text":                   {"case_number": "1\x01"},
		"record_shape":               {"loci": "FGA 22"},
	} {
		ack, err := s.Deliver(context.Background(), profileDelivery("rec", 1, with(changes)))
		if err != nil || ack.State != connectors.Refused || ack.Reason != reason {
			t.Errorf("%s: %+v, %v", reason, ack, err)
		}
	}
	if list, err := s.Holdings(context.Background(), 0, 10); err != nil || len(list) != 0 {
		t.Errorf("held: %+v, %v", list, err)
	}
}

// The subsystem answers with what it was given, byte for byte.
func TestSubsystemReadsBack(t *testing.T) {
	s, web := newStage(t)
	for path, d := range map[string]connectors.Delivery{
		"/v1/specimens/spec": specimenDelivery("spec", 1), "/v1/subjects/subj": subjectDelivery("subj", 1),
	} {
		if ack, err := s.Deliver(context.Background(), d); err != nil || ack.State != connectors.Accepted {
			t.Fatalf("%s: %+v, %v", path, ack, err)
		}
		media, want, _ := encode(d)
		resp, err := web.Client().Get(web.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		got, _ := io.ReadAll(resp.Body)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != media || !bytes.Equal(got, want) {
			t.Errorf("%s: %d, %d bytes; want %d", path, resp.StatusCode, len(got), len(want))
		}
	}
}
