package mapping

import (
	"fmt"

	"bilgate/mapping/canon"
)

// CodeDowngrade is the problem of an assignment that puts a value into a field that is guarded less than
// the value.
const CodeDowngrade = "sensitivity.downgrade"

// downgrades finds the assignments that put something genomic into a field that is not, or something biometric
// into a field that is personal or open: such a value would come to stand unsealed.
func (c *compiler) downgrades() {
	d := downgrade{c, leakage{compiler: c, lets: map[*expression]carried{}, blocks: map[string]carried{}}}
	d.leaves(c.program.leaves)
	d.lists(c.program.lists)
}

type downgrade struct {
	compiler *compiler
	flow     leakage
}

func (d *downgrade) leaves(list []*leaf) {
	for _, l := range list {
		if l.expression != nil {
			d.check(l.field, l.expression, d.flow.value(l.expression))
		}
	}
}

// lists checks the items of lists. How many there are depends on what chooses them.
func (d *downgrade) lists(list []*target) {
	for _, t := range list {
		for _, b := range t.blocks {
			for _, over := range b.overs() {
				d.check(t.field, over.each, d.flow.asked(over.each, over.each.ast.Expr(), nil))
				d.flow.blocks[over.variable] = d.flow.value(over.each)
			}
			if b.when != nil {
				d.check(t.field, b.when, d.flow.value(b.when))
			}
			d.leaves(b.leaves)
			d.lists(b.nested)
			for _, over := range b.overs() {
				delete(d.flow.blocks, over.variable)
			}
		}
	}
}

func (d *downgrade) check(f *canon.Field, e *expression, c carried) {
	if c.member == nil || level(c.sensitivity) < level(canon.Biometric) || level(c.sensitivity) <= level(f.Sensitivity) {
		return
	}
	from, to := d.compiler.spanOf(e, e.ast, c.at)
	through := ""
	if name := string(e.scalar.value[from:to]); name != c.member.name {
		through = fmt.Sprintf(" (through %s)", name)
	}
	d.compiler.expressionProblem(e, from, to, CodeDowngrade,
		fmt.Sprintf("%s of the source%s is %s, but %s is only %s", c.member.path, through, c.sensitivity, f.Path, f.Sensitivity),
		fmt.Sprintf("assign it to a field that is %s, or leave it in the kept message; a test whether it is there is allowed: .hasValue()", c.sensitivity))
}
