package der

// Cursor walks elements that stand one behind another. After its first fault it
// yields empty elements and keeps the fault, so that a syntax is read line by line
// and [Cursor.Err] asked once.
type Cursor struct {
	rest   []byte
	offset int
	depth  int
	bad    *Fault
}

// NewCursor walks the elements of data, which begins at offset of the input.
func NewCursor(data []byte, offset int) *Cursor { return &Cursor{rest: data, offset: offset} }

// Inside walks the elements of a constructed element. A primitive one is a fault
// under the name field.
func (e Element) Inside(field string) *Cursor {
	c := &Cursor{rest: e.Content, offset: e.ContentOffset(), depth: e.depth + 1}
	if !e.Constructed {
		c.rest = nil
		c.fail(field, fault(e.Offset, RuleTag, "a primitive element where a constructed one belongs"))
	}
	return c
}

// More reports whether an element may follow.
func (c *Cursor) More() bool { return c.bad == nil && len(c.rest) > 0 }

// Offset is where the cursor stands, from the start of the input.
func (c *Cursor) Offset() int { return c.offset }

// Any takes the next element whatever its tag.
func (c *Cursor) Any(field string) Element {
	if c.bad != nil {
		return Element{}
	}
	if len(c.rest) == 0 {
		c.fail(field, fault(c.offset, RuleMissing, "nothing is left"))
		return Element{}
	}
	e, bad := read(c.rest, c.offset, c.depth)
	if bad != nil {
		c.fail(field, bad)
		return Element{}
	}
	c.rest = c.rest[len(e.Raw):]
	c.offset += len(e.Raw)
	return e
}

// Take takes the next element, which must have the tag.
func (c *Cursor) Take(field string, tag Tag) Element {
	at := c.offset
	e := c.Any(field)
	if c.bad == nil && e.Tag != tag {
		c.fail(field, fault(at, RuleTag, e.Tag.String()+" stands where "+tag.String()+" belongs"))
		return Element{}
	}
	return e
}

// Optional takes the next element if it has the tag.
func (c *Cursor) Optional(field string, tag Tag) (Element, bool) {
	if !c.More() {
		return Element{}, false
	}
	if h, bad := readTag(c.rest, c.offset); bad != nil || h.tag != tag {
		return Element{}, false
	}
	e := c.Any(field)
	return e, c.bad == nil
}

// Into takes the next element, which must have the tag, and walks its inside.
func (c *Cursor) Into(field string, tag Tag) *Cursor {
	e := c.Take(field, tag)
	if c.bad != nil {
		return &Cursor{bad: c.bad}
	}
	return e.Inside(field)
}

// End makes elements that are left a fault.
func (c *Cursor) End(field string) {
	if len(c.rest) > 0 {
		c.fail(field, fault(c.offset, RuleTrailing, "elements follow where none belongs"))
	}
}

// Keep makes err the cursor's fault unless it has one; it is for values read from its elements.
func (c *Cursor) Keep(field string, err error) {
	if bad, ok := err.(*Fault); ok && bad != nil {
		c.fail(field, bad)
	}
}

// Err is the first fault, a [*Fault], or nil.
func (c *Cursor) Err() error {
	if c.bad == nil {
		return nil
	}
	return c.bad
}

func (c *Cursor) fail(field string, bad *Fault) {
	if c.bad != nil {
		return
	}
	named := *bad
	if named.Field == "" {
		named.Field = field
	}
	c.bad = &named
}
