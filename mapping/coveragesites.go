package mapping

// usedAs is what an expression of the mapping is for.
type usedAs int

const (
	asValue     usedAs = iota // of an assignment or a let
	asEach                    // the list of a block
	asItemWhen                // which of its items are kept
	asCondition               // which records are taken
)

// usedExpression is one expression of the mapping with what it belongs to.
type usedExpression struct {
	*expression
	owner string // "person.surname", "let born", "images[]", "when not_a_draft"
	as    usedAs
}

// expressions are all expressions of the mapping: lets, conditions, assignments, blocks.
func (p *Program) expressions() []usedExpression {
	var out []usedExpression
	for _, l := range p.lets {
		out = append(out, usedExpression{l.expression, "let " + l.name, asValue})
	}
	for _, c := range p.conditions {
		out = append(out, usedExpression{c.expression, "when " + c.reason, asCondition})
	}
	out = ofLeaves(out, p.leaves)
	return ofLists(out, p.lists)
}

func ofLeaves(out []usedExpression, leaves []*leaf) []usedExpression {
	for _, l := range leaves {
		if l.expression != nil {
			out = append(out, usedExpression{l.expression, l.field.Path, asValue})
		}
	}
	return out
}

func ofLists(out []usedExpression, lists []*target) []usedExpression {
	for _, t := range lists {
		owner := t.field.Path + "[]"
		for _, b := range t.blocks {
			for _, over := range b.overs() {
				out = append(out, usedExpression{over.each, owner, asEach})
			}
			if b.when != nil {
				out = append(out, usedExpression{b.when, owner, asItemWhen})
			}
			out = ofLists(ofLeaves(out, b.leaves), b.nested)
		}
	}
	return out
}

// allLeaves are all assignments, those of the record first.
func (p *Program) allLeaves() []*leaf { return leavesOf(p.leaves, p.lists) }

func leavesOf(leaves []*leaf, lists []*target) []*leaf {
	out := append([]*leaf(nil), leaves...)
	for _, t := range lists {
		for _, b := range t.blocks {
			out = append(out, leavesOf(b.leaves, b.nested)...)
		}
	}
	return out
}
