package jsonrec

// read picks the members of a checked object, one Value a field.
func (d *Decoder) read(raw []byte) []Value {
	out := make([]Value, len(d.fields))
	for i := range out {
		out[i] = Value{Kind: Missing}
	}
	for w := enter(raw); w.more(); {
		quoted, value := w.member()
		if i, ok := d.index[string(unescaped(quoted))]; ok {
			out[i] = value
		}
	}
	return out
}
