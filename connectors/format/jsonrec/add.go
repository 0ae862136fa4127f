package jsonrec

import "encoding/binary"

// add appends a cell's value to its column.
func (c *column) add(t *tape, v *cell) {
	is := v.state >= there
	switch c.kind {
	case Text:
		c.addText(t, v)
	case Number:
		c.values = binary.NativeEndian.AppendUint64(c.values, uint64(v.number()))
	case Bool:
		c.addBit(v.state == truth)
	case List:
		c.addList(t, v)
	case Object:
		c.addObject(t, v, is)
	}
	c.valid.add(is)
}

// addPlain appends a text without escapes: what most values are.
func (c *column) addPlain(text []byte) {
	c.values = append(c.values, text...)
	c.ends.ends = append(c.ends.ends, int32(len(c.values)))
	c.valid.add(true)
}

// addText copies a text from the body straight into its column.
func (c *column) addText(t *tape, v *cell) {
	switch v.state {
	case there:
		c.values = append(c.values, t.b[v.from:v.to]...)
	case escaped:
		c.values = appendText(c.values, t.b[v.from:v.to])
	}
	c.ends.ends = append(c.ends.ends, int32(len(c.values)))
}

func (c *column) addBit(set bool) {
	n := c.valid.rows
	if n&7 == 0 {
		c.values = append(c.values, 0)
	}
	if set {
		c.values[n>>3] |= 1 << (n & 7)
	}
}

func (c *column) addList(t *tape, v *cell) {
	items := c.below[0]
	for at := v.below; at != 0; {
		item := &t.cells[at]
		items.add(t, item)
		at = item.next
	}
	c.ends.ends = append(c.ends.ends, int32(items.valid.rows))
}

// nothing is the cell of what is not there.
var nothing cell

func (c *column) addObject(t *tape, v *cell, is bool) {
	for i, member := range c.below {
		if is {
			member.add(t, &t.cells[int(v.below)+i])
		} else {
			member.add(t, &nothing)
		}
	}
}
