package jsonrec

import "strconv"

// reading compares a checked object with the schema before anything is written. It keeps the first fault.
type reading struct {
	body    []byte
	unknown int
	fault   *Fault
}

// object compares every member; path is where the object stands, "" for the whole.
func (r *reading) object(d *Decoder, raw []byte, path string) []Value {
	values := d.values(raw, &r.unknown)
	for i := range d.fields {
		r.value(&d.fields[i], values[i], path, raw)
	}
	return values
}

func (r *reading) value(f *field, v Value, path string, within []byte) {
	switch {
	case r.fault != nil:
	case v.Kind == Missing && f.nullable:
	case v.Kind == Missing:
		r.refuse(CodeMissing, join(path, f.name), v, within)
	case !f.fits(v):
		r.refuse(CodeWrongType, join(path, f.name), v, v.raw)
	case v.Kind == Object:
		r.object(f.members, v.raw, join(path, f.name))
	case v.Kind == List:
		r.list(f, v, join(path, f.name))
	}
}

func (r *reading) list(f *field, v Value, path string) {
	i := 0
	for w := enter(v.raw); w.more(); i++ {
		item := *f.item
		item.name = path + "[" + strconv.Itoa(i) + "]"
		r.value(&item, w.item(), "", v.raw)
	}
}

// fits says whether a value is of the field's kind; a number must be whole and within 64 bits.
func (f *field) fits(v Value) bool {
	if v.Kind == Number && f.kind == Number {
		_, ok := v.Int()
		return ok
	}
	return v.Kind == f.kind
}

func (r *reading) refuse(code, path string, v Value, at []byte) {
	r.fault = &Fault{Code: code, Field: path, Class: v.Kind, Place: r.place(at)}
}

// place is where a part of the body stands in it. Both end in the same memory.
func (r *reading) place(part []byte) int { return cap(r.body) - cap(part) }

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
