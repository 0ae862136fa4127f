package mapping

import (
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
)

const sourceSample = `source: sample.feed
format: json
fields:
  - {name: n, type: integer, required: true}
  - {name: fio, type: list}
  - {name: counts, type: list, items: integer}
  - name: address
    type: struct
    required: true
    fields:
      - {name: city, type: text}
      - {name: known, type: boolean}
  - name: documents
    type: list
    sensitivity: genomic
    fields:
      - {name: number, type: text, required: true, sensitivity: open}
`

func sourceSampleSchema() *arrow.Schema {
	text, whole, truth := arrow.BinaryTypes.String, arrow.PrimitiveTypes.Int64, arrow.FixedWidthTypes.Boolean
	return arrow.NewSchema([]arrow.Field{
		{Name: "n", Type: whole},
		{Name: "fio", Type: arrow.ListOfNonNullable(text), Nullable: true},
		{Name: "counts", Type: arrow.ListOfNonNullable(whole), Nullable: true},
		{Name: "address", Type: arrow.StructOf(arrow.Field{Name: "city", Type: text, Nullable: true}, arrow.Field{Name: "known", Type: truth, Nullable: true})},
		{Name: "documents", Type: arrow.ListOfNonNullable(arrow.StructOf(arrow.Field{Name: "number", Type: text, Metadata: said("open")})), Nullable: true, Metadata: said("genomic")},
	}, nil)
}

func said(sensitivity string) arrow.Metadata {
	return arrow.MetadataFrom(map[string]string{SensitivityKey: sensitivity})
}

func TestSourceFileIsReadAndWritten(t *testing.T) {
	schema, problems := ParseSource([]byte(sourceSample), "source.yaml")
	if problems != nil || !schema.Equal(sourceSampleSchema()) {
		t.Fatalf("%v, %v", schema, problems)
	}
	text, err := FormatSource("sample.feed", schema)
	if err != nil || string(text) != sourceSample {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestSourceFileIsNotWrittenOfOtherTypes(t *testing.T) {
	for _, typ := range []arrow.DataType{arrow.PrimitiveTypes.Float64, arrow.ListOf(arrow.ListOf(arrow.BinaryTypes.String)), arrow.ListOf(arrow.PrimitiveTypes.Float32)} {
		if text, err := FormatSource("x", arrow.NewSchema([]arrow.Field{{Name: "a", Type: typ}}, nil)); err == nil {
			t.Errorf("%s is written as %s", typ, text)
		}
	}
}

const jsonSchemaSample = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "A sample",
  "required": ["n", "address", "maybe"],
  "properties": {
    "n": {"type": "integer", "minimum": 0},
    "maybe": {"type": ["string", "null"], "pattern": "^a"},
    "address": {"type": "object", "properties": {"city": {"type": "string"}}},
    "documents": {"type": "array", "items": {"type": "object", "required": ["number"], "properties": {"number": {"type": "string"}}}}
  }
}`

func TestJSONSchemaIsASourceFile(t *testing.T) {
	schema, problems := ParseSource([]byte(jsonSchemaSample), "source.json")
	text := arrow.BinaryTypes.String
	want := arrow.NewSchema([]arrow.Field{
		{Name: "n", Type: arrow.PrimitiveTypes.Int64},
		{Name: "maybe", Type: text, Nullable: true},
		{Name: "address", Type: arrow.StructOf(arrow.Field{Name: "city", Type: text, Nullable: true})},
		{Name: "documents", Type: arrow.ListOfNonNullable(arrow.StructOf(arrow.Field{Name: "number", Type: text})), Nullable: true},
	}, nil)
	if problems != nil || !schema.Equal(want) {
		t.Errorf("%v, %v", schema, problems)
	}
}

// Each case changes one thing of a good file and names the problem that must be said, with its place.
func TestSourceFileNamesTheFaultAndItsPlace(t *testing.T) {
	for _, c := range []struct{ text, old, new, want string }{
		{sourceSample, "type: integer, required", "type: intger, required", `4:21: there is no type "intger"; did you mean "integer"?`},
		{sourceSample, "name: n,", "name: имя,", `4:12: "имя" is no name that a mapping can say`},
		{sourceSample, "name: fio", "name: n", `5:12: the field "n" stands here twice, first in line 4`},
		{sourceSample, "items: integer", "items: list", `6:39: no list holds items of type "list"`},
		{sourceSample, "type: text, required: true", "type: text, required: yes please", "required is true or false"},
		{sourceSample, "format: json", "format: xml", `2:9: no source file describes the format "xml"`},
		{sourceSample, "source: sample.feed", "source: Sample", "1:9: a source's name"},
		{sourceSample, "sensitivity: genomic", "sensitivity: genom", `there is no sensitivity "genom"; did you mean "genomic"?`},
		{sourceSample, "type: struct", "type: text", "only a struct or a list has fields"},
		{sourceSample, "{name: city, type: text}", "{name: city}", `the key "type" is missing`},
		{sourceSample, "{name: city, type: text}", "{type: text}", `the key "name" is missing`},
		{sourceSample, "name: n, type", "name: n, colour: red, type", `unknown key "colour"`},
		{"fields: []\n", "", "", "fields is a list of at least one field"},
		{"", "", "", "the file is empty"},
		{"\xff", "", "", "the file is not UTF-8"},
		{"fields: [", "", "", "the file is not YAML"},
		{jsonSchemaSample, `"integer", "minimum"`, `"number", "minimum"`, "a property needs one type"},
		{jsonSchemaSample, `{"type": "string"}}}`, `{"$ref": "#/x"}}}`, "$ref, oneOf and the like are not followed"},
		{jsonSchemaSample, `"address", "maybe"`, `"adress", "maybe"`, `required names "adress"`},
		{jsonSchemaSample, `"items"`, `"item"`, "an array needs items"},
	} {
		schema, problems := ParseSource([]byte(strings.Replace(c.text, c.old, c.new, 1)), "source.yaml")
		if schema != nil || !strings.Contains(problems.Error(), c.want) {
			t.Errorf("%s → %s: want %q in\n%v", c.old, c.new, c.want, problems)
		}
	}
}

func TestSourceFileSaysAllFaultsAtOnce(t *testing.T) {
	_, problems := ParseSource([]byte(strings.NewReplacer("integer", "whole", "boolean", "truth", "json", "xml").Replace(sourceSample)), "source.yaml")
	if len(problems) != 4 {
		t.Errorf("%d problems:\n%v", len(problems), problems)
	}
}

// TestSourceFileIsBounded: deeper than anybody's records.
func TestSourceFileIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("fields:\n")
	for depth := range maxSourceDepth + 2 {
		indent := strings.Repeat("  ", 2*depth+1)
		b.WriteString(indent + "- name: a\n" + indent + "  type: struct\n" + indent + "  fields:\n")
	}
	_, problems := ParseSource([]byte(b.String()), "source.yaml")
	if len(problems) != 1 || problems[0].Code != "bound" {
		t.Errorf("%v", problems)
	}
	if _, problems = ParseSource(make([]byte, maxFileBytes+1), "source.yaml"); len(problems) != 1 || problems[0].Code != "bound" {
		t.Errorf("%d problems", len(problems))
	}
}
