package mapping

import (
	"fmt"
	"strings"

	"bilgate/mapping/canon"
)

// Hover is what an editor shows about a word. Line and columns are those of the word.
type Hover struct {
	Text      string `json:"text"` // Markdown
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndColumn int    `json:"end_column"`
}

// Hover says what stands at a place; false where nothing is to be said.
func (e *Editor) Hover(line, column int) (Hover, bool) {
	at := e.skeleton.spot(place{line, column})
	h := Hover{Line: line}
	switch at.kind {
	case onKey:
		h.Column, h.EndColumn = at.branch.from.column, e.keyEnd(at.branch)
		h.Text = e.keyText(at.branch)
	case inValue:
		w := e.wordAt(at)
		h.Column, h.EndColumn = w.from, w.to
		h.Text = e.valueText(at.branch, w)
	}
	return h, h.Text != ""
}

// keyEnd is the column behind a key, without the colon.
func (e *Editor) keyEnd(b *branch) int {
	if b.to.line != b.from.line {
		return b.from.column + 1
	}
	return max(b.from.column+1, b.to.column)
}

// keyText says what a key is.
func (e *Editor) keyText(b *branch) string {
	if f := e.targetOf(b); f != nil {
		return e.fieldText(f)
	}
	if m := e.givenOf(b); m != nil {
		return e.memberText(m)
	}
	switch parent := b.parent; {
	case b.section() == "let" && len(b.path()) == 2:
		return e.letText(b.key)
	case b.section() == "lookups" && len(b.path()) == 2:
		return e.listText(b.key)
	case b.section() == "when" && len(b.path()) == 2:
		return "Records for which this does not hold are skipped, with the reason `" + b.key + "`."
	case parent != nil && parent.key == "with":
		return ""
	}
	return keyHelp[keyPlace(b)]
}

// valueText says what a word of a value is.
func (e *Editor) valueText(b *branch, w word) string {
	path := strings.Join(b.path(), "/")
	switch {
	case path == "to":
		return kindText(e.skeleton.scalar(b))
	case b.section() == "lookups" && len(b.path()) == 2:
		return e.listText(b.key)
	case b.key == "code" && b.parent.key == "reject":
		return e.codeText(e.skeleton.scalar(b))
	case b.section() == "const":
		return e.constText(b)
	case b.section() == "tests" || !e.expressionAt(b):
		return ""
	case w.quote != "":
		return e.listText(w.text)
	}
	return e.wordText(b, w)
}

// wordText says what a name in an expression is.
func (e *Editor) wordText(b *branch, w word) string {
	if w.called {
		return functionText(w.text)
	}
	if len(w.chain) == 0 || e.scope == nil {
		return ""
	}
	r, ok := e.resolve(e.scopeAt(b), w.chain, w.before)
	switch {
	case !ok:
		return ""
	case r.member != nil:
		return e.memberText(r.member)
	case r.name == sourceRoot:
		return "The agency's record, of the feed **" + e.feed() + "**."
	case e.letBranch(r.name) != nil:
		return e.letText(r.name)
	}
	return fmt.Sprintf("`%s`: %s", r.name, e.typeText(r.variable))
}

func (e *Editor) typeText(v *variable) string {
	switch {
	case v.record != nil && v.record.path != "":
		return "an item of `" + v.record.path + "` of the source"
	case v.typ == dynamicType:
		return "of a type that is not known yet"
	}
	return typeName(v.typ)
}

func (e *Editor) feed() string { return e.skeleton.scalar(e.skeleton.root.child("mapping")) }

// memberText describes a field of the source.
func (e *Editor) memberText(m *member) string {
	kind, missing := typeName(m.typ), ""
	if m.record != nil {
		kind = memberType(m) + " with " + strings.Join(m.record.names(), ", ")
	}
	if m.optional() {
		missing = "; may be missing"
	}
	return fmt.Sprintf("**%s** — %s%s\n\nSource field of %s. Sensitivity: %s.", m.path, kind, missing, e.feed(), m.sensitivity)
}

// letText describes a let by its expression and its type.
func (e *Editor) letText(name string) string {
	b := e.letBranch(name)
	if b == nil {
		return ""
	}
	out := fmt.Sprintf("```\n%s: %s\n```", name, e.skeleton.scalar(b))
	if v := e.scope.lookup(name); v != nil && v.typ != dynamicType {
		out += "\n\n" + typeName(v.typ)
	}
	return out
}

// letBranch is where a let is defined, nil if it is none.
func (e *Editor) letBranch(name string) *branch {
	if lets := e.skeleton.root.child("let"); lets != nil {
		return lets.child(name)
	}
	return nil
}

// fieldText describes a canonical field: its type, its labels, the law or standard it comes from.
func (e *Editor) fieldText(f *canon.Field) string {
	var b strings.Builder
	required := "optional"
	if f.Required {
		required = "required"
	}
	fmt.Fprintf(&b, "**%s** — %s, %s\n", f.Path, strings.TrimPrefix(fieldWords(f), "a "), required)
	for _, lang := range []canon.Lang{"kk", "ru", "en"} {
		if f.Labels[lang] != "" {
			fmt.Fprintf(&b, "\n- %s: %s", lang, f.Labels[lang])
		}
	}
	if f.Note != "" {
		fmt.Fprintf(&b, "\n\n%s", f.Note)
	}
	if f.Source != "" {
		fmt.Fprintf(&b, "\n\nSource: %s", f.Source)
	}
	fmt.Fprintf(&b, "\n\nSensitivity: %s", f.Sensitivity)
	if f.Codes != "" {
		fmt.Fprintf(&b, "\n\nCodes (%s): %s", f.Codes, someCodes(f.Codes))
	}
	return b.String()
}

func fieldWords(f *canon.Field) string {
	switch {
	case f.Type == canon.Struct:
		return "a record"
	case f.Type == canon.List && f.Fields != nil:
		return "a list of records"
	}
	return fieldType(f)
}
