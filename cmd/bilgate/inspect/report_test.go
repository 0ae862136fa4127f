package inspect

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bilgate/connectors/format/cms"
)

// parsed is the JSON of a report as a script reads it.
type parsed struct {
	Format, SHA256 string
	Size           int
	Records        []struct {
		Index, Offset, Length int
		Type, IDC             *int
		Image                 *Image
	}
	Findings []struct {
		Grade, Field, Rule, Message, Found, Expected string
		Record, Offset, Line, Column                 int
	}
	Document  string
	Fields    *Fields
	Profiles  []Profile
	Signature cms.Verdict
	Chain     cms.Verdict
	Digest    string
	Groups    []struct {
		Number int
		Digest string
	} `json:"data_groups"`
	Verified []struct {
		Number int
		Result string
	}
}

func read(t testing.TB, data []byte, o Options) parsed {
	t.Helper()
	o.Today = today
	text, err := json.Marshal(Read(data, o))
	if err != nil {
		t.Fatal(err)
	}
	var p parsed
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatalf("%v in %.400s", err, text)
	}
	return p
}

// TestJSONMembers: every report has the four members, in this order, and one of records, document or profiles.
func TestJSONMembers(t *testing.T) {
	for name, data := range madeFiles(t) {
		text, err := json.Marshal(Read(data, Options{Today: today}))
		if err != nil {
			t.Fatal(name, err)
		}
		d := json.NewDecoder(bytes.NewReader(text))
		var names []string
		d.Token()
		for d.More() {
			key, _ := d.Token()
			names = append(names, key.(string))
			var skip json.RawMessage
			if err := d.Decode(&skip); err != nil {
				t.Fatal(name, err)
			}
		}
		own := map[string]string{"tenprint": "records", "png": "records", "jp2": "records", "jpeg": "records", "mrz": "document", "dg1": "document", "cmf": "profiles", "genotype-table": "profiles", "codis-table": "profiles"}[name]
		if !slices.Equal(names[:3], []string{"format", "size", "sha256"}) || names[len(names)-1] != "findings" || !slices.Contains(names, own) {
			t.Errorf("%s: %q", name, names)
		}
	}
}

func TestTransaction(t *testing.T) {
	p := read(t, madeFiles(t)["tenprint"], Options{})
	if p.Format != "ansi-nist-itl" || len(p.Records) != 14 || p.Records[0].IDC != nil || *p.Records[2].Type != 14 || *p.Records[2].IDC != 1 {
		t.Fatalf("%s, %d records", p.Format, len(p.Records))
	}
	i := p.Records[2].Image
	if i == nil || i.Width != 24 || i.Height != 24 || i.PPI != 500 || i.Compression != "NONE" || i.Bytes != 576 || len(i.SHA256) != 64 {
		t.Errorf("%+v", i)
	}
	if p.Records[11].Image != nil {
		t.Error("a missing finger has an image")
	}
}

// TestImagesOfATransactionAreRead: a damaged image is a finding of its record, at its offset in the file.
func TestImagesOfATransactionAreRead(t *testing.T) {
	data := transactionWith(t, pngFile(t))
	if p := read(t, data, Options{}); len(p.Findings) > 0 {
		t.Fatalf("a good image: %+v", p.Findings)
	}
	at := bytes.Index(data, []byte("IDAT")) + 6
	data[at] ^= 0xFF
	p := read(t, data, Options{})
	for _, f := range p.Findings {
		if f.Rule == "image_checksum" && f.Grade == "E" && f.Record == 1 && f.Field == "14.999" && f.Offset == at-10 {
			return
		}
	}
	t.Errorf("%+v", p.Findings)
}

func TestZone(t *testing.T) {
	p := read(t, []byte(specimen), Options{Reveal: true})
	if p.Format != "icao-9303-mrz" || p.Document != "TD3" || len(p.Findings) > 0 || p.Fields.Number != "L898902C3" || p.Fields.Birth != "1974-08-12" {
		t.Errorf("%+v %+v", p, p.Fields)
	}
	for name, c := range map[string]struct {
		text         string
		line, column int
		offset       int
	}{
		"two lines": {strings.Replace(specimen, "7408122", "7408123", 1), 2, 20, 64},
		"CRLF":      {strings.ReplaceAll(strings.Replace(specimen, "7408122", "7408123", 1), "\n", "\r\n"), 2, 20, 65},
		"joined":    {strings.ReplaceAll(strings.Replace(specimen, "7408122", "7408123", 1), "\n", ""), 2, 20, 63},
	} {
		p := read(t, []byte(c.text), Options{})
		f := p.Findings[0]
		if f.Grade != "E" || f.Field != "birth" || f.Line != c.line || f.Column != c.column || f.Found != "3" || f.Expected != "2" || f.Offset != c.offset || c.text[f.Offset] != '3' {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

func TestProfiles(t *testing.T) {
	masked := read(t, madeFiles(t)["cmf"], Options{})
	open := read(t, madeFiles(t)["cmf"], Options{Reveal: true})
	if len(open.Profiles) == 0 || open.Profiles[0].Class == "" || len(open.Profiles[0].Loci) < 6 {
		t.Fatalf("%+v", open.Profiles)
	}
	for i, l := range open.Profiles[0].Loci {
		hidden := masked.Profiles[0].Loci[i]
		if l.Locus != hidden.Locus || len(l.Alleles) == 0 || strings.Trim(strings.Join(hidden.Alleles, ""), "9x") != "" || strings.Trim(hidden.Raw, "9x, ") != "" {
			t.Errorf("%s: %q masked as %q, %q", l.Locus, l.Alleles, hidden.Alleles, hidden.Raw)
		}
	}
}

// TestNothingPersonalIsShown: no text, no number of a person and no genotype without --reveal, and none in findings at all.
func TestNothingPersonalIsShown(t *testing.T) {
	card := string(madeFiles(t)["tenprint"])
	_, after, _ := strings.Cut(card, "2.010:")
	surname, _, _ := strings.Cut(after, "\x1d")
	_, after, _ = strings.Cut(card, "2.017:")
	number, _, _ := strings.Cut(after, "\x1d")
	secrets := map[string][]string{
		"tenprint": {surname, number}, "mrz": {"ERIKSSON", "L898902C3", "740812"}, "dg1": {"ERIKSSON", "L898902C3", "740812"},
	}
	for name, words := range secrets {
		data := madeFiles(t)[name]
		for _, reveal := range []bool{false, true} {
			r := Read(data, Options{Reveal: reveal, Today: today})
			var face bytes.Buffer
			r.WriteText(&face)
			text, _ := json.Marshal(r)
			for _, word := range words {
				if strings.Contains(face.String()+string(text), word) && !reveal {
					t.Errorf("%s: %q is shown", name, word)
				}
				if found, _ := json.Marshal(r.Findings); strings.Contains(string(found), word) {
					t.Errorf("%s: %q is in a finding", name, word)
				}
			}
		}
	}
}

// TestCuts: any cut of any file has a report without a panic, and one that says so of the formats that can.
func TestCuts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, data := range allFiles(t) {
		said := 0
		for n := range 1000 {
			at := n
			if len(data) > 1000 && n > 50 {
				at = random.IntN(len(data))
			}
			if at >= len(data) {
				break
			}
			r := Read(data[:at], Options{Today: today})
			var face bytes.Buffer
			r.WriteText(&face)
			if _, err := json.Marshal(r); err != nil {
				t.Fatalf("%s cut at %d: %v", name, at, err)
			}
			for _, f := range r.Findings {
				if f.Offset < 0 || f.Offset > at || f.Rule == "" || f.Message == "" || !strings.Contains("FEWP", f.Grade) {
					t.Fatalf("%s cut at %d: %+v", name, at, f)
				}
			}
			if r.Unusable() {
				said++
			} else if name == "tenprint" {
				t.Errorf("%s cut at %d of %d is taken for whole", name, at, len(data))
			}
		}
		if said == 0 {
			t.Errorf("%s: no cut is refused", name)
		}
	}
}

func TestTinyInput(t *testing.T) {
	if r := Read(nil, Options{}); !r.Unusable() || r.Findings[0].Rule != "empty" || r.Format != "unknown" {
		t.Errorf("%+v", r)
	}
	for b := range 256 {
		if r := Read([]byte{byte(b)}, Options{}); !r.Unusable() {
			t.Errorf("one byte %02X is taken for a file: %s", b, r.Format)
		}
	}
}
