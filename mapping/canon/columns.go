package canon

// column is one field prepared for AppendJSON: what to write before its value, and how to write it.
type column struct {
	field    *Field
	member   []byte    // `,"name":`
	seal     bool      // the topmost field that is biometric or genomic: a sealing unit
	refers   bool      // it is a reference
	children []*column // of a struct, or of a list's items
	ref      int       // index among children of the reference field, -1 if none
	digest   int       // index among children of "sha256", -1 if none
}

func columns(fields []*Field, sealed bool) []*column {
	out := make([]*column, len(fields))
	for i, f := range fields {
		secret := f.Sensitivity == Biometric || f.Sensitivity == Genomic
		c := &column{field: f, member: []byte(`,"` + f.Name + `":`), refers: f.Reference, seal: secret && !sealed, ref: -1, digest: -1}
		c.children = columns(f.Fields, sealed || secret)
		for j, child := range f.Fields {
			switch {
			case child.Reference:
				c.ref = j
			case child.Name == "sha256":
				c.digest = j
			}
		}
		out[i] = c
	}
	return out
}

// holdsSeal says whether a sealing unit stands at or below the column.
func (c *column) holdsSeal() bool {
	if c.seal {
		return true
	}
	for _, child := range c.children {
		if child.holdsSeal() {
			return true
		}
	}
	return false
}

// below finds the column of a member.
func below(list []*column, name string) *column {
	for _, c := range list {
		if c.field.Name == name {
			return c
		}
	}
	return nil
}
