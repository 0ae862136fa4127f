package genotype

import "slices"

// collector turns the samples of a table into profiles and controls.
type collector struct {
	rules Rules
	table *Table
	wrong error          // the first control that does not show what it must
	seen  map[string]int // sample name → index of its profile
	loci  int            // results so far

	readings []Reading // of the row at hand, in a wide table
	values   []string
}

// sample is one sample's results as the table has them.
type sample struct {
	name, kind string // kind: the text of the sample type column
	at         Place  // place of its name
	readings   []Reading
}

// add files one sample.
func (c *collector) add(s *sample) error {
	if len(c.table.Profiles)+len(c.table.Controls) == maxSamples {
		return &TableError{Rule: RuleTooLarge, Line: int(s.at.Line), Offset: int(s.at.Offset), Message: "the table has too many samples: send it in pieces"}
	}
	if kind, standard := controlOf(s.name, s.kind); kind != "" {
		c.control(s, kind, standard)
		return nil
	}
	p := c.rules.Profile(s.name, s.readings)
	for i := range p.Findings {
		p.Findings[i].Record = int32(len(c.table.Profiles))
	}
	c.table.Profiles = append(c.table.Profiles, p)
	if c.table.Layout != LayoutLong { // which gathers the rows of a name
		c.twins(s)
	}
	return nil
}

// twins refuses both of two profiles under one name: which of them is right cannot be told.
func (c *collector) twins(s *sample) {
	last := len(c.table.Profiles) - 1
	first, twin := c.seen[s.name]
	if !twin {
		c.seen[s.name] = last
		return
	}
	for _, i := range []int{first, last} {
		c.table.Profiles[i].refuse(int32(i), RuleDuplicateSample, s.at)
	}
}

// control files a control. A wrong one fails the table when it has been read.
func (c *collector) control(s *sample, kind ControlKind, standard string) {
	k := Control{Kind: kind, Standard: standard}
	if kind == Ladder {
		k.Profile.Sample = s.name
	} else {
		k.Profile = c.rules.Profile(s.name, s.readings)
		k.Profile.Findings = slices.DeleteFunc(k.Profile.Findings, func(f Finding) bool { return f.Rule == RuleTooFewLoci })
	}
	if err := k.check(s.at); err != nil && c.wrong == nil {
		c.wrong = err
	}
	for i := range k.Profile.Findings {
		k.Profile.Findings[i].Record = NoRecord
	}
	c.table.Controls = append(c.table.Controls, k)
}

// count counts results against the cap.
func (c *collector) count(n, line int) error {
	if c.loci += n; c.loci > maxLoci {
		return &TableError{Rule: RuleTooLarge, Line: line, Message: "the table has too many results: send it in pieces"}
	}
	return nil
}

// cell is a row's cell, blank where the row is shorter.
func cell(cells []string, i int) string {
	if i < 0 || i >= len(cells) {
		return ""
	}
	return cells[i]
}

// fits checks a row against the header.
func (h *header) fits(in *rows, cells []string) error {
	if len(cells) < len(h.columns) && in.text == "" && !in.closed && len(cells) < h.lastNamed() {
		return &TableError{Rule: RuleTruncated, Line: in.line, Offset: int(in.at(0).Offset), Message: "the table ends in the middle of a line: send it whole"}
	}
	if len(cells) < h.needed {
		return &TableError{Rule: RuleRowLength, Line: in.line, Offset: int(in.at(0).Offset), Message: "the line has fewer cells than the header has columns"}
	}
	for i, text := range cells {
		if text != "" && (i >= len(h.columns) || h.columns[i].role == roleUnnamed) {
			return in.fault(RuleRowLength, i, "the cell has no column in the header")
		}
	}
	if cell(cells, h.sample) == "" {
		return in.fault(RuleNoSample, h.sample, "the line has no sample name")
	}
	return nil
}

// lastNamed is the number of columns up to the last one with a name.
func (h *header) lastNamed() int {
	n := len(h.columns)
	for n > 0 && h.columns[n-1].role == roleUnnamed {
		n--
	}
	return n
}
