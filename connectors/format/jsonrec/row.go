package jsonrec

// row is the members of one object in the places of their fields.
type row struct {
	decoder *Decoder
	values  []Value // one a field
	next    int     // the field after the last one: senders keep an order
	unknown int     // members without a field
}

// row is an empty row; it goes back to d.rows.
func (d *Decoder) row() *row {
	r, ok := d.rows.Get().(*row)
	if !ok {
		r = &row{decoder: d, values: make([]Value, len(d.fields))}
	}
	for i := range r.values {
		r.values[i] = Value{Kind: Missing}
	}
	r.next, r.unknown = 0, 0
	return r
}

// read picks the members of a checked object.
func (d *Decoder) read(raw []byte) *row {
	r := d.row()
	for w := enter(raw); w.more(); {
		r.put(w.member())
	}
	return r
}

// put puts a member in its field's place; quoted is its name between the quotes.
func (r *row) put(quoted []byte, v Value) {
	i := r.place(unescaped(quoted))
	if i < 0 {
		r.unknown++
		return
	}
	r.values[i] = v
	r.next = i + 1
}

// place is the index of a field by its name, -1 if there is none.
func (r *row) place(name []byte) int {
	if r.next < len(r.values) && string(name) == r.decoder.fields[r.next].name {
		return r.next
	}
	if i, ok := r.decoder.index[string(name)]; ok {
		return i
	}
	return -1
}
