package mapping

import (
	"fmt"
	"slices"
	"strings"

	"bilgate/mapping/canon"
)

// functionText describes a function by its signatures, help and examples; "" if it is none.
func functionText(name string) string {
	at := slices.IndexFunc(Functions(), func(f Function) bool { return f.Name == name })
	if at < 0 {
		return celText(name)
	}
	f := Functions()[at]
	var b strings.Builder
	fmt.Fprintf(&b, "```\n%s\n```\n\n%s", strings.Join(f.Signatures, "\n"), f.Help)
	if f.Refuses != "" {
		fmt.Fprintf(&b, "\n\nRefuses if %s.", f.Refuses)
	}
	b.WriteString("\n")
	for _, example := range f.Examples {
		fmt.Fprintf(&b, "\n- `%s` → %s", example.Expr, example.Want)
	}
	return b.String()
}

// celFunctions are the functions that the language has from CEL, as an editor shows them.
var celFunctions = []struct{ name, signature, help, snippet string }{
	{"hasValue", "value.hasValue() → true or false", "Whether an optional value is there.", "hasValue()"},
	{"size", "size(list or text) → whole number", "How many items a list has, or characters a text.", "size(${1:list})"},
	{"map", "list.map(name, expression) → list", "Makes a list of what the expression gives for each item.", "map(${1:x}, ${2:x})"},
	{"filter", "list.filter(name, condition) → list", "The items for which the condition holds.", "filter(${1:x}, ${2:condition})"},
	{"exists", "list.exists(name, condition) → true or false", "Whether the condition holds for an item.", "exists(${1:x}, ${2:condition})"},
	{"all", "list.all(name, condition) → true or false", "Whether the condition holds for every item.", "all(${1:x}, ${2:condition})"},
	{"first", "list.first() → item, or nothing", "The first item of a list.", "first()"},
	{"last", "list.last() → item, or nothing", "The last item of a list.", "last()"},
	{"optMap", "value.optMap(name, expression) → value, or nothing", "Works on an optional value where it is there.", "optMap(${1:x}, ${2:x})"},
	{"or", "value.or(other) → value, or nothing", "The other optional value where this one is missing.", "or(${1:other})"},
	{"string", "string(value) → text", "A number as text.", "string(${1:number})"},
	{"int", "int(value) → whole number", "A number without what stands behind the point.", "int(${1:number})"},
	{"double", "double(value) → number", "A whole number as a number.", "double(${1:number})"},
}

func celText(name string) string {
	for _, f := range celFunctions {
		if f.name == name {
			return fmt.Sprintf("```\n%s\n```\n\n%s", f.signature, f.help)
		}
	}
	return ""
}

// listText describes a code list by its rows and its dates; "" if there is none of the name.
func (e *Editor) listText(name string) string {
	list := e.list(name)
	if list == nil {
		return ""
	}
	out := fmt.Sprintf("Code list **%s** (`%s`): %s", name, list.file, count(len(list.rows), "row", "rows"))
	if !list.dated {
		return out + ", valid on all days."
	}
	var first, last Date
	for _, row := range list.rows {
		for _, day := range []Date{row.from, row.to} {
			if day != 0 && (first == 0 || day < first) {
				first = day
			}
			last = max(last, day)
		}
	}
	return out + fmt.Sprintf(", dated between %s and %s.", first, last)
}

// list is a code list of the file, nil if there is none of the name.
func (e *Editor) list(name string) *codeList {
	if e.known == nil {
		return nil
	}
	return e.known.binding.lists[name]
}

// constText describes a constant that is a code.
func (e *Editor) constText(b *branch) string {
	f := e.targetOf(b)
	if f == nil || f.Codes == "" {
		return ""
	}
	return codeLabel(f.Codes, e.skeleton.scalar(b))
}

// codeLabel is a code with its labels, "" if the list does not have it.
func codeLabel(list, code string) string {
	codes, ok := canon.Codes(list)
	if !ok {
		return ""
	}
	for _, c := range codes.Codes {
		if c.Code == code {
			return fmt.Sprintf("`%s` — %s · %s · %s\n\n%s", code, c.Labels["kk"], c.Labels["ru"], c.Labels["en"], c.Source)
		}
	}
	return ""
}

// kindText describes a kind.
func kindText(name string) string {
	k, ok := canon.Lookup(name)
	if !ok {
		return ""
	}
	out := fmt.Sprintf("**%s** — %s · %s · %s", k.Name, k.Labels["kk"], k.Labels["ru"], k.Labels["en"])
	if len(k.Feeds) > 0 {
		out += "\n\nFeeds the subsystems " + strings.Join(k.Feeds, " and ") + "."
	}
	return out
}

// codeText says which rules reject with a code.
func (e *Editor) codeText(code string) string {
	var lines []string
	for _, rule := range e.rules(code) {
		lines = append(lines, fmt.Sprintf("- line %d of `%s`", rule.Line, rule.File))
	}
	if len(lines) == 0 {
		return ""
	}
	return "Rejects with `" + code + "`:\n\n" + strings.Join(lines, "\n")
}

// rules are the places that can reject a record with a code, each once.
func (e *Editor) rules(code string) []Rule {
	var out []Rule
	if e.known == nil {
		return nil
	}
	for _, s := range e.known.program.sites {
		if s.code == code && !slices.Contains(out, s.rule) {
			out = append(out, s.rule)
		}
	}
	return out
}
