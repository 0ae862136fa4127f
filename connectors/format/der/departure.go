package der

// Departure is the first place where an encoding is BER but not DER in one way.
type Departure struct {
	Offset int
	Rule   string // one of the Departure constants
}

// Ways to depart from DER, X.690 clauses 10.1, 10.2 and 8.1.2.4.
const (
	DepartureIndefinite = "indefinite_length"
	DepartureMinimal    = "length_not_minimal" // a length or a tag with more octets than it needs
	DeparturePieces     = "string_in_pieces"
)

// Departures walks e and everything in it, and returns the first departure of each
// kind, by offset. Content that cannot be framed ends its branch of the walk.
func Departures(e Element) []Departure {
	w := walk{}
	w.see(e)
	stack := w.descend(nil, e)
	for len(stack) > 0 {
		c := stack[len(stack)-1]
		if !c.More() {
			stack = stack[:len(stack)-1]
			continue
		}
		inner := c.Any("")
		if c.Err() != nil {
			continue
		}
		w.see(inner)
		stack = w.descend(stack, inner)
	}
	return w.found
}

type walk struct{ found []Departure }

func (w *walk) descend(stack []*Cursor, e Element) []*Cursor {
	if !e.Constructed || e.depth >= MaxDepth {
		return stack
	}
	return append(stack, e.Inside(""))
}

// see notes what of e is not DER. The header was readable once and is again.
func (w *walk) see(e Element) {
	h, _ := readHeader(e.Raw, e.Offset)
	if e.Indefinite {
		w.note(e.Offset, DepartureIndefinite)
	}
	if !h.minimal {
		w.note(e.Offset, DepartureMinimal)
	}
	if e.Constructed && (e.Tag == OctetString || e.Tag == BitString) {
		w.note(e.Offset, DeparturePieces)
	}
}

func (w *walk) note(offset int, rule string) {
	for _, d := range w.found {
		if d.Rule == rule {
			return
		}
	}
	w.found = append(w.found, Departure{offset, rule})
}
