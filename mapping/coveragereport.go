package mapping

import (
	"cmp"
	"maps"
	"slices"

	"bilgate/mapping/canon"
)

// CoverageReport is what records made of a mapping. It holds counts, places of the mapping and rows of its
// code lists, and no value of a record (I7).
type CoverageReport struct {
	Mapping  canon.Mapping `json:"mapping"`
	Records  int           `json:"records"`
	Accepted int           `json:"accepted"`
	Rejected int           `json:"rejected"`
	Skipped  int           `json:"skipped"`
	Branches []Branch      `json:"branches"` // in file order
	Sources  []SourceUse   `json:"sources"`  // in the schema's order
	Targets  []TargetUse   `json:"targets"`  // in the kind's order
	Lists    []ListUse     `json:"lists"`    // by name
	Rejects  []CodeUse     `json:"rejects"`  // by code
}

// Branch is one way of a point at which records part, and how often it was taken.
type Branch struct {
	Kind   string `json:"kind"`   // choice, side, answer, reject, lookup, refusal, loop, each or when
	Target string `json:"target"` // what the expression is for: "person.surname", "let born", "when draft"
	Rule          // of the word that the branch is about
	End    int    `json:"end_column"`
	Never  string `json:"never"` // what is to be said if it was never taken
	Taken  int    `json:"taken"` // times; in a loop more than one a record
	Text   string `json:"text"`  // the source line
}

// String is the branch as a person reads it: place and sentence, the source line, carets.
func (b Branch) String() string {
	return Problem{File: b.File, Line: b.Line, Column: b.Column, EndColumn: b.End, Message: b.Target + ": " + b.Never, text: b.Text}.String()
}

// SourceUse is one field of the source: whether an expression reads it, and how many values came.
type SourceUse struct {
	Path   string `json:"path"`
	Read   bool   `json:"read"`
	Filled int    `json:"filled"`
}

// TargetUse is one field of the kind: whether the mapping assigns it, and how many values it got in
// accepted records. What the gateway fills itself is left out.
type TargetUse struct {
	Path     string `json:"path"`
	Assigned bool   `json:"assigned"`
	Filled   int    `json:"filled"`
}

// ListUse is one code list that a look-up uses.
type ListUse struct {
	Name    string    `json:"name"`
	File    string    `json:"file"`
	Rows    int       `json:"rows"`
	Reached int       `json:"reached"` // rows that were needed at least once
	Never   []ListRow `json:"never"`   // the others
}

// ListRow is a row of a code list of the mapping.
type ListRow struct {
	Line  int    `json:"line"`
	Code  string `json:"code"`
	Value string `json:"value"`
}

// CodeUse is a code with the number of records that it rejected.
type CodeUse struct {
	Code    string `json:"code"`
	Records int    `json:"records"`
}

// Report says what has been counted so far.
func (c *Coverage) Report() CoverageReport {
	c.mu.Lock()
	defer c.mu.Unlock()
	return CoverageReport{
		Mapping: c.program.Ref(), Records: c.records, Accepted: c.taken, Skipped: c.skipped, Rejected: c.records - c.taken - c.skipped,
		Branches: c.branches(), Sources: c.sourceUse(), Targets: c.targetUse(), Lists: c.listUse(), Rejects: c.codeUse(),
	}
}

// branches are those of all points, in the order of their places.
func (c *Coverage) branches() []Branch {
	out := []Branch{}
	for _, p := range c.points {
		for _, b := range p.branches {
			out = append(out, p.branch(b))
		}
	}
	slices.SortStableFunc(out, func(a, b Branch) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return out
}

func (p *point) branch(b branchAt) Branch {
	e := p.expression
	from, to := 0, len(e.scalar.value)
	if b.word != 0 {
		from, to = spanOf(e.expression, e.ast, b.word)
	}
	at, end := e.scalar.span(from, to)
	return Branch{
		Kind: p.kind, Target: e.owner, Rule: Rule{e.doc.file, at.line, at.column}, End: end,
		Never: b.says, Taken: b.taken, Text: string(e.doc.line(at.line)),
	}
}

func (c *Coverage) sourceUse() []SourceUse {
	out := []SourceUse{}
	for _, f := range leafCounts(nil, c.sources) {
		out = append(out, SourceUse{f.path, !slices.Contains(c.program.unused, f.path), f.filled})
	}
	return out
}

func (c *Coverage) targetUse() []TargetUse {
	assigned := map[string]bool{}
	for _, l := range c.program.allLeaves() {
		assigned[l.field.Path] = true
	}
	out := []TargetUse{}
	for _, f := range leafCounts(nil, c.targets) {
		if field, ok := c.program.kind.Field(f.path); ok && !field.Reference {
			out = append(out, TargetUse{f.path, assigned[f.path], f.filled})
		}
	}
	return out
}

func (c *Coverage) listUse() []ListUse {
	out := []ListUse{}
	for _, l := range c.lists {
		use := ListUse{Name: l.list.name, File: l.list.file, Rows: len(l.list.rows), Never: []ListRow{}}
		for i, row := range l.list.rows {
			if l.reached[i] > 0 {
				use.Reached++
			} else {
				use.Never = append(use.Never, ListRow{row.line, row.code, row.value})
			}
		}
		out = append(out, use)
	}
	slices.SortFunc(out, func(a, b ListUse) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// codeUse are the codes of every orReject, and those that rejected a record.
func (c *Coverage) codeUse() []CodeUse {
	counts := maps.Clone(c.rejects)
	for _, e := range c.program.expressions() {
		for _, call := range e.calls {
			if call.name == orReject {
				code := c.program.sites[call.site].code
				counts[code] += 0
			}
		}
	}
	out := []CodeUse{}
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, CodeUse{code, counts[code]})
	}
	return out
}

// Share is a number of things of which some were reached.
type Share struct{ Reached, Of int }

// Percent is 100 where there is nothing to reach.
func (s Share) Percent() float64 {
	if s.Of == 0 {
		return 100
	}
	return 100 * float64(s.Reached) / float64(s.Of)
}

// BranchShare is how many branches were taken at least once.
func (r CoverageReport) BranchShare() Share {
	s := Share{Of: len(r.Branches)}
	for _, b := range r.Branches {
		s.Reached += boolInt(b.Taken > 0)
	}
	return s
}

// TargetShare is how many of the assigned targets were filled at least once.
func (r CoverageReport) TargetShare() Share {
	var s Share
	for _, t := range r.Targets {
		s.Of += boolInt(t.Assigned)
		s.Reached += boolInt(t.Assigned && t.Filled > 0)
	}
	return s
}

// SourceShare is how many source fields are read.
func (r CoverageReport) SourceShare() Share {
	s := Share{Of: len(r.Sources)}
	for _, f := range r.Sources {
		s.Reached += boolInt(f.Read)
	}
	return s
}
