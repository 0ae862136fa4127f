package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilgate/mapping/canon"
)

// CodeBasisMissing and CodeOvercollected are the problems of a mapping that cannot give what the law's
// matrix of fields per basis asks for, or assigns what it lets no record of this mapping have.
const (
	CodeBasisMissing  = "basis.missing"
	CodeOvercollected = "basis.overcollected"
)

// law compares what a mapping assigns with the law's matrix of fields per basis.
type law struct {
	compiler *compiler
	basis    *leaf          // the assignment of the basis
	bases    []*canon.Basis // that the mapping can give
}

// law checks the fields of a kind whose records have a legal basis. What every basis asks for that the
// mapping can give is an error if it is never assigned, and so is what none of them allows. What only some
// ask for or allow is advice: a record of such a basis is rejected, or loses the field, when it comes.
func (c *compiler) law() {
	at := slices.IndexFunc(c.program.tree, func(t *target) bool { return t.field.Codes == "basis" })
	if at < 0 || c.program.tree[at].leaf == nil {
		return
	}
	l := law{compiler: c, basis: c.program.tree[at].leaf}
	names, _ := c.producible(l.basis)
	for _, name := range names {
		if b, ok := canon.BasisOf(c.kind.Name, name); ok {
			l.bases = append(l.bases, b)
		}
	}
	if len(l.bases) == 0 {
		return
	}
	l.missing()
	l.overcollected()
}

// missing notes the fields that a basis asks for and that nothing is assigned to. What the same bases ask for is
// one piece of advice.
func (l *law) missing() {
	var noted []string
	byBases := map[string][]string{}
	for _, b := range l.bases {
		for _, path := range asked(b) {
			t := findTarget(l.compiler.program.tree, path)
			if slices.Contains(noted, path) || t == nil || t.assigned() {
				continue
			}
			noted = append(noted, path)
			asking := l.which(func(b *canon.Basis) bool { return slices.Contains(asked(b), path) })
			if len(asking) == len(l.bases) {
				l.note(l.basis, SeverityError, CodeBasisMissing, fmt.Sprintf("the law asks for %s in a record of %s, but nothing is assigned to it", path, ofBases(asking)), "add "+fill(t)+": under fields")
				continue
			}
			byBases[ofBases(asking)] = append(byBases[ofBases(asking)], path)
		}
	}
	for _, bases := range slices.Sorted(maps.Keys(byBases)) {
		l.note(l.basis, SeverityWarning, CodeBasisMissing,
			fmt.Sprintf("a record of %s is always rejected: the law asks for %s, to which nothing is assigned", bases, strings.Join(byBases[bases], ", ")),
			"assign what the feed sends; nothing needs doing if it never sends such a record")
	}
}

// asked are the paths that a record of a basis must have.
func asked(b *canon.Basis) []string {
	if b.Images.Least > 0 {
		return append(slices.Clone(b.Required), "images")
	}
	return b.Required
}

// fill is what to assign to fill a field: it, or the first field in it that it cannot do without.
func fill(t *target) string {
	for t.children != nil {
		t = t.children[max(0, slices.IndexFunc(t.children, func(child *target) bool { return child.field.Required }))]
	}
	if t.list() {
		return t.field.Path + "[]"
	}
	return t.field.Path
}

// overcollected notes what is assigned and outside of every basis, or of some.
func (l *law) overcollected() {
	for _, a := range l.compiler.program.leaves {
		l.noteOutside(a, a.field.Path)
	}
	for _, t := range l.compiler.program.lists {
		l.noteOutside(&leaf{field: t.field, at: t.at, by: t.by}, t.field.Path)
	}
	subject := findTarget(l.compiler.program.tree, "subject.scheme")
	if subject == nil || subject.leaf == nil {
		return
	}
	if schemes, told := l.compiler.producible(subject.leaf); told && slices.Equal(schemes, []string{"iin"}) {
		l.noteOutside(subject.leaf, "subject[scheme=iin]")
	}
}

func (l *law) noteOutside(a *leaf, path string) {
	refusing := l.which(func(b *canon.Basis) bool { return !permits(b, path) })
	said := path
	if strings.HasPrefix(path, "subject[") {
		said = "the IIN of a subject"
	}
	switch len(refusing) {
	case 0:
	case len(l.bases):
		l.note(a, SeverityError, CodeOvercollected, fmt.Sprintf("the law does not let a record of %s have %s", ofBases(refusing), said), "remove the assignment: the field stays in the kept message")
	default:
		l.note(a, SeverityWarning, CodeOvercollected, fmt.Sprintf("a record of %s loses %s: the law does not let it have that", ofBases(refusing), said),
			"nothing needs doing: the field is dropped, counted and reported")
	}
}

// permits says whether a record of a basis may have a field: it or what it is in is allowed or required.
func permits(b *canon.Basis, path string) bool {
	for {
		if slices.Contains(b.Allowed, path) || slices.Contains(b.Required, path) {
			return true
		}
		around, _, deeper := cutLast(path, ".")
		if !deeper {
			return false
		}
		path = around
	}
}

func (l *law) which(test func(*canon.Basis) bool) []string {
	var out []string
	for _, b := range l.bases {
		if test(b) {
			out = append(out, b.Name)
		}
	}
	return out
}

func ofBases(names []string) string {
	if len(names) == 1 {
		return "the basis " + names[0]
	}
	return "the bases " + strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// note notes an error, or advice, on the name of an assignment.
func (l *law) note(a *leaf, severity, code, message, fix string) {
	c := l.compiler
	p := c.leafProblem(a, severity, code, message, fix)
	if severity == SeverityError {
		c.problems = append(c.problems, p)
		return
	}
	c.program.advice = append(c.program.advice, p)
}

// leafProblem is a problem on the name of an assignment: in the file where it stands, or, of a constant of
// a fragment, where the mapping uses that.
func (c *compiler) leafProblem(l *leaf, severity, code, message, fix string) Problem {
	d, at := c.doc, l.at
	switch {
	case l.expression != nil:
		d = l.expression.doc
	case l.by != nil:
		at = l.by.at
	}
	line := d.line(at.line)
	end := at.column - 1
	for end < len(line) && !strings.ContainsRune(": \t", line[end]) {
		end++
	}
	return Problem{
		File: d.file, Line: at.line, Column: at.column, EndColumn: end + 1, Used: d.used,
		Severity: severity, Code: code, Message: message, Fix: fix, text: string(line),
	}
}
