package jsonrec

import (
	"strconv"
	"strings"
)

// reading compares a checked object with the schema, to say what does not fit. Its methods return the
// first fault, whose Field each level completes on the way out.
type reading struct{ body []byte }

// object compares the members of an object.
func (r *reading) object(d *Decoder, raw []byte) *Fault {
	members := d.read(raw)
	for i := range d.fields {
		f := &d.fields[i]
		if fault := r.value(f, members[i], raw); fault != nil {
			fault.under(f.name)
			return fault
		}
	}
	return nil
}

func (r *reading) value(f *field, v Value, within []byte) *Fault {
	switch {
	case v.Kind == Missing && f.nullable:
		return nil
	case v.Kind == Missing:
		return &Fault{Code: CodeMissing, Class: Missing, Place: r.place(within)}
	case !f.fits(v):
		return &Fault{Code: CodeWrongType, Class: v.Kind, Place: r.place(v.raw)}
	case v.Kind == List:
		return r.list(f.item, v)
	case v.Kind == Object:
		return r.object(f.members, v.raw)
	}
	return nil
}

func (r *reading) list(item *field, v Value) *Fault {
	i := 0
	for w := enter(v.raw); w.more(); i++ {
		if fault := r.value(item, w.item(), v.raw); fault != nil {
			fault.under("[" + strconv.Itoa(i) + "]")
			return fault
		}
	}
	return nil
}

// under puts a step in front of the field's path: a name, or the index of an item.
func (f *Fault) under(step string) {
	if f.Field != "" && !strings.HasPrefix(f.Field, "[") {
		step += "."
	}
	f.Field = step + f.Field
}

// fits says whether a value is of the field's kind; a number must be whole and within 64 bits.
func (f *field) fits(v Value) bool {
	if v.Kind == Number && f.kind == Number {
		_, ok := v.Int()
		return ok
	}
	return v.Kind == f.kind
}

// place is where a part of the body stands in it. Both end in the same memory.
func (r *reading) place(part []byte) int { return cap(r.body) - cap(part) }
