package mapping

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"bilgate/mapping/canon"
)

// editorSchema compiles the schema of a feed.
func editorSchema(t *testing.T, in *arrow.Schema, kinds ...*canon.Kind) *jsonschema.Schema {
	t.Helper()
	text, err := EditorSchema(in, kinds...)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:test", document); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("urn:test")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// asJSON is a YAML file as editors hand it to a schema.
func asJSON(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return asJSON(n.Content[0])
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			out[n.Content[i].Value] = asJSON(n.Content[i+1])
		}
		return out
	case yaml.SequenceNode:
		out := []any{}
		for _, item := range n.Content {
			out = append(out, asJSON(item))
		}
		return out
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if json.Valid([]byte(n.Value)) {
			return json.Number(n.Value)
		}
	}
	return n.Value
}

func validate(t *testing.T, schema *jsonschema.Schema, file string) error {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var n yaml.Node
	if err := yaml.Unmarshal(text, &n); err != nil {
		t.Fatal(err)
	}
	return schema.Validate(asJSON(&n))
}

// structural are the problems that the schema must find too: those of the file's structure and names.
var structural = []string{"key.unknown", "key.missing", "yaml.kind", "to", "version", "name.kind", "target.unknown", "target.list", "target.struct", "skip.reason"}

// TestEditorSchemaAndPairs: every good file is valid; a bad one is not if its fault is one of structure.
func TestEditorSchemaAndPairs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	refused, schemas := 0, map[*canon.Kind]*jsonschema.Schema{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var n yaml.Node
		if yaml.Unmarshal(text, &n) != nil || len(n.Content) == 0 {
			continue
		}
		var head struct{ To string }
		_ = yaml.Unmarshal(text, &head) // a file whose to is no text has no kind
		k, ok := canon.Lookup(head.To)
		if !ok {
			k = kind(t, "person")
		}
		problems := Problems(nil)
		if strings.HasSuffix(file, ".good.yaml") || strings.HasSuffix(file, ".bad.yaml") {
			problems = compilePair(t, filepath.Base(file))
		}
		if schemas[k] == nil {
			schemas[k] = editorSchema(t, pairSchema(k), k)
		}
		invalid := schemas[k].Validate(asJSON(&n))
		at := slices.IndexFunc(problems, func(p Problem) bool { return p.File == filepath.Base(file) && slices.Contains(structural, p.Code) })
		switch {
		case strings.HasSuffix(file, ".good.yaml") && invalid != nil:
			t.Errorf("%s is in order: %v", file, invalid)
		case at >= 0 && invalid == nil:
			t.Errorf("%s is valid, in spite of %v", file, problems[at])
		case invalid != nil:
			refused++
		}
	}
	if refused < 15 {
		t.Errorf("%d files are refused", refused)
	}
}

// TestEditorSchemaOfAllKinds: without a feed, the kind decides by to.
func TestEditorSchemaOfAllKinds(t *testing.T) {
	schema := editorSchema(t, nil, canon.Kinds()...)
	files, err := filepath.Glob("../connectors/*/mapping/*/*.yaml")
	if err != nil || len(files) < 4 {
		t.Fatalf("%v: %v", files, err)
	}
	for _, file := range files {
		if err := validate(t, schema, file); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	wrong := map[string]any{"mapping": "a.b", "version": 1, "to": "person", "fields": map[string]any{"kit": "src.kit"}}
	if schema.Validate(wrong) == nil {
		t.Error("a field of another kind is valid")
	}
}

// TestEditorSchemaSays: a field is described with its labels, its law and its type.
func TestEditorSchemaSays(t *testing.T) {
	text, err := EditorSchema(inmateSchema(), kind(t, "person"))
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs struct {
			Mapping struct {
				Properties struct {
					Fields struct {
						Properties map[string]struct{ Title, Description string }
					}
				}
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	sex := schema.Defs.Mapping.Properties.Fields.Properties["person.sex"]
	for _, want := range []string{"text, required", "kk: Жынысы", "ru: Пол", "en: Sex", "Source: ", "Sensitivity: personal"} {
		if !strings.Contains(sex.Description, want) {
			t.Errorf("no %q in %q", want, sex.Description)
		}
	}
}
