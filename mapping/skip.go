package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"cel.dev/cel-go/common/types"
)

// Skip is a record that the feed sends and canon does not want: a condition of the mapping did not hold.
type Skip struct {
	Row    int    `json:"row"` // in the input batch
	Reason string `json:"reason"`
	Rule   Rule   `json:"rule"`
}

// condition is one line of the file's when: a record that it does not hold for is skipped.
type condition struct {
	reason     string
	at         place // of the reason in the file
	rule       Rule
	expression *expression
	kernel     node   // nil if the interpreter runs it
	why        string // why it has no kernel
}

// conditions checks what a record must be to be taken.
func (c *compiler) conditions(n *yaml.Node) {
	if n == nil {
		return
	}
	c.pairs(n, func(key, value *yaml.Node) {
		e := c.condition(value, c.root)
		if !isCode(key.Value) {
			c.problem(key, "skip.reason", "the reason for a skip is a word of small letters, digits and _", "write a reason such as not_a_draft")
			return
		}
		c.reasons[key.Value] = true
		if e != nil {
			at := place{key.Line, key.Column}
			c.program.conditions = append(c.program.conditions,
				&condition{reason: key.Value, at: at, rule: Rule{c.doc.file, at.line, at.column}, expression: e})
		}
	})
}

// condition compiles an expression that is true or false.
func (c *compiler) condition(n *yaml.Node, in *scope) *expression {
	e := c.expression(n, in)
	switch {
	case e == nil || e.typ.Kind() == types.BoolKind:
		return e
	case isOptional(e.typ) && plainType(e.typ).Kind() == types.BoolKind:
		c.expressionProblem(e, 0, len(e.scalar.value), "optional", "the condition may give nothing instead of true or false", "answer it with orValue: .orValue(false), or compare .orValue(…) with something")
	default:
		c.expressionProblem(e, 0, len(e.scalar.value), "type", "when is true or false, not "+typeName(e.typ), `compare something: i.status == "captured"`)
	}
	return nil
}

// skipped reads the reason that a test expects.
func (c *compiler) skipped(n *yaml.Node) string {
	if !c.reasons[n.Value] {
		known := slices.Sorted(maps.Keys(c.reasons))
		fix := "name a reason that stands under when"
		if len(known) > 0 {
			fix = "write one of " + strings.Join(known, ", ")
		}
		c.problem(n, "skip.unknown", fmt.Sprintf("no condition under when has the reason %q%s", n.Value, didYouMean(n.Value, known)), fix)
	}
	return n.Value
}

// conditions skips the rows that a condition does not hold for, by the first such one. A condition that
// refuses or fails before rejects its row: whether the record is wanted is then not known.
func (r *run) conditions(d *domain) {
	if len(r.program.conditions) == 0 {
		return
	}
	r.skipped = make([]*condition, d.rows)
	open := make([]bool, d.rows) // rows that all conditions so far hold for
	for i := range open {
		open[i] = true
	}
	for _, c := range r.program.conditions {
		holds := r.condition(d, c, open).(*vector[bool])
		for i, s := range holds.state {
			switch {
			case !open[i]:
			case s != present:
				open[i] = false
				r.fail(d, i, position{at: c.at}, s)
			case !holds.values[i]:
				open[i] = false
				r.skipped[i] = c
			}
		}
	}
}

// condition runs a condition: over the whole column, or one by one over the rows that are open.
func (r *run) condition(d *domain, c *condition, open []bool) column {
	if c.kernel != nil && r.kernels {
		return c.kernel.run(d.frame)
	}
	out := newCells(c.expression.typ, d.rows)
	for i := range d.rows {
		if open[i] {
			out.set(i, c.expression.eval(d.activation(i)))
		}
	}
	return out
}

// skips says whether a row of the batch is skipped.
func (r *run) skips(row int) bool { return r.skipped != nil && r.skipped[row] != nil }

// wants says whether a row of a domain belongs to a record that is not skipped.
func (r *run) wants(d *domain, i int) bool {
	root := d.root(i)
	return root >= 0 && !r.skips(root)
}

// skippedRows are the skipped rows, in input order.
func (r *run) skippedRows() []Skip {
	var out []Skip
	for row, c := range r.skipped {
		if c != nil {
			out = append(out, Skip{row, c.reason, c.rule})
		}
	}
	return out
}

// Skips are the reasons for which the mapping can skip a record, with the rules that give them.
func (p *Program) Skips() map[string]Rule {
	out := map[string]Rule{}
	for _, c := range p.conditions {
		out[c.reason] = c.rule
	}
	return out
}
