package jsonrec

import "github.com/apache/arrow-go/v18/arrow/array"

// builders is a record builder taken apart, with the tape that fills it.
type builders struct {
	of    *array.RecordBuilder
	sinks []sink
	tape  tape
}

// buildersOf takes a builder apart, unless the last one was the same; what it gives goes back to d.builders.
func (d *Decoder) buildersOf(b *array.RecordBuilder) *builders {
	c, ok := d.builders.Get().(*builders)
	if !ok {
		c = &builders{}
	}
	if c.of != b {
		c.of, c.sinks = b, sinks(b.Fields())
	}
	return c
}

// sink is where the values of one field go: one of the builders is set.
type sink struct {
	text   *array.StringBuilder
	number *array.Int64Builder
	truth  *array.BooleanBuilder
	list   *array.ListBuilder
	object *array.StructBuilder
	below  []sink // the list's items, or the struct's members
}

func sinks(builders []array.Builder) []sink {
	out := make([]sink, len(builders))
	for i, b := range builders {
		switch b := b.(type) {
		case *array.StringBuilder:
			out[i].text = b
		case *array.Int64Builder:
			out[i].number = b
		case *array.BooleanBuilder:
			out[i].truth = b
		case *array.ListBuilder:
			out[i].list, out[i].below = b, sinks([]array.Builder{b.ValueBuilder()})
		case *array.StructBuilder:
			members := make([]array.Builder, b.NumField())
			for k := range members {
				members[k] = b.FieldBuilder(k)
			}
			out[i].object, out[i].below = b, sinks(members)
		}
	}
	return out
}

// append appends a cell's value.
func (s *sink) append(t *tape, at int) {
	c := &t.cells[at]
	switch {
	case s.text != nil:
		s.appendText(t, c)
	case s.number != nil && c.state >= there:
		s.number.Append(c.number())
	case s.number != nil:
		s.number.AppendNull()
	case s.list != nil:
		s.list.Append(c.state >= there)
		for item := c.below; item != 0; item = t.cells[item].next {
			s.below[0].append(t, int(item))
		}
	case s.object != nil:
		s.object.Append(c.state >= there) // false appends to the members, too
		for i := range s.below {
			if c.state >= there {
				s.below[i].append(t, int(c.below)+i)
			}
		}
	case c.state >= there:
		s.truth.Append(c.state == truth)
	default:
		s.truth.AppendNull()
	}
}

// appendText copies a text from the body straight into its column.
func (s *sink) appendText(t *tape, c *cell) {
	switch c.state {
	case there:
		text := t.b[c.from:c.to]
		s.text.Reserve(1)
		if s.text.DataCap()-s.text.DataLen() < len(text) {
			s.text.ReserveData(len(text) + s.text.DataLen())
		}
		s.text.UnsafeAppend(text)
	case escaped:
		s.text.BinaryBuilder.Append(appendText(nil, t.b[c.from:c.to]))
	default:
		s.text.AppendNull()
	}
}
