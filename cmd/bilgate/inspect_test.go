package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	goodCard = "../../fixtures/penitentiary.tenprint/good/push.an2"
	goodCMF  = "../../fixtures/penitentiary.dna/good-cmf/push.xml"
	zone     = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
)

// inspection is what scripts read of a report.
type inspection struct {
	Format, SHA256, Document string
	Size                     int
	Records                  []struct{ Index, Offset, Length int }
	Findings                 []struct{ Grade, Rule, Message string }
}

// fileOf writes a file of this content.
func fileOf(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "ERIKSSON.file")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestInspectExitCodes: 0 for what was read, 2 for what cannot be used; the report is on standard output either way.
func TestInspectExitCodes(t *testing.T) {
	card, err := os.ReadFile(goodCard)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, content, format string
		code                  int
	}{
		{"card", string(card), "ansi-nist-itl", 0},
		{"card that is cut", string(card[:3000]), "ansi-nist-itl", wrongInput},
		{"passport", zone, "icao-9303-mrz", 0},
		{"passport with a wrong digit", strings.Replace(zone, "7408122", "7408123", 1), "icao-9303-mrz", 0},
		{"passport that is cut", zone[:80], "icao-9303-mrz", wrongInput},
		{"nothing", "", "unknown", wrongInput},
		{"one byte", "1", "unknown", wrongInput},
	} {
		r := bilgate(t, "inspect", "--json", fileOf(t, c.content))
		got := decodeJSON[inspection](t, r.stdout)
		if r.code != c.code || r.stderr != "" || got.Format != c.format || got.Size != len(c.content) || got.Findings == nil {
			t.Errorf("%s: exit %d, %q, %+v", c.name, r.code, r.stderr, got)
		}
		if strings.Contains(r.stdout, "ERIKSSON.file") {
			t.Errorf("%s: the file's name is in the report", c.name)
		}
	}
}

func TestInspectShape(t *testing.T) {
	const recognised = ", recognised {reason text, sure bool}, "
	hasShape(t, must(t, "inspect", "--json", fileOf(t, zone)),
		"{document text, fields {birth text, code text, expiry text, given_names [text], name_truncated bool, nationality text, number text, "+
			"optional1 text, optional2 text, personal_number text, sex text, state text, surname text}, findings [], format text"+recognised+"sha256 text, size number}")
	wrong := bilgate(t, "inspect", "--json", fileOf(t, strings.Replace(zone, "7408122", "7408123", 1)))
	if !strings.Contains(shape(decodeJSON[any](t, wrong.stdout)), "findings [{column number, expected text, field text, found text, grade text, line number, message text, offset number, record number, rule text}]") {
		t.Error(wrong.stdout)
	}
	hasShape(t, must(t, "inspect", "--json", goodCMF),
		"{findings [{field text, grade text, message text, offset number, record number, rule text}], format text, profiles [{class text, loci [{alleles [text], incomplete bool, locus text, raw text}], sample text}]"+
			recognised+"sha256 text, size number}")
}

func TestInspectWritesAgain(t *testing.T) {
	want, err := os.ReadFile(goodCard)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "again.an2")
	if text := must(t, "inspect", "--rewrite", out, goodCard); !strings.Contains(text, "byte for byte") {
		t.Error(text)
	}
	if got, err := os.ReadFile(out); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v, %d bytes of %d", err, len(got), len(want))
	}
	sentenceAfter(t, bilgate(t, "inspect", "--rewrite", out, fileOf(t, zone)), "read only")
}

func TestInspectWritesAnImage(t *testing.T) {
	out := filepath.Join(t.TempDir(), "thumb.png")
	if text := must(t, "inspect", "--image", "2", "--out", out, goodCard); !strings.Contains(text, "24 × 24 pixels") {
		t.Error(text)
	}
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if picture, err := png.Decode(f); err != nil || picture.Bounds().Dx() != 24 {
		t.Errorf("%v", err)
	}
	if info, _ := f.Stat(); info.Mode().Perm() != 0o600 {
		t.Errorf("others may read a person's print: %v", info.Mode())
	}
	sentenceAfter(t, bilgate(t, "inspect", "--image", "1", "--out", out, goodCard), "record 1 holds no image")
	if got := decodeJSON[inspection](t, must(t, "inspect", "--json", "--image", "2", "--out", out, goodCard)); len(got.Records) != 14 {
		t.Errorf("%+v", got)
	}
}

// sentenceAfter wants exit code 2 and one sentence on standard error, the report before it or not.
func sentenceAfter(t *testing.T, r result, says string) {
	t.Helper()
	if r.code != wrongInput || !strings.Contains(r.stderr, says) || strings.Count(r.stderr, "\n") != 1 {
		t.Errorf("exit %d, %q, want %q", r.code, r.stderr, says)
	}
}

func TestInspectMisuse(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ args, says string }{
		{"inspect", "`bilgate inspect --help`"},
		{"inspect /no/such/file", "no such file"},
		{"inspect " + dir, "is a folder"},
		{"inspect --image 1 " + goodCard, "[image out]"},
		{"inspect --dg x=y " + goodCard, "N=FILE"},
		{"inspect --dg 17=y " + goodCard, "from 1 to 16"},
		{"inspect --dg 1=/no/such/file " + goodCard, "no such file"},
		{"inspect --trust " + goodCard + " " + goodCard, "neither a master list nor a certificate"},
	} {
		r := bilgate(t, strings.Fields(c.args)...)
		if r.stdout != "" {
			t.Errorf("%s: stdout %.80q", c.args, r.stdout)
		}
		sentenceAfter(t, r, c.says)
	}
	sentenceAfter(t, bilgate(t, "inspect", "--rewrite", "/no/such/folder/x", goodCard), "no such file")
}

func TestInspectReadsStandardInput(t *testing.T) {
	cmd := command(t, "inspect", "--json", "-")
	cmd.Stdin = strings.NewReader(zone)
	out, err := cmd.Output()
	if got := decodeJSON[inspection](t, string(out)); err != nil || got.Document != "TD3" || len(got.Findings) > 0 {
		t.Errorf("%v, %+v", err, got)
	}
}
