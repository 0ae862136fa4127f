package genotype

import "slices"

// arrangeWide groups the columns of a table with one row a sample by locus: one column each in the
// GeneMapper layout, columns numbered from 1 in the CODIS layout. A column that is not known is an
// unknown locus when it stands to the right of a known one; to the left it could be anything, and the
// table is refused.
func (h *header) arrangeWide(names []string) *TableError {
	first := slices.IndexFunc(h.columns, func(c column) bool { return c.role == roleLocus })
	if first < 0 {
		return &TableError{Rule: RuleLayout, Message: "no column is a locus, and none is named Marker"}
	}
	h.layout = LayoutWide
	if h.columns[first].number > 0 {
		h.layout = LayoutCODIS
	}
	groups := map[string]int{}
	for i := range h.columns {
		if err := h.place(groups, i, first, names[i]); err != nil {
			return err
		}
	}
	return nil
}

// place puts a column into the group of its locus.
func (h *header) place(groups map[string]int, i, first int, name string) *TableError {
	c := &h.columns[i]
	if c.role == roleUnknown {
		if i < first {
			return &TableError{Rule: RuleHeader, Column: i + 1, Message: "the column is neither a locus nor one that tables have before their loci"}
		}
		h.adopt(c, name)
	}
	if c.role != roleLocus {
		return nil
	}
	if (c.number > 0) != (h.layout == LayoutCODIS) {
		return &TableError{Rule: RuleHeader, Column: i + 1, Message: "some loci are numbered and some are not"}
	}
	group, seen := groups[c.marker.Name]
	if !seen {
		group = len(h.loci)
		groups[c.marker.Name] = group
		h.loci = append(h.loci, nil)
	}
	if c.number != 0 && c.number != len(h.loci[group])+1 || c.number == 0 && seen {
		return &TableError{Rule: RuleHeader, Column: i + 1, Name: knownName(c.marker.Name), Message: "the locus is there twice, or its columns are not numbered 1, 2, …"}
	}
	h.loci[group] = append(h.loci[group], i)
	h.needed = i + 1
	return nil
}

// adopt takes a column as a locus that is not in loci.csv.
func (h *header) adopt(c *column, name string) {
	c.role = roleLocus
	if h.layout == LayoutCODIS {
		name, c.number = numbered(name)
	}
	c.marker, _ = MarkerOf(name)
}
