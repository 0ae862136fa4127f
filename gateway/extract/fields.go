package extract

import (
	"fmt"

	"bilgate/mapping/canon"
)

// line is one field with its value.
type line struct {
	label both
	value string
}

// lines are the plain fields of a record or of one of its groups.
type lines struct {
	title both // empty for the record's own fields
	lines []line
}

// blocks reads a record's fields: its plain fields together first, then each group and list in the definition's order.
func (c *contents) blocks(kind *canon.Kind, data object) ([]block, error) {
	own, err := c.lines(kind.Fields, data)
	if err != nil {
		return nil, err
	}
	var rest []block
	for _, f := range kind.Fields {
		value, ok := data[f.Name]
		if !ok || value == nil {
			continue
		}
		more, err := c.group(f, value, data)
		if err != nil {
			return nil, err
		}
		rest = append(rest, more...)
	}
	if len(own) == 0 {
		return rest, nil
	}
	return append([]block{lines{lines: own}}, rest...), nil
}

// group reads a struct or a list of structs; plain fields give nothing.
func (c *contents) group(f *canon.Field, value any, record object) ([]block, error) {
	switch {
	case f.Type == canon.Struct:
		return c.structure(f, value)
	case f.Type == canon.List && len(f.Fields) > 0:
		items, err := itemsOf(f, value)
		if err != nil || len(items) == 0 {
			return nil, err
		}
		return c.list(f, items, record)
	}
	return nil, nil
}

func (c *contents) structure(f *canon.Field, value any) ([]block, error) {
	group, ok := value.(object)
	if !ok || isSealed(f, group) {
		return nil, shapeError(f, value)
	}
	var out []block
	rows, err := c.lines(f.Fields, group)
	if err != nil {
		return nil, err
	}
	if len(rows) > 0 {
		out = append(out, lines{title: labels(f.Labels), lines: rows})
	}
	if isPicture(f) {
		p, err := c.picture(f.Path, group)
		if err != nil {
			return nil, err
		}
		out = append(out, single{p})
	}
	return out, nil
}

// list reads a list of structs: prints and profiles have a form of their own, everything else is a table.
func (c *contents) list(f *canon.Field, items []object, record object) ([]block, error) {
	switch {
	case has(f, "position") && isPicture(f):
		return c.tenprint(f, items, record)
	case has(f, "locus") && has(f, "alleles"):
		return c.profile(f, items)
	}
	t, err := c.table(f, items)
	return []block{t}, err
}

func (c *contents) lines(fields []*canon.Field, data object) ([]line, error) {
	var out []line
	for _, f := range fields {
		value, ok := data[f.Name]
		if !ok || value == nil || f.Reference || !isPlain(f) {
			continue
		}
		text, err := c.value(f, value)
		if err != nil {
			return nil, err
		}
		if text != "" {
			out = append(out, line{labels(f.Labels), text})
		}
	}
	return out, nil
}

// isPlain says whether a field fits on one line: a value, or a list of texts.
func isPlain(f *canon.Field) bool { return len(f.Fields) == 0 }

// isPicture says whether a group describes a stored picture.
func isPicture(f *canon.Field) bool { return has(f, "sha256") && has(f, "ref") }

func has(f *canon.Field, child string) bool {
	for _, c := range f.Fields {
		if c.Name == child {
			return true
		}
	}
	return false
}

func itemsOf(f *canon.Field, value any) ([]object, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, shapeError(f, value)
	}
	var out []object
	for _, item := range list {
		o, ok := item.(object)
		if !ok || isSealed(f, o) {
			return nil, shapeError(f, item)
		}
		out = append(out, o)
	}
	return out, nil
}

// isSealed says whether an object is a sealing unit that stands in the place of f's value.
func isSealed(f *canon.Field, o object) bool { return o["sealed"] != nil && !has(f, "sealed") }

// shapeError says that a value is not what its field's type is.
func shapeError(f *canon.Field, value any) error {
	if o, ok := value.(object); ok && isSealed(f, o) {
		return fmt.Errorf("%s: it is still sealed; open the record's fields first", f.Path)
	}
	return fmt.Errorf("%s: the value is not of the type %s", f.Path, f.Type)
}
