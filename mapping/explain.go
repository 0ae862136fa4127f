package mapping

// Explanation says how one assignment or condition runs.
type Explanation struct {
	Target string `json:"target"`         // "person.surname", "images[].position", "when not_a_draft"
	File   string `json:"file,omitempty"` // of the fragment that it stands in; "" for the mapping
	Line   int    `json:"line"`
	Expr   string `json:"expr"`   // as written
	Engine string `json:"engine"` // "kernel", "interpreter" or "constant"
	Why    string `json:"why"`    // what keeps it from a kernel; "" if nothing does

	Nanoseconds float64 `json:"ns,omitempty"`   // measured by ExplainTimed: of one row
	Rows        int     `json:"rows,omitempty"` // of the batch that was measured: records, or a list's items

	leaf *leaf
}

// Explain lists the conditions and the assignments in file order, with the engine that runs each.
func (p *Program) Explain() []Explanation {
	var out []Explanation
	for _, c := range p.conditions {
		e := Explanation{Target: "when " + c.reason, Line: c.at.line, Expr: c.expression.text(), Engine: "interpreter", Why: c.why}
		if c.kernel != nil {
			e.Engine = "kernel"
		}
		out = append(out, e)
	}
	out = explain(out, p.leaves)
	return explainLists(out, p.lists)
}

func explain(out []Explanation, leaves []*leaf) []Explanation {
	for _, l := range leaves {
		e := Explanation{Target: l.field.Path, Line: l.at.line, Engine: "interpreter", Why: l.why, leaf: l}
		if l.by != nil {
			e.File = l.by.file
		}
		switch {
		case l.constant != nil:
			e.Expr, e.Engine = l.text, "constant"
		case l.kernel != nil:
			e.Expr, e.Engine = l.expression.text(), "kernel"
		default:
			e.Expr = l.expression.text()
		}
		out = append(out, e)
	}
	return out
}

func explainLists(out []Explanation, lists []*target) []Explanation {
	for _, t := range lists {
		for _, b := range t.blocks {
			before := len(out)
			out = explain(out, b.leaves)
			for i := before; i < len(out); i++ {
				if out[i].Engine == "interpreter" && b.list == nil {
					out[i].Why = "the items of a computed list run one by one"
				}
			}
			out = explainLists(out, b.nested)
		}
	}
	return out
}

// Codes are the codes with which the mapping itself can reject a record, with the rules that give them.
// The strict checks of the canonical schema add CodeRequired, CodeList and CodeBasis; what fails at run
// time has a code runtime.<operation>.
func (p *Program) Codes() map[string][]Rule {
	out := map[string][]Rule{}
	for _, s := range p.sites {
		if isCode(s.code) && s.code != CodeRequired && s.code != CodeList {
			out[s.code] = append(out[s.code], s.rule)
		}
	}
	return out
}
