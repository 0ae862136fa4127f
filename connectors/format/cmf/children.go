package cmf

import "encoding/xml"

// child is one element of a sequence: how often it may be there and what reads it.
type child struct {
	name string
	many bool
	read func(xml.StartElement) error
}

// textChild is an element that holds text alone.
func (r *reader) textChild(name string, into *string) child {
	return child{name: name, read: func(xml.StartElement) error {
		text, err := r.text(name)
		*into = text
		return err
	}}
}

// children reads a sequence of elements up to the end of parent: in order, none twice unless it may
// be. first is the place of the first child, or of the parent's own tag if it is empty.
func (r *reader) children(parent string, sequence []child) (first Place, err error) {
	first = r.at
	for at, seen := 0, false; ; {
		token, err := r.token()
		if err != nil {
			return first, err
		}
		switch token := token.(type) {
		case xml.CharData:
			if !isBlank(token) {
				return first, r.fail(RuleText, parent, "text stands between elements")
			}
		case xml.EndElement:
			return first, nil
		case xml.StartElement:
			if !seen {
				first, seen = r.at, true
			}
			next, err := r.place(parent, sequence, at, token)
			if err != nil {
				return first, err
			}
			if err := sequence[next].read(token); err != nil {
				return first, err
			}
			if at = next; !sequence[next].many {
				at++
			}
		}
	}
}

// place finds an element in the rest of the sequence.
func (r *reader) place(parent string, sequence []child, at int, start xml.StartElement) (int, error) {
	if start.Name.Space == Namespace {
		for i, c := range sequence {
			switch {
			case c.name != start.Name.Local:
			case i >= at:
				return i, nil
			case i == at-1:
				return 0, r.fail(RuleDuplicate, c.name, "the element is there twice")
			default:
				return 0, r.fail(RuleOrder, c.name, "the element is there twice, or after one that it must precede")
			}
		}
	}
	return 0, r.fail(RuleElement, parent, "the element holds one that the schema does not have here")
}
