package canon

import "go.yaml.in/yaml/v4"

var (
	types         = map[Type]bool{Text: true, Integer: true, Boolean: true, Date: true, Timestamp: true, List: true, Struct: true}
	sensitivities = map[Sensitivity]bool{Open: true, Personal: true, Biometric: true, Genomic: true}
	keyNames      = map[string]bool{"": true, "iin": true, "card": true, "specimen": true, SchemeKey: true}
)

// Langs are the languages in which every label stands.
var Langs = []Lang{"kk", "ru", "en"}

func (p *parser) name(m map[string]*yaml.Node, owner *yaml.Node, key string, into *string) {
	p.decode(m[key], into)
	if !fieldName.MatchString(*into) {
		p.fault(at(m[key], owner), "%s must be lower-case letters, digits and _", key)
	}
}

func (p *parser) labels(n, owner *yaml.Node) map[Lang]string {
	out := map[Lang]string{}
	p.decode(n, &out)
	for _, lang := range Langs {
		if out[lang] == "" {
			p.fault(at(n, owner), "label in %s is missing", lang)
		}
	}
	return out
}

// check holds the rules between the members of one field.
func (p *parser) check(f *Field, m map[string]*yaml.Node, n *yaml.Node, in scope) {
	if f.Sensitivity == "" {
		f.Sensitivity = Open
	}
	text := f.Type == Text
	for _, rule := range []struct {
		broken bool
		member string
		fault  string
	}{
		{!types[f.Type], "type", "type is missing or unknown: text, integer, boolean, date, timestamp, list or struct"},
		{!sensitivities[f.Sensitivity], "sensitivity", "sensitivity is open, personal, biometric or genomic"},
		{f.Source == "" && f.Fields == nil, "source", "source is missing: name the standard's field or the law's paragraph"},
		{f.Note == "", "note", "note is missing: say in a sentence what a clerk should know"},
		{f.Partial && f.Type != Date, "partial", "only a date can be partial"},
		{f.Codes != "" && !text && f.Type != Integer, "codes", "only text and integer have a code list"},
		{f.Codes != "" && !p.hasCodes(f.Codes), "codes", "no code list has this name"},
		{f.Reference && !text, "reference", "a reference is text"},
		{!keyNames[f.Key], "key", "key is iin, card, specimen or scheme"},
		{f.Key != "" && (!text || in.inList), "key", "a key is text outside lists"},
		{f.Name == "sealed", "name", "the name marks a sealed value; choose another"},
		{in.prefix == "" && provenanceFields[f.Name], "name", "the name belongs to a record's provenance; choose another"},
	} {
		if rule.broken {
			p.fault(at(m[rule.member], n), "field %q: %s", f.Path, rule.fault)
		}
	}
}

// checkSiblings holds the rules between the fields of one struct.
func (p *parser) checkSiblings(n *yaml.Node, fields []*Field) {
	named := map[string]bool{}
	for _, f := range fields {
		named[f.Name] = true
	}
	for _, f := range fields {
		if f.Reference && !named["sha256"] {
			p.fault(n, "field %q: a reference needs a field sha256 beside it", f.Path)
		}
		if f.Key == SchemeKey && !named["scheme"] {
			p.fault(n, "field %q: the key scheme needs a field scheme beside it", f.Path)
		}
	}
}

func (p *parser) hasCodes(name string) bool {
	_, ok := p.lists(name)
	return ok
}
