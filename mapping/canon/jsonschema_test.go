package canon

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// validator compiles a kind's schema with an independent implementation of draft 2020-12.
func validator(t *testing.T, k *Kind) *jsonschema.Schema {
	t.Helper()
	text, err := k.JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("kind.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("kind.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(t *testing.T, schema *jsonschema.Schema, object []byte) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(object))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(value)
}

// wire is a record as it travels, with all of its provenance.
func wire(t *testing.T, k *Kind, op Op, data []byte) []byte {
	t.Helper()
	out, err := json.Marshal(Record{
		ID: strings.Repeat("A2", 12), Kind: k.Name, Op: op, Order: Order{Major: 3}, Version: 1,
		Source:     Source{Agency: "penitentiary", Feed: "inmate", MessageID: "m-1", Part: 1, Parts: 1, Topic: "raw.inmate", SHA256: "aa"},
		Mapping:    Mapping{Name: "inmate", Version: 1, Hash: "bb"},
		ReceivedAt: time.Date(2026, 7, 12, 9, 0, 0, 0, time.UTC),
		Findings:   []Finding{{Grade: "W", Code: "iin_sex", Field: "person.sex"}},
		Data:       data,
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRecordsAreValidUnderTheirSchema(t *testing.T) {
	ref := func(string) string { return "object" }
	for kind, row := range map[string]string{"person": personRow, "fingerprint_registration": cardRow, "genomic_registration": profileRow} {
		k, batch := rows(t, kind, row)
		schema := validator(t, k)
		for _, w := range []Writing{{}, {Ref: ref}, {Ref: ref, Seal: mirror}, {Content: true}} {
			if err := validate(t, schema, wire(t, k, Put, k.AppendJSON(nil, batch, 0, w))); err != nil {
				t.Errorf("%s: %v", kind, err)
			}
		}
		if err := validate(t, schema, wire(t, k, Retract, nil)); err != nil {
			t.Errorf("%s: a retraction: %v", kind, err)
		}
	}
}

// Each case breaks one thing of a good row; the schema must not take it.
func TestSchemasRefuse(t *testing.T) {
	for _, c := range []struct{ kind, row, old, new string }{
		{"person", personRow, `"sex":"F"`, `"sex":"female"`},
		{"person", personRow, `"surname":"Сейітқызы",`, ``},
		{"person", personRow, `"1850-01"`, `"1850-13"`},
		{"person", personRow, `"1899-05-04"`, `"1899-05"`},
		{"person", personRow, `"scheme":"iin",`, ``},
		{"person", personRow, `"citizenship":"KAZ"`, `"citizenship":"kz"`},
		{"person", personRow, `"links":{`, `"links":{"shoe_size":43,`},
		{"person", personRow, `{"subject"`, `{"nickname":"x","subject"`},
		{"fingerprint_registration", cardRow, `"position":13`, `"position":39`},
		{"fingerprint_registration", cardRow, `"position":13`, `"position":"13"`},
		{"fingerprint_registration", cardRow, `"basis":"custody",`, ``},
		{"genomic_registration", profileRow, `"origin":"lab",`, ``},
		{"genomic_registration", profileRow, `"id":"S-1",`, ``},
		{"genomic_registration", profileRow, `"6","9.3"`, ``},
		{"genomic_registration", profileRow, `["21"]`, `[21]`},
	} {
		k, _ := Lookup(c.kind)
		broken := strings.Replace(c.row, c.old, c.new, 1)
		if broken == c.row {
			t.Fatalf("%q changes nothing", c.old)
		}
		if err := validate(t, validator(t, k), wire(t, k, Put, []byte(broken))); err == nil {
			t.Errorf("%s takes %s in place of %s", c.kind, c.new, c.old)
		}
	}
}

func TestSchemaIsDeterministic(t *testing.T) {
	for _, k := range Kinds() {
		one, _ := k.JSONSchema()
		two, _ := k.JSONSchema()
		if !bytes.Equal(one, two) || len(one) == 0 {
			t.Errorf("%s gives another schema the second time", k.Name)
		}
	}
}
