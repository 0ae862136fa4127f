package mapping

import (
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"cel.dev/cel-go/common"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// problem notes an error on a node's first line.
func (c *compiler) problem(n *yaml.Node, code, message, fix string) {
	c.note(n, SeverityError, code, message, fix)
}

func (c *compiler) warning(n *yaml.Node, code, message, fix string) {
	c.note(n, SeverityWarning, code, message, fix)
}

func (c *compiler) note(n *yaml.Node, severity, code, message, fix string) {
	at, end := place{n.Line, n.Column}, n.Column+1
	if n.Kind == yaml.ScalarNode && n.Value != "" {
		s := c.doc.scalar(n)
		at, end = s.span(0, len(s.value))
	}
	c.add(at, end, severity, code, message, fix)
}

// expressionProblem notes an error on the characters from..to of an expression.
func (c *compiler) expressionProblem(e *expression, from, to int, code, message, fix string) {
	at, end := e.scalar.span(from, to)
	c.addTo(e.doc, at, end, SeverityError, code, message, fix)
}

func (c *compiler) add(at place, end int, severity, code, message, fix string) {
	c.addTo(c.doc, at, end, severity, code, message, fix)
}

func (c *compiler) addTo(d *document, at place, end int, severity, code, message, fix string) {
	list := &c.problems
	if severity == SeverityWarning {
		list = &c.warnings
	}
	*list = append(*list, Problem{
		File: d.file, Line: at.line, Column: at.column, EndColumn: end, Used: d.used,
		Severity: severity, Code: code, Message: message, Fix: fix, text: string(d.line(at.line)),
	})
}

// syntaxProblem notes the first fault of an expression that does not parse.
func (c *compiler) syntaxProblem(e *expression, err *common.Error) {
	from := offsetOf(e.scalar.value, err.Location)
	message := strings.TrimPrefix(err.Message, "Syntax error: ")
	fix := "complete the expression; texts stand in quotes, brackets in pairs"
	if strings.Contains(err.Message, "recursion limit") || strings.Contains(err.Message, "exceeds limit") {
		fix = "break the expression up with let"
	}
	c.expressionProblem(e, min(from, max(0, len(e.scalar.value)-1)), from+1, "syntax", "the expression does not parse: "+message, fix)
}

func offsetOf(text []rune, at common.Location) int {
	line, n := 1, 0
	for ; n < len(text) && line < at.Line(); n++ {
		if text[n] == '\n' {
			line++
		}
	}
	return min(n+max(0, at.Column()), len(text))
}

var (
	undefinedField = regexp.MustCompile(`^undefined field '(.*)'`)
	undeclared     = regexp.MustCompile(`^undeclared reference to '([^']*)'`)
	noOverload     = regexp.MustCompile(`^found no matching overload for '([^']*)' applied to '(.*)'$`)
	noSelection    = regexp.MustCompile(`^type '(.*)' does not support field selection`)
	typeMismatch   = regexp.MustCompile(`^expected type '(.*)' but found '(.*)'$`)
)

// typeProblem says in this language's words what CEL's checker found.
func (c *compiler) typeProblem(e *expression, in *scope, parsed *celast.AST, err *common.Error) {
	from, to := widen(e.scalar.value, offsetOf(e.scalar.value, err.Location))
	node := find(parsed.Expr(), err.ExprID)
	code, message, fix := "type", typeWords(err.Message), "look at the types on both sides"
	if m := undefinedField.FindStringSubmatch(err.Message); m != nil {
		code, message, fix = c.unknownField(in, node, m[1])
	} else if m := undeclared.FindStringSubmatch(err.Message); m != nil {
		code, message, fix = c.unknownName(in, node, m[1])
	} else if m := noOverload.FindStringSubmatch(err.Message); m != nil {
		message, fix = noMatch(m[1], m[2])
	} else if m := typeMismatch.FindStringSubmatch(err.Message); m != nil {
		message = fmt.Sprintf("%s is expected here, not %s", typeWords(m[1]), typeWords(m[2]))
	} else if m := noSelection.FindStringSubmatch(err.Message); m != nil {
		message, fix = fmt.Sprintf("%s has no fields", typeWords(m[1])), "end the name before this field"
	}
	if strings.HasPrefix(err.Message, "regex program size") {
		code, message, fix = "argument", fmt.Sprintf("the pattern is too large: more than %d steps", maxRegexp), "repeat less often, or split the pattern"
	}
	c.expressionProblem(e, from, to, code, message, fix)
}

func (c *compiler) unknownField(in *scope, node celast.Expr, name string) (code, message, fix string) {
	var names []string
	where := "the source"
	if r := c.recordBelow(in, node); r != nil {
		names = r.names()
		if r.path != "" {
			where = r.path + " of the source"
		}
	}
	if near := nearest(name, names); near != "" {
		return "source.unknown", fmt.Sprintf("%s has no field %q; did you mean %q?", where, name, near), "write " + near
	}
	return "source.unknown", fmt.Sprintf("%s has no field %q", where, name), "its fields are " + strings.Join(names, ", ")
}

// recordBelow is the record type from which a selection reads, nil if it cannot be told.
func (c *compiler) recordBelow(in *scope, node celast.Expr) *record {
	var operand celast.Expr
	switch {
	case node == nil:
		return nil
	case node.Kind() == celast.SelectKind:
		operand = node.AsSelect().Operand()
	case node.Kind() == celast.CallKind && len(node.AsCall().Args()) > 0:
		operand = node.AsCall().Args()[0]
	default:
		return nil
	}
	if operand.Kind() == celast.IdentKind {
		if v := in.lookup(operand.AsIdent()); v != nil {
			return v.record
		}
		return nil
	}
	outer := c.recordBelow(in, operand)
	if outer == nil || operand.Kind() != celast.SelectKind {
		return nil
	}
	if m := outer.byName[operand.AsSelect().FieldName()]; m != nil {
		return m.record
	}
	return nil
}

func (c *compiler) unknownName(in *scope, node celast.Expr, name string) (code, message, fix string) {
	if node != nil && node.Kind() == celast.CallKind {
		near := nearest(name, functionNames)
		if near != "" {
			return "function.unknown", fmt.Sprintf("there is no function %q; did you mean %q?", name, near), "write " + near
		}
		return "function.unknown", fmt.Sprintf("there is no function %q", name), "the functions are " + strings.Join(functionNames, ", ")
	}
	switch near := nearest(name, in.all()); {
	case c.later[name] != nil:
		if circle := c.circle(name); circle != "" {
			return "name.recursive", fmt.Sprintf("%q uses itself: %s", name, circle), "a let is worked out once, from the source and the lets above it: write one of them without the other"
		}
		return "name.order", fmt.Sprintf("%q is used before it is defined", name), "move its line in let above this one"
	case c.types.root.byName[name] != nil:
		return "name.unknown", fmt.Sprintf("there is no %q; the source's fields begin with src.", name), "write src." + name
	case near != "":
		in.lookup(near).used = true
		return "name.unknown", fmt.Sprintf("there is no %q; did you mean %q?", name, near), "write " + near
	}
	return "name.unknown", fmt.Sprintf("there is no %q", name), "the names here are " + strings.Join(in.all(), ", ") + "; a text stands in quotes"
}

// functionNames are the functions that a mistyped name may mean.
var functionNames = func() []string {
	names := []string{"size", "contains", "startsWith", "endsWith", "matches", "hasValue", "optMap", "map", "filter", "exists", "all", "has", "string", "int", "double", "first", "last", "or"}
	for _, f := range Functions() {
		names = append(names, f.Name)
	}
	return names
}()

// noMatch says why a function or an operator does not take what it was given.
func noMatch(name, applied string) (message, fix string) {
	given := typeWords(applied)
	if f := libraryByName[name]; f != nil {
		message = fmt.Sprintf("%s does not take %s", name, given)
		return message, "it is " + strings.Join(f.public().Signatures, ", or ")
	}
	message = fmt.Sprintf("%s does not fit %s", operatorName(name), given)
	switch {
	case name == orReject:
		return message, "orReject answers a value that may be missing, with a code in quotes; one that is always there needs no answer"
	case strings.Contains(applied, "optional_type"):
		return message, `a value that may be missing needs an answer first: .orReject("code") or .orValue(…)`
	}
	return message, "convert one side, or compare like with like"
}

// operatorName is how an operator is written, with CEL's placeholders for its operands left out: "+", "? :".
func operatorName(name string) string {
	if functionName.MatchString(name) {
		return name
	}
	return strings.TrimSpace(strings.NewReplacer("@", "", "_", " ").Replace(name))
}

var functionName = regexp.MustCompile(`^[A-Za-z]\w*$`)

var typeTokens = strings.NewReplacer("match_key", "match key", "partial_date", "partial date", "optional_type(", "optional (", "string", "text", "list(", "list of (",
	"bool", "true or false", "int", "whole number", "double", "number")

// typeWords puts CEL's names of types into this language's words.
func typeWords(s string) string { return typeTokens.Replace(s) }

func typeName(t *types.Type) string {
	switch {
	case isOptional(t):
		return typeName(t.Parameters()[0]) + " that may be missing"
	case t.Kind() == types.ListKind:
		return "list of " + typeName(t.Parameters()[0])
	}
	return typeWords(t.String())
}
