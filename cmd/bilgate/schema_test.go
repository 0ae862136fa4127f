package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/twmb/avro"
	"go.yaml.in/yaml/v4"

	"bilgate/mapping/canon"
)

func TestSchemaExportAvro(t *testing.T) {
	for _, k := range canon.Kinds() {
		if _, err := avro.Parse(must(t, "schema", "export", "--format", "avro", k.Name)); err != nil {
			t.Errorf("%s: %v", k.Name, err)
		}
	}
}

func TestSchemaDictionary(t *testing.T) {
	all := must(t, "schema", "dictionary", "--lang", "kk", "--format", "html")
	one := must(t, "schema", "dictionary", "person", "--lang", "ru")
	if !strings.Contains(all, `<html lang="kk">`) || !strings.Contains(all, "genomic_registration") {
		t.Errorf("%.300s", all)
	}
	if !strings.Contains(one, "Фамилия") || strings.Contains(one, "`loci`") {
		t.Errorf("%.300s", one)
	}
}

func TestSchemaUsage(t *testing.T) {
	for _, c := range []struct{ args, says string }{
		{"schema export --format xml person", "json-schema, arrow, avro"},
		{"schema dictionary nothing", "person"},
		{"schema dictionary --lang tr", "kk, ru, en"},
		{"schema dictionary --format pdf", "markdown, html"},
		{"schema diff person nothing", "neither a kind"},
		{"schema diff person ./nothing.yaml", "no such file"},
		{"schema diff person genomic_registration", "two definitions of one kind"},
		{"schema diff person", "`bilgate schema diff --help`"},
	} {
		r := bilgate(t, strings.Fields(c.args)...)
		sentence(t, r, wrongInput, c.says)
	}
}

// draftOf writes a built-in kind's definition anew, with one replacement.
func draftOf(t *testing.T, kind, old, new string) string {
	t.Helper()
	dir := t.TempDir()
	changed := false
	for _, name := range []string{kind, "shared"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "mapping", "canon", "kinds", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		draft := strings.Replace(string(text), old, new, 1)
		changed = changed || draft != string(text)
		if err := os.WriteFile(filepath.Join(dir, name+".yaml"), []byte(draft), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if !changed {
		t.Fatalf("%s has no %q", kind, old)
	}
	return filepath.Join(dir, kind+".yaml")
}

// TestSchemaDiff: a break without a higher version has exit code 1 and names its readers, the mapping among them.
func TestSchemaDiff(t *testing.T) {
	same := must(t, "schema", "diff", "person", draftOf(t, "person", "en: Ethnicity", "en: Nationality"))
	if !strings.Contains(same, "person.ethnicity: label changed") || !strings.Contains(same, "breaks readers: no") {
		t.Error(same)
	}
	sex := strings.Join([]string{"      - name: sex\n        type: text\n        codes: sex", "      - name: gender\n        type: text\n        codes: sex"}, "|")
	old, new, _ := strings.Cut(sex, "|")
	renamed := draftOf(t, "fingerprint_registration", old, new)
	r := bilgate(t, "schema", "diff", "fingerprint_registration", renamed)
	sentence(t, result{r.code, "", r.stderr}, failed, "raise `version`")
	for _, says := range []string{
		"person.gender: added, optional text", "person.sex: removed", "breaks Arrow and Parquet",
		"breaks mapping penitentiary.tenprint: mapping.yaml:", "breaks readers: yes",
	} {
		if !strings.Contains(r.stdout, says) {
			t.Errorf("no %q in\n%s", says, r.stdout)
		}
	}
}

func TestSchemaDiffJSON(t *testing.T) {
	file := draftOf(t, "genomic_registration", "version: 1", "version: 2")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wider := strings.Replace(string(text), "feeds: [genomic]", "feeds: [fingerprint]", 1)
	if err := os.WriteFile(file, []byte(wider), 0o600); err != nil {
		t.Fatal(err)
	}
	var got struct {
		From        int  `json:"from_version"`
		To          int  `json:"to_version"`
		Breaks      bool `json:"breaks_readers"`
		Refused     string
		Differences []canon.Difference
	}
	if err := json.Unmarshal([]byte(must(t, "schema", "diff", "--json", "genomic_registration", file)), &got); err != nil {
		t.Fatal(err)
	}
	if got.From != 1 || got.To != 2 || !got.Breaks || got.Refused != "" || len(got.Differences) != 1 || len(got.Differences[0].Breaks) != 2 {
		t.Errorf("%+v", got)
	}
}

// TestSchemaAsyncAPI: JSON and YAML say the same, every reference has its end, every example is valid under the
// payload's schema, and the golden file is what the kinds give.
func TestSchemaAsyncAPI(t *testing.T) {
	text := must(t, "schema", "asyncapi", "--json")
	written := must(t, "schema", "asyncapi")
	var doc, same map[string]any
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(written), &same); err != nil {
		t.Fatal(err)
	}
	if a, b := marshal(t, doc), marshal(t, same); !bytes.Equal(a, b) {
		t.Error("YAML and JSON differ")
	}
	checkReferences(t, doc, doc)
	checkExamples(t, doc, text)
	goldenSchema(t, "asyncapi.yaml", written)
}

func checkReferences(t *testing.T, doc map[string]any, at any) {
	t.Helper()
	switch v := at.(type) {
	case map[string]any:
		if to, ok := v["$ref"].(string); ok && pointed(doc, to) == nil {
			t.Errorf("%s leads nowhere", to)
		}
		for _, below := range v {
			checkReferences(t, doc, below)
		}
	case []any:
		for _, below := range v {
			checkReferences(t, doc, below)
		}
	}
}

// pointed follows a reference within a document.
func pointed(doc map[string]any, to string) any {
	var at any = doc
	for _, name := range strings.Split(strings.TrimPrefix(to, "#/"), "/") {
		members, _ := at.(map[string]any)
		at = members[name]
	}
	return at
}

func checkExamples(t *testing.T, doc map[string]any, text string) {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft7)
	compiler.AssertFormat()
	if err := compiler.AddResource("asyncapi.json", document); err != nil {
		t.Fatal(err)
	}
	for _, k := range canon.Kinds() {
		schema, err := compiler.Compile("asyncapi.json#/components/schemas/" + k.Name)
		if err != nil {
			t.Fatal(err)
		}
		message := pointed(doc, "#/components/messages/"+k.Name).(map[string]any)
		example := message["examples"].([]any)[0].(map[string]any)["payload"].(map[string]any)
		if err := schema.Validate(example); err != nil {
			t.Errorf("%s: %v", k.Name, err)
		}
		delete(example, "id")
		if schema.Validate(example) == nil {
			t.Errorf("%s: a record without id is valid", k.Name)
		}
	}
}

func goldenSchema(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != text {
		t.Errorf("%s is not what the kinds give now; if the change is meant, run the test with -update and look at the difference", file)
	}
}
