package canon

import (
	"regexp"

	"go.yaml.in/yaml/v4"
)

var fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// scope is where a field stands in its kind.
type scope struct {
	prefix      string // of the path: "", "person.", "images[]."
	sensitivity Sensitivity
	inList      bool
	require     []string // children of an included group that this kind requires
}

func (p *parser) fields(list, owner *yaml.Node, in scope) []*Field {
	if list == nil || list.Kind != yaml.SequenceNode || len(list.Content) == 0 {
		p.fault(at(list, owner), "fields must be a list of at least one field")
		return nil
	}
	var out []*Field
	seen := map[string]bool{}
	for _, n := range list.Content {
		f := p.field(n, in)
		if f == nil {
			continue
		}
		if seen[f.Name] {
			p.fault(n, "field %q stands here twice", f.Path)
		}
		seen[f.Name] = true
		out = append(out, f)
	}
	p.requireAll(list, out, in.require)
	p.checkSiblings(list, out)
	return out
}

func (p *parser) requireAll(n *yaml.Node, fields []*Field, names []string) {
	for _, name := range names {
		found := false
		for _, f := range fields {
			if f.Name == name {
				f.Required, found = true, true
			}
		}
		if !found {
			p.fault(n, "require names %q, which is no child of the included group", name)
		}
	}
}

func (p *parser) field(n *yaml.Node, in scope) *Field {
	n = resolved(n)
	if n.Kind == yaml.MappingNode && len(n.Content) > 0 && n.Content[0].Value == "include" {
		return p.include(n)
	}
	m := p.members(n, "name", "type", "partial", "required", "codes", "labels", "sensitivity",
		"source", "note", "reference", "key", "fields")
	f := &Field{Sensitivity: in.sensitivity}
	p.name(m, n, "name", &f.Name)
	f.Path = in.prefix + f.Name
	for key, into := range map[string]any{
		"type": &f.Type, "partial": &f.Partial, "required": &f.Required, "codes": &f.Codes,
		"sensitivity": &f.Sensitivity, "source": &f.Source, "note": &f.Note, "reference": &f.Reference, "key": &f.Key,
	} {
		p.decode(m[key], into)
	}
	f.Labels = p.labels(m["labels"], n)
	p.children(f, m["fields"], n, in)
	p.check(f, m, n, in)
	return f
}

// include takes a shared group, whose faults a test of the embedded files would show.
func (p *parser) include(n *yaml.Node) *Field {
	m := p.members(n, "include", "require")
	var name string
	p.decode(m["include"], &name)
	group, ok := p.shared[name]
	if !ok {
		p.fault(n, "no shared group is called %q", name)
		return nil
	}
	in := scope{}
	p.decode(m["require"], &in.require)
	f := p.field(group, in)
	f.Required = f.Required || len(in.require) > 0
	return f
}

func (p *parser) children(f *Field, list, n *yaml.Node, in scope) {
	inner := scope{prefix: f.Path + ".", sensitivity: f.Sensitivity, inList: in.inList, require: in.require}
	switch {
	case f.Type == Struct:
		f.Fields = p.fields(list, n, inner)
	case f.Type == List && list != nil:
		inner.prefix, inner.inList = f.Path+"[].", true
		f.Fields = p.fields(list, n, inner)
	case list != nil:
		p.fault(list, "field %q has fields, but is of type %s", f.Path, f.Type)
	}
}
