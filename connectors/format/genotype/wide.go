package genotype

import "strings"

// wide reads a table with one row a sample.
func (c *collector) wide(in *rows, h *header) error {
	lists := c.listsOf(in, h)
	found := false
	for {
		cells, ok, err := in.next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if err := h.fits(in, cells); err != nil {
			return err
		}
		found = true
		if err := c.wideRow(in, h, cells, lists); err != nil {
			return err
		}
	}
	if !found {
		return &TableError{Rule: RuleNoRows, Message: "there is nothing below the header"}
	}
	return nil
}

// listMarks separate the alleles of a cell whose decimals have a comma.
const listMarks = ";/|"

// listsOf says what separates the alleles of a cell, and whether a comma is a decimal one.
func (c *collector) listsOf(in *rows, h *header) string {
	switch {
	case h.layout == LayoutCODIS:
		c.rules.decimalComma = in.separator != ','
		return ""
	case in.separator == ',':
		return "," + listMarks
	case commasAreDecimal(*in, h):
		c.rules.decimalComma = true
		return listMarks
	}
	return ","
}

// commasAreDecimal looks ahead over the cells of all loci: a comma is a decimal one in the whole table
// if some cell separates its alleles otherwise, and none by a comma and a blank.
func commasAreDecimal(ahead rows, h *header) bool {
	ahead.cells, ahead.offsets = nil, nil
	otherwise := false
	for {
		cells, ok, err := ahead.next()
		if err != nil || !ok {
			return otherwise // a fault is reported when the rows are read
		}
		for _, columns := range h.loci {
			text := cell(cells, columns[0])
			if strings.Contains(text, ", ") {
				return false
			}
			otherwise = otherwise || strings.ContainsAny(text, listMarks)
		}
	}
}

// wideRow files the sample of one row.
func (c *collector) wideRow(in *rows, h *header, cells []string, lists string) error {
	s := &sample{name: cells[h.sample], kind: cell(cells, h.kind), at: in.at(h.sample), readings: c.readings[:0]}
	c.values = c.values[:0]
	for _, columns := range h.loci {
		from := len(c.values)
		c.values = appendValues(c.values, cells, columns, lists)
		if len(c.values) == from {
			continue
		}
		name := h.columns[columns[0]].marker.Name
		s.readings = append(s.readings, Reading{Locus: name, Values: c.values[from:], Kit: cell(cells, h.kit), Place: in.at(columns[0])})
	}
	c.readings = s.readings
	if err := c.count(len(s.readings), in.line); err != nil {
		return err
	}
	return c.add(s)
}

// appendValues adds the values of one locus that are there: a cell each, or a cell's list.
func appendValues(values, cells []string, columns []int, lists string) []string {
	for _, i := range columns {
		text := cell(cells, i)
		for text != "" {
			item, rest := text, ""
			if cut := strings.IndexAny(text, lists); cut >= 0 {
				item, rest = text[:cut], text[cut+1:]
			}
			if item = strings.TrimSpace(item); !isAbsent(item) {
				values = append(values, item)
			}
			text = rest
		}
	}
	return values
}
