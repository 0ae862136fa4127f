package canon

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// golden compares text with a file of testdata, or writes the file with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is not what the kinds give now; if the change is meant, run the test with -update and look at the diff", file)
	}
}

func TestGoldenSchemas(t *testing.T) {
	for _, k := range Kinds() {
		golden(t, k.Name+".arrow.txt", []byte(k.Arrow().String()+"\n"))
		schema, err := k.JSONSchema()
		if err != nil {
			t.Fatal(err)
		}
		golden(t, k.Name+".schema.json", schema)
	}
}

func TestKindsAreFoundByName(t *testing.T) {
	for _, k := range Kinds() {
		if got, ok := Lookup(k.Name); !ok || got != k {
			t.Errorf("Lookup(%q) does not give the kind of Kinds", k.Name)
		}
	}
	if _, ok := Lookup("passport"); ok {
		t.Error("Lookup finds a kind that does not exist")
	}
}

func TestFieldsAreFoundByPath(t *testing.T) {
	k, _ := Lookup("fingerprint_registration")
	for path, want := range map[string]Type{
		"person": Struct, "person.surname": Text, "images": List, "images[].position": Integer, "date": Date, "observed_at": Timestamp,
	} {
		f, ok := k.Field(path)
		if !ok || f.Type != want || f.Path != path {
			t.Errorf("%s: %+v", path, f)
		}
	}
	if _, ok := k.Field("images.position"); ok {
		t.Error("a path without [] is found")
	}
}

// The fields that a kind cannot do without, as the law and the design have them.
func TestRequiredFields(t *testing.T) {
	for kind, paths := range map[string][]string{
		"person":                   {"subject", "subject.scheme", "person", "person.surname", "person.birth_date", "person.sex", "person.citizenship"},
		"fingerprint_registration": {"subject", "subject.scheme", "basis", "images[].sha256"},
		"genomic_registration":     {"subject", "specimen", "specimen.id", "origin", "loci", "loci[].locus", "loci[].alleles"},
	} {
		k, _ := Lookup(kind)
		for _, path := range paths {
			if f, ok := k.Field(path); !ok || !f.Required {
				t.Errorf("%s: %s is not required", kind, path)
			}
		}
	}
	k, _ := Lookup("person")
	if f, _ := k.Field("person.patronymic"); f.Required {
		t.Error("a patronymic is required, though not every person has one")
	}
}

func TestEveryLabelStandsInEveryLanguage(t *testing.T) {
	for _, k := range Kinds() {
		for _, f := range allFields(k.Fields) {
			for _, lang := range Langs {
				if f.Labels[lang] == "" {
					t.Errorf("%s: %s has no label in %s", k.Name, f.Path, lang)
				}
			}
		}
	}
	for _, name := range CodeListNames() {
		list, _ := Codes(name)
		for _, c := range list.Codes {
			if c.Code == "" || c.Source == "" || c.Labels["kk"] == "" || c.Labels["ru"] == "" || c.Labels["en"] == "" {
				t.Errorf("code list %s: %q lacks a label or its source", name, c.Code)
			}
		}
	}
}

func TestEveryCodeListIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, k := range Kinds() {
		for _, f := range allFields(k.Fields) {
			used[f.Codes] = true
		}
	}
	for _, name := range CodeListNames() {
		if !used[name] {
			t.Errorf("no field uses the code list %s", name)
		}
	}
}

func TestCodesHoldOnTheirDays(t *testing.T) {
	countries, _ := Codes("country")
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		code, on string
		want     bool
	}{
		{"KAZ", "2026-07-12", true}, {"XXA", "2026-07-12", true}, {"SUN", "1989-01-01", true}, {"SUN", "1992-08-30", true},
		{"SUN", "1992-08-31", false}, {"SCG", "2003-07-22", false}, {"SCG", "2005-01-01", true}, {"kaz", "2026-07-12", false}, {"", "2026-07-12", false},
	} {
		if got := countries.Has(c.code, day(c.on)); got != c.want {
			t.Errorf("%q on %s: %v", c.code, c.on, got)
		}
	}
	if !countries.Has("SUN", time.Time{}) {
		t.Error("without a day, a code of the past is not found")
	}
	if got := countries.Label("KAZ", "kk", time.Time{}); got != "Қазақстан" {
		t.Errorf("label of KAZ in Kazakh: %q", got)
	}
}
