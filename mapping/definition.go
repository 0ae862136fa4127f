package mapping

import "path"

// Definition is where the word at a place is defined: a let, the code list or fragment that is named, the
// rules that reject with a code, the condition that skips with a reason. None if it is defined nowhere. Files
// are named as in the Source.
func (e *Editor) Definition(line, column int) []Rule {
	at := e.skeleton.spot(place{line, column})
	if at.kind != inValue {
		return nil
	}
	b, value := at.branch, e.skeleton.scalar(at.branch)
	switch {
	case b.section() == "lookups":
		return e.fileRule(b.key)
	case b.key == "fragment" && b.section() == "use":
		return []Rule{{value, 1, 1}}
	case b.key == "code" && b.parent.key == "reject":
		return e.rules(value)
	case b.key == "skip" && b.section() == "tests":
		return e.childRule("when", value)
	case !e.expressionAt(b):
		return nil
	}
	return e.wordRule(b, e.wordAt(at))
}

func (e *Editor) wordRule(b *branch, w word) []Rule {
	switch {
	case w.quote != "":
		return e.fileRule(w.text)
	case w.called || len(w.chain) != 1:
		return nil
	}
	for outer := b; outer != nil; outer = outer.parent {
		if as := outer.child("as"); as != nil && e.skeleton.scalar(as) == w.text {
			return []Rule{{e.src.File, as.value.line, as.value.column}}
		}
	}
	if out := e.childRule("let", w.text); out != nil {
		return out
	}
	return e.childRule("takes", w.text)
}

// fileRule is the file of a code list.
func (e *Editor) fileRule(name string) []Rule {
	if list := e.list(name); list != nil {
		return []Rule{{list.file, 1, 1}}
	}
	lists := e.skeleton.root.child("lookups")
	if lists == nil || lists.child(name) == nil {
		return nil
	}
	return []Rule{{path.Join(path.Dir(e.src.File), e.skeleton.scalar(lists.child(name))), 1, 1}}
}

// childRule is the place of a key in a section.
func (e *Editor) childRule(section, key string) []Rule {
	s := e.skeleton.root.child(section)
	if s == nil || s.child(key) == nil {
		return nil
	}
	b := s.child(key)
	return []Rule{{e.src.File, b.from.line, b.from.column}}
}

// Outlined is one entry of a file's outline: a section, and below it its names.
type Outlined struct {
	Name      string     `json:"name"`
	Detail    string     `json:"detail"`
	Line      int        `json:"line"` // of the name
	Column    int        `json:"column"`
	EndColumn int        `json:"end_column"`
	LastLine  int        `json:"last_line"` // of what belongs to it, with the column behind it
	LastEnd   int        `json:"last_end"`
	Children  []Outlined `json:"children,omitempty"`
}

// Outline lists the sections with the names in them, and the parts of lists.
func (e *Editor) Outline() []Outlined { return e.outlined(e.skeleton.root.children, 0) }

// maxOutlined is how deep the outline goes: section, list, fields, field.
const maxOutlined = 5

func (e *Editor) outlined(list []*branch, depth int) []Outlined {
	var out []Outlined
	for _, b := range list {
		if b.flow || depth == maxOutlined || b.key == "" {
			continue
		}
		o := Outlined{Name: b.key, Line: b.from.line, Column: b.from.column, EndColumn: e.keyEnd(b), Children: e.outlined(b.children, depth+1)}
		if b.key == itemKey {
			o.Name, o.EndColumn = e.itemName(b), b.from.column+1
		}
		if len(b.children) == 0 {
			o.Detail = e.skeleton.scalar(b)
		}
		last := lastPlace(b)
		o.LastLine, o.LastEnd = last.line, last.column
		out = append(out, o)
	}
	return out
}

// itemName is how an item of a list is called: by its name, or by its first key.
func (e *Editor) itemName(b *branch) string {
	for _, key := range []string{"name", "fragment"} {
		if c := b.child(key); c != nil {
			return e.skeleton.scalar(c)
		}
	}
	return itemKey
}

// lastPlace is the place behind everything that belongs to a branch.
func lastPlace(b *branch) place {
	last := b.end
	if last.compare(b.to) < 0 {
		last = b.to
	}
	for _, c := range b.children {
		if p := lastPlace(c); p.compare(last) > 0 {
			last = p
		}
	}
	return last
}
