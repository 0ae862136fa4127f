package jsonrec

import (
	"slices"
	"unicode/utf8"
)

// glance reads the member that is expected next, or the one after it, where neither key nor value has any white
// space before it. Seen is false where another key stands, or another kind of value.
func (t *tape) glance(d *Decoder, expected, base int) (i int, seen, ok bool) {
	for i := expected; i < len(d.fields) && i < expected+2; i++ {
		f := &d.fields[i]
		if !f.opening.stands(t.b[t.at:]) {
			continue
		}
		t.at += len(f.opening.text)
		switch cell := &t.cells[base+i]; {
		case cell.state != unseen:
			return i, true, false
		case f.kind == Text:
			return i, true, t.span(cell)
		}
		return i, true, t.value(f, base+i)
	}
	return 0, false, true
}

// key reads a key and its colon: the field that it names, -1 for none. The field expected next, and the
// one after it, are compared first: senders keep an order.
func (t *tape) key(d *Decoder, expected, mark int) (i int, ok bool) {
	t.space()
	rest := t.b[t.at:]
	for i := expected; i < len(d.fields) && i < expected+2; i++ {
		if o := d.fields[i].key; len(rest) > len(o) && string(rest[:len(o)]) == o {
			t.at += len(o)
			return i, true
		}
	}
	if len(rest) == 0 || rest[0] != '"' {
		return 0, false
	}
	name, ok := t.keyText()
	if !ok || t.space() != ':' {
		return 0, false
	}
	t.at++
	if i, ok := d.index[string(name)]; ok {
		return i, true
	}
	return -1, t.checked || t.distinct(d, name, mark)
}

// keyText reads a key's text.
func (t *tape) keyText() ([]byte, bool) {
	c := cell{}
	t.at++
	if !t.span(&c) || c.state == escaped && !t.checked {
		return nil, false
	}
	return unescaped(t.b[c.from:c.to]), true
}

// distinct says whether an unknown key is surely no other key of its object, in whatever case.
func (t *tape) distinct(d *Decoder, name []byte, mark int) bool {
	h := foldHash(name)
	if d.folded[h] || len(t.hashes) == maxUnknown || slices.Contains(t.hashes[mark:], h) {
		return false
	}
	t.hashes = append(t.hashes, h)
	return true
}

// skip passes over a value that no field takes.
func (t *tape) skip() bool {
	s := scanners.Get().(*scanner)
	defer s.release()
	s.b, s.at = t.b, t.at
	if !t.checked && !s.value(MaxDepth/2) {
		return false
	}
	if t.checked {
		w := walker{b: t.b, at: t.at}
		w.space()
		w.item()
		s.at = w.at
	}
	from := t.at
	t.at = s.at
	return t.checked || utf8.Valid(t.b[from:t.at])
}

func (t *tape) word(w string) bool {
	if len(t.b)-t.at < len(w) || string(t.b[t.at:t.at+len(w)]) != w {
		return false
	}
	t.at += len(w)
	return true
}

// number reads a whole number of up to 18 digits.
func (t *tape) number(to int) bool {
	at, negative := t.at, false
	if at < len(t.b) && t.b[at] == '-' {
		negative = true
		at++
	}
	first, n := at, int64(0)
	for at < len(t.b) && t.b[at]-'0' <= 9 && at-first < 18 {
		n = n*10 + int64(t.b[at]-'0')
		at++
	}
	if at == first || at == len(t.b) || t.b[first] == '0' && at > first+1 || !isSpace(t.b[at]) && t.b[at] != ',' && t.b[at] != '}' && t.b[at] != ']' {
		return t.longNumber(to)
	}
	if negative {
		n = -n
	}
	t.setNumber(to, n, at)
	return true
}

func (t *tape) setNumber(to int, n int64, end int) {
	c := &t.cells[to]
	c.from, c.to, c.state = int32(n), int32(n>>32), there
	t.at = end
}

// longNumber reads one of 19 digits, in an object that has been checked.
func (t *tape) longNumber(to int) bool {
	if !t.checked {
		return false
	}
	w := walker{b: t.b, at: t.at}
	v := w.item()
	n, ok := v.Int()
	t.setNumber(to, n, w.at)
	return ok
}

func (c *cell) number() int64 { return int64(c.to)<<32 | int64(uint32(c.from)) }

// text reads a string into a cell.
func (t *tape) text(to int) bool {
	t.at++
	return t.span(&t.cells[to])
}

// span finds the end of a string whose first quote is passed, and looks at its bytes: no control characters, UTF-8 throughout.
func (t *tape) span(c *cell) bool {
	from := t.at
	at, high := from, uint64(0)
	for {
		at, high = plainEnd(t.b, at, high)
		if at >= len(t.b) || t.b[at] < ' ' {
			return false
		}
		if t.b[at] == '"' {
			break
		}
		s := scanner{b: t.b, at: at}
		if !s.escape() {
			return false
		}
		at, c.state = s.at, escaped
	}
	c.from, c.to = int32(from), int32(at)
	c.state = max(c.state, there)
	t.at = at + 1
	return high == 0 || t.checked || validText(t.b, from, at)
}
