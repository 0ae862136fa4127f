package mapping

import (
	"fmt"
	"slices"
	"strings"
)

// expressions completes a word of an expression.
func (e *Editor) expressions(at spot) []Completion {
	w := e.wordAt(at)
	o := &offer{from: w.from, to: w.to}
	switch {
	case w.quote != "":
		e.lists(o, w.quote)
	case e.behindText(at):
	case w.member:
		e.members(o, at, w)
	default:
		e.names(o, e.scopeAt(at.branch))
		o.functions(w.called)
	}
	return o.list
}

// behindText says whether a place is inside a text in quotes.
func (e *Editor) behindText(at spot) bool {
	open := rune(0)
	text := []rune(e.skeleton.text(at.branch.value, at.at))
	if at.branch.style == '"' || at.branch.style == '\'' {
		text = text[min(1, len(text)):]
	}
	for i, r := range text {
		switch {
		case open == 0 && (r == '"' || r == '\''):
			open = r
		case open == r && (i == 0 || text[i-1] != '\\'):
			open = 0
		}
	}
	return open != 0
}

// lists completes the code lists inside the quotes of a look-up.
func (e *Editor) lists(o *offer, function string) {
	if e.known == nil || !strings.HasSuffix(strings.ToLower(function), "lookup") && function != "inList" {
		return
	}
	for _, name := range sortedLists(e.known.binding.lists) {
		list := e.known.binding.lists[name]
		o.add(CompleteList, name, fmt.Sprintf("%s, %s", list.file, count(len(list.rows), "row", "rows")), "", "")
	}
}

func sortedLists(lists map[string]*codeList) []string {
	var out []string
	for name := range lists {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// members completes what may stand behind a dot: the fields of a record, or the functions of a value.
func (e *Editor) members(o *offer, at spot, w word) {
	if r, ok := e.behind(at, w); ok && r.record != nil && !(r.member != nil && r.member.arrow.Name() == "list" && !e.indexed(at, w)) {
		for _, m := range r.record.fields {
			o.add(CompleteSource, m.name, memberType(m), e.memberText(m), "")
		}
		return
	}
	for _, f := range answers {
		if f.Name != coalesce {
			o.add(CompleteFunction, f.Name, f.Signatures[0], functionText(f.Name), map[string]string{orReject: `orReject("${1:code}")`, orValue: "orValue(${1:value})"}[f.Name])
		}
	}
	for _, f := range celFunctions {
		if strings.Contains(f.signature, "."+f.name+"(") {
			o.add(CompleteFunction, f.name, f.signature, f.help, f.snippet)
		}
	}
	for _, f := range library {
		if f.member {
			o.add(CompleteFunction, f.name, f.shapes[0].signature(f.name), functionText(f.name), f.name+"("+snippetOf(f.shapes[0].params[1:])+")")
		}
	}
}

// behind is what the chain before the word at a place stands for.
func (e *Editor) behind(at spot, w word) (reading, bool) {
	text := strings.TrimRight(e.textBefore(at, w), ".? ")
	tail := chainTail.FindString(text)
	if tail == "" || strings.HasSuffix(text, ")") {
		return reading{}, false
	}
	s := e.scopeAt(at.branch)
	if s == nil {
		return reading{}, false
	}
	return e.resolve(s, chainOf(tail), strings.TrimSuffix(text, tail))
}

// indexed says whether the chain before the word ends with an index, so that it stands for one item of a list.
func (e *Editor) indexed(at spot, w word) bool {
	return strings.HasSuffix(strings.TrimRight(e.textBefore(at, w), ".? "), "]")
}

// textBefore is the expression up to the word at a place.
func (e *Editor) textBefore(at spot, w word) string {
	return e.skeleton.text(at.branch.value, place{at.at.line, w.from})
}

// names completes the names in scope, the innermost first.
func (e *Editor) names(o *offer, s *scope) {
	if s == nil {
		return
	}
	for _, name := range s.all() {
		v := s.lookup(name)
		switch {
		case name == sourceRoot:
			o.add(CompleteName, name, "the agency's record", "", "")
		case e.letBranch(name) != nil:
			o.add(CompleteName, name, typeName(v.typ), e.letText(name), "")
		default:
			o.add(CompleteName, name, e.typeText(v), "", "")
		}
	}
}

// functions completes the functions, by the name alone where a bracket follows.
func (o *offer) functions(called bool) {
	for _, f := range library {
		shape := f.shapes[0]
		o.function(called, f.name, shape.signature(f.name), functionText(f.name), f.name+"("+snippetOf(shape.params)+")")
	}
	for _, f := range celFunctions {
		if !strings.Contains(f.signature, "."+f.name+"(") {
			o.function(called, f.name, f.signature, f.help, f.snippet)
		}
	}
	o.function(called, coalesce, "coalesce(value, value, …) → value or nothing", functionText(coalesce), "coalesce(${1:value}, ${2:value})")
}

// function adds a function with its arguments to fill in, by its name alone if it is called already.
func (o *offer) function(called bool, name, signature, text, snippet string) {
	if called {
		snippet = ""
	}
	o.add(CompleteFunction, name, signature, text, snippet)
}

// snippetOf is a function's arguments as places to fill in.
func snippetOf(params []param) string {
	parts := make([]string, len(params))
	for i, p := range params {
		parts[i] = fmt.Sprintf("${%d:%s}", i+1, p.name)
		if p.literal && p.takes() == "text in quotes" {
			parts[i] = `"` + parts[i] + `"`
		}
	}
	return strings.Join(parts, ", ")
}
