package mapping

// Explanation says how one assignment runs.
type Explanation struct {
	Target string `json:"target"` // "person.surname", "images[].position"
	Line   int    `json:"line"`
	Expr   string `json:"expr"`   // as written
	Engine string `json:"engine"` // "kernel", "interpreter" or "constant"
	Why    string `json:"why"`    // what keeps it from a kernel; "" if nothing does
}

// Explain lists the assignments in file order, with the engine that runs each.
func (p *Program) Explain() []Explanation {
	out := explain(nil, p.leaves)
	return explainLists(out, p.lists)
}

func explain(out []Explanation, leaves []*leaf) []Explanation {
	for _, l := range leaves {
		e := Explanation{Target: l.field.Path, Line: l.at.line, Engine: "interpreter", Why: l.why}
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
