package mapping

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// normal are the functions whose result they do not change again: a code list that is asked for such results
// finds only values that are so themselves.
var normal = []string{"lower", "upper", "trim"}

// asking is what the value of a lookup has gone through, the outermost function first.
type asking []*call

// unreachedRows notes rows of code lists that no lookup of the file can find, such as "Мужской" in a list that
// is asked for lower(…), and words that are looked up in a list that does not have them.
func (c *compiler) unreachedRows() {
	asked, others := map[*codeList][]asking{}, map[string]bool{} // by lookup; by other functions, by name
	for _, e := range c.checked {
		visit(e, func(x celast.Expr) {
			found := e.calls[x.ID()]
			if found != nil && found.name != lookupFunction.name {
				others[literalOf(x)] = true
			}
			if found == nil || found.name != lookupFunction.name || found.op.gives == nil {
				return
			}
			list, value := found.op.gives, x.AsCall().Args()[1]
			if value.Kind() == celast.LiteralKind {
				c.askedWord(e, value, list)
				return
			}
			asked[list] = append(asked[list], askingOf(e, value))
		})
	}
	for list, lookups := range asked {
		if !others[list.name] && !c.mentioned(list.name) {
			c.unreached(list, lookups)
		}
	}
}

// literalOf is the literal that a call begins with, such as the name of a code list; "" if there is none.
func literalOf(x celast.Expr) string {
	if x.Kind() != celast.CallKind || len(x.AsCall().Args()) == 0 {
		return ""
	}
	return literalText(x.AsCall().Args()[0])
}

// mentioned says whether an expression with a problem has a word in quotes, so that nothing can be said of it.
func (c *compiler) mentioned(word string) bool {
	return slices.ContainsFunc(c.unchecked, func(text string) bool {
		return strings.Contains(text, `"`+word+`"`) || strings.Contains(text, "'"+word+"'")
	})
}

// askedWord notes a word that is looked up in a list that does not have it.
func (c *compiler) askedWord(e *expression, x celast.Expr, list *codeList) {
	word := literalText(x)
	if _, ok := list.byValue[word]; ok || len(list.rows) == 0 {
		return
	}
	from, to := c.spanOf(e, e.ast, x.ID())
	c.expressionProblem(e, from, to, "lookup.absent", fmt.Sprintf("the code list %q has no value %q: this lookup always refuses", list.name, word), "write a value of the list, or add a row to "+list.file)
}

// askingOf follows a value through the functions around it.
func askingOf(e *expression, x celast.Expr) asking {
	var out asking
	cased := false
	for x.Kind() == celast.CallKind && e.calls[x.ID()] != nil && slices.Contains(normal, e.calls[x.ID()].name) {
		call := e.calls[x.ID()]
		if call.name == trimFunction.name || !cased {
			out = append(out, call)
		}
		cased = cased || call.name != trimFunction.name
		x = x.AsCall().Args()[0]
	}
	return out
}

// refusing is the function that keeps a lookup from asking for a value; nil if none does.
func (a asking) refusing(value string) *call {
	for _, call := range a {
		if out, ok := call.op.call([]ref.Val{types.String(value)}); ok && out.Value() != value {
			return call
		}
	}
	return nil
}

func (c *compiler) unreached(list *codeList, lookups []asking) {
	var lost []codeRow
	for _, row := range list.rows {
		if !slices.ContainsFunc(lookups, func(a asking) bool { return a.refusing(row.value) == nil }) {
			lost = append(lost, row)
		}
	}
	if len(lost) == 0 {
		return
	}
	row, more := lost[0], ""
	if len(lost) > 1 {
		more = fmt.Sprintf(", nor %s more", count(len(lost)-1, "row", "rows"))
	}
	name, text := lookups[0].refusing(row.value).name, lineOf(c.textOf(list), row.line)
	c.warnings = append(c.warnings, Problem{
		File: list.file, Line: row.line, Column: 1, EndColumn: 1 + utf8.RuneCountInString(text), Severity: SeverityWarning, Code: "lookup.unreached", text: text,
		Message: fmt.Sprintf("no value finds this row%s: the list is asked for %s(…), which never gives %q", more, name, row.value),
		Fix:     fmt.Sprintf("write the value as %s gives it", name),
	})
}

// lineOf is a line of a text, without its end.
func lineOf(text []byte, n int) string {
	rest := strings.TrimPrefix(string(text), byteOrderMark)
	line := ""
	for range n {
		line, rest, _ = strings.Cut(rest, "\n")
	}
	return strings.TrimSuffix(line, "\r")
}
