package der

// Octets reads an OCTET STRING, or a string under an implicit tag: a view, or the
// pieces of a constructed one joined (X.690 clause 8.7.3), nested ones included.
func (e Element) Octets() ([]byte, error) {
	if !e.Constructed {
		return e.Content, nil
	}
	var joined []byte
	stack := []*Cursor{e.Inside("octets")}
	for len(stack) > 0 {
		c := stack[len(stack)-1]
		if !c.More() {
			stack = stack[:len(stack)-1]
			continue
		}
		piece := c.Take("octets", OctetString)
		if err := c.Err(); err != nil {
			return nil, err
		}
		if piece.Constructed {
			stack = append(stack, piece.Inside("octets"))
			continue
		}
		joined = append(joined, piece.Content...)
	}
	return joined, nil
}
