package canon

import (
	"strings"
	"testing"
)

const goodKind = `kind: sample
version: 1
labels: {kk: a, ru: b, en: c}
feeds: [genomic]
fields:
  - include: subject
  - name: note
    type: text
    labels: {kk: a, ru: b, en: c}
    source: somewhere
    note: A sentence.
`

func TestParseAcceptsADefinition(t *testing.T) {
	k, err := Parse([]byte(goodKind), "sample.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, ok := k.Field("subject.value")
	if !ok || f.Key != SchemeKey || f.Sensitivity != Personal || f.Labels["kk"] == "" {
		t.Errorf("the included group: %+v", f)
	}
	if k.Arrow().NumFields() != 2 {
		t.Errorf("%d fields in the Arrow schema", k.Arrow().NumFields())
	}
}

// Each case changes one thing of the good definition and names the fault that must be said, with its place.
func TestParseNamesTheFaultAndItsPlace(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"version: 1", "version: 0", "sample.yaml:2:10: version is missing or less than 1"},
		{"kind: sample", "kind: Sample", "sample.yaml:1:7: kind must be lower-case"},
		{"type: text", "type: string", `sample.yaml:8:11: field "note": type is missing or unknown`},
		{"ru: b, en: c}\n    source", "en: c}\n    source", "sample.yaml:9:13: label in ru is missing"},
		{"    source: somewhere\n", "", `field "note": source is missing`},
		{"    note: A sentence.\n", "", `field "note": note is missing`},
		{"type: text", "type: text\n    codes: planets", `sample.yaml:9:12: field "note": no code list has this name`},
		{"type: text", "type: date\n    codes: sex", "only text and integer have a code list"},
		{"type: text", "type: text\n    partial: true", "only a date can be partial"},
		{"type: text", "type: text\n    sensitivity: secret", "sensitivity is open, personal, biometric or genomic"},
		{"type: text", "type: text\n    colour: red", `sample.yaml:9:5: unknown key "colour"`},
		{"type: text", "type: text\n    type: text", `key "type" stands here twice`},
		{"type: text", "type: integer\n    key: card", "a key is text outside lists"},
		{"type: text", "type: text\n    key: name", "key is iin, card, specimen or scheme"},
		{"type: text", "type: text\n    key: scheme", "needs a field scheme beside it"},
		{"type: text", "type: text\n    reference: true", "a reference needs a field sha256 beside it"},
		{"type: text", "type: struct", "fields must be a list of at least one field"},
		{"name: note", "name: findings", "belongs to a record's provenance"},
		{"name: note", "name: sealed", "the name marks a sealed value"},
		{"name: note", "include: subject", `field "subject" stands here twice`},
		{"include: subject", "include: nobody", `no shared group is called "nobody"`},
		{"include: subject", "include: subject\n    require: [shoe_size]", `require names "shoe_size"`},
		{"feeds: [genomic]", "feeds: {}", "the value has the wrong type"},
		{goodKind, "", "the definition is empty"},
		{goodKind, "kind: [", "sample.yaml: "},
	} {
		text := strings.Replace(goodKind, c.old, c.new, 1)
		if text == goodKind {
			t.Fatalf("the case %q changes nothing", c.want)
		}
		_, err := Parse([]byte(text), "sample.yaml")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want %q, got %v", c.want, err)
		}
	}
}

func TestParseReportsAllFaultsAtOnce(t *testing.T) {
	text := strings.NewReplacer("version: 1", "version: 0", "type: text", "type: string", "kind: sample", "kind: 1").Replace(goodKind)
	_, err := Parse([]byte(text), "sample.yaml")
	if err == nil || strings.Count(err.Error(), "sample.yaml:") != 3 {
		t.Errorf("want three faults, got %v", err)
	}
}
