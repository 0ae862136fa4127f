package mapping

import (
	"strings"

	"bilgate/mapping/canon"
)

// given completes the fields of the source that a test gives.
func (o *offer) given(r *record, written map[string]bool) {
	for _, m := range r.fields {
		if !written[m.name] {
			o.addKey(CompleteSource, m.name, memberType(m), "", ": ")
		}
	}
}

// memberType is a source field's type in a word or two.
func memberType(m *member) string {
	switch {
	case m.record != nil && m.arrow.Name() == "list":
		return "list of records"
	case m.record != nil:
		return "record"
	case m.optional():
		return typeName(m.declared())
	}
	return typeName(m.typ)
}

// expected completes the canonical fields that a test compares.
func (o *offer) expected(fields []*canon.Field, written map[string]bool) {
	for _, f := range fields {
		if !written[f.Name] {
			o.addKey(CompleteTarget, f.Name, fieldWords(f), f.Labels["en"], ": ")
		}
	}
}

// targets completes the canonical fields that are not assigned yet, required ones first.
func (e *Editor) targets(o *offer, b *branch, written map[string]bool) {
	fields := e.fieldsAbove(b)
	top := b.parent.parent == nil
	if top {
		for _, section := range []string{"const", "fields"} {
			if other := e.skeleton.root.child(section); other != nil && other != b {
				for _, c := range other.children {
					written[c.key] = true
				}
			}
		}
	}
	tree := newTargets(fields)
	for _, required := range []bool{true, false} {
		for _, path := range paths(tree, "") {
			f := canonField(fields, strings.TrimSuffix(path, "[]"))
			open := !written[path] && !(top && e.byFragment(path)) && !(b.key == "const" && b.section() == "const" && f.Type == canon.List)
			if open && needed(tree, path, f) == required {
				o.target(path, f, required)
			}
		}
	}
}

// needed says whether a record cannot be without a field: it is required, and so is what is around it.
func needed(tree []*target, path string, f *canon.Field) bool {
	return f.Required && !optionalWithin(tree, strings.TrimSuffix(path, "[]"))
}

// byFragment says whether a fragment assigns a field of the record.
func (e *Editor) byFragment(path string) bool {
	if e.known == nil {
		return false
	}
	t := findTarget(e.known.program.tree, strings.TrimSuffix(path, "[]"))
	return t != nil && t.by != nil
}

func (o *offer) target(path string, f *canon.Field, required bool) {
	detail, after := strings.TrimPrefix(fieldWords(f), "a "), ": "
	if required {
		detail = "required, " + detail
	}
	if strings.HasSuffix(path, "[]") {
		after = ":\n  each: ${1:src.list}\n  as: ${2:item}\n  fields:\n    $0"
	}
	o.addKey(CompleteTarget, path, detail, strings.TrimSpace(f.Labels["en"]+" · "+f.Labels["ru"]+" · "+f.Labels["kk"]+"\n\n"+f.Note), after)
}
