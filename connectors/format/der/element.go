package der

// MaxDepth is how deep elements may lie in one another.
const MaxDepth = 64

// Element is one type-length-value as received: views into the input.
type Element struct {
	Tag         Tag
	Constructed bool
	Indefinite  bool   // the length is indefinite; Raw ends with the two end octets
	Offset      int    // of the first tag byte, from the start of the input
	Raw         []byte // whole: tag, length, content, end octets
	Content     []byte // without the end octets

	depth int
}

// ContentOffset is where the content begins, from the start of the input.
func (e Element) ContentOffset() int { return e.Offset + len(e.Raw) - len(e.Content) - e.endOctets() }

func (e Element) endOctets() int {
	if e.Indefinite {
		return 2
	}
	return 0
}

// End is the offset of the first byte behind the element.
func (e Element) End() int { return e.Offset + len(e.Raw) }

// Parse reads the element that data begins with; what follows it is data[len(e.Raw):].
// Every error is a [*Fault].
func Parse(data []byte) (Element, error) {
	e, bad := read(data, 0, 0)
	if bad != nil {
		return Element{}, bad
	}
	return e, nil
}

// ParseWhole is [Parse] of an input that must end with its element.
func ParseWhole(data []byte) (Element, error) {
	e, err := Parse(data)
	if err == nil && len(e.Raw) != len(data) {
		return Element{}, fault(len(e.Raw), RuleTrailing, "bytes follow the element")
	}
	return e, err
}

// read frames the element at data[0], which lies at offset in the input.
func read(data []byte, offset, depth int) (Element, *Fault) {
	if depth > MaxDepth {
		return Element{}, fault(offset, RuleDepth, "more than 64 elements in one another")
	}
	h, bad := readHeader(data, offset)
	if bad != nil {
		return Element{}, bad
	}
	e := Element{Tag: h.tag, Constructed: h.constructed, Indefinite: h.indefinite, Offset: offset, depth: depth}
	if !h.indefinite {
		e.Raw = data[: h.size+h.length : h.size+h.length]
		e.Content = e.Raw[h.size:]
		return e, nil
	}
	end, bad := findEnd(data, h.size, offset, depth)
	if bad != nil {
		return Element{}, bad
	}
	e.Raw = data[:end:end]
	e.Content = e.Raw[h.size : end-2]
	return e, nil
}

// findEnd returns where the indefinite element ends whose content begins at start.
// Definite elements inside are stepped over; indefinite ones are counted.
func findEnd(data []byte, start, offset, depth int) (int, *Fault) {
	open := 1
	for at := start; open > 0; {
		if len(data)-at < 2 {
			return 0, fault(offset+at, RuleEndMissing, "the indefinite length has no end")
		}
		if data[at] == 0 && data[at+1] == 0 {
			open, at = open-1, at+2
			start = at
			continue
		}
		h, bad := readHeader(data[at:], offset+at)
		if bad != nil {
			return 0, bad
		}
		at += h.size + h.length
		if h.indefinite {
			open++
		}
		if depth+open > MaxDepth {
			return 0, fault(offset+at, RuleDepth, "more than 64 elements in one another")
		}
	}
	return start, nil
}
