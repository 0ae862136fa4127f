package extract

import "bilgate/mapping/canon"

// grid is a list of structs: one column a field that at least one item fills, one row an item.
type grid struct {
	title   both
	columns []both
	rows    [][]string
}

func (c *contents) table(f *canon.Field, items []object) (grid, error) {
	out := grid{title: labels(f.Labels), rows: make([][]string, len(items))}
	for _, column := range f.Fields {
		cells, filled, err := c.column(column, items)
		if err != nil {
			return grid{}, err
		}
		if !filled {
			continue
		}
		out.columns = append(out.columns, labels(column.Labels))
		for i, cell := range cells {
			out.rows[i] = append(out.rows[i], cell)
		}
	}
	return out, nil
}

func (c *contents) column(f *canon.Field, items []object) (cells []string, filled bool, err error) {
	cells = make([]string, len(items))
	for i, item := range items {
		value, ok := item[f.Name]
		if !ok || value == nil || f.Reference || !isPlain(f) {
			continue
		}
		if cells[i], err = c.value(f, value); err != nil {
			return nil, false, err
		}
		filled = filled || cells[i] != ""
	}
	return cells, filled, nil
}
