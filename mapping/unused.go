package mapping

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// unusedLists warns of code lists that nothing is looked up in.
func (c *compiler) unusedLists() {
	for name, used := range c.usedLists {
		if !used && c.listNodes[name] != nil {
			c.warning(c.listNodes[name], "lookup.unused", fmt.Sprintf("the code list %q is never used", name), "remove it, or look something up in it")
		}
	}
}

// unusedLets warns of lets that no expression names. One that does not compile has its own problem.
func (c *compiler) unusedLets() {
	for name, key := range c.letNodes {
		if v := c.root.names[name]; v.let != nil && !v.used && !c.meant[name] {
			c.warning(key, "let.unused", fmt.Sprintf("%q is defined here and never used", name), "remove it, or use it in an assignment")
		}
	}
}

var words = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*`)

// broken keeps the text of an expression with a problem, and marks what it names as used: its slip makes no
// let an unused one.
func (c *compiler) broken(e *expression, in *scope) {
	c.unchecked = append(c.unchecked, e.text())
	for _, word := range words.FindAllString(e.text(), -1) {
		c.meant[word] = true
	}
	for _, word := range words.FindAllString(e.text(), -1) {
		if v := in.lookup(word); v != nil {
			v.used = true
		}
	}
}

// unread notes the source fields that no expression reads, all in one warning.
func (p *Program) unread(c *compiler) {
	for _, path := range c.types.root.leaves() {
		if !c.used[path] {
			p.unused = append(p.unused, path)
		}
	}
	if len(p.unused) == 0 {
		return
	}
	p.advice = append(p.advice, Problem{
		File: p.file, Line: p.at.line, Column: p.at.column, EndColumn: p.at.column + len("fields"), Severity: SeverityWarning, Code: "source.unused",
		Message: fmt.Sprintf("no expression reads %s of the source: %s", count(len(p.unused), "field", "fields"), strings.Join(p.unused, ", ")),
		Fix:     "assign what the kind has a place for; what is left stays in the kept message", text: string(c.doc.line(p.at.line)),
	})
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Unused are the source fields that no expression reads, in the schema's order.
func (p *Program) Unused() []string { return slices.Clone(p.unused) }

// Advice are warnings about a mapping in order, for its author alone: the source fields that it leaves in
// the kept message, all in one; what the legal bases of its records ask for and nothing is assigned to; what
// some of them do not allow, so that it is dropped. Compile does not return them, because most feeds send
// more than canon holds, and few send records of every basis.
func (p *Program) Advice() Problems { return slices.Clone(p.advice) }
