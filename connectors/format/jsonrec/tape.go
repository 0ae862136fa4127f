package jsonrec

// tape is what one object holds, as cells in the order of the schema: first one for each of its fields,
// behind them the items of lists and the members of structs.
type tape struct {
	b       []byte
	at      int
	checked bool // Check has passed the object: keys need no comparing, texts no looking at
	cells   []cell
	unknown int
	hashes  []uint32 // of the unknown keys of the objects that are open
}

// cell is one value.
type cell struct {
	from, to int32 // of a text, between its quotes; of a number, its lower and upper half
	below    int32 // the first cell of a struct's members; the cell of a list's first item, 0 if it is empty
	next     int32 // the cell of the list's next item, 0 if there is none
	state    cellState
}

type cellState uint8

const (
	unseen cellState = iota
	null
	there
	escaped // a text with escapes
	truth   // a boolean that is true
)

// maxBody is the longest body whose places a cell can hold.
const maxBody = 1 << 30

// maxUnknown is how many unknown keys of open objects are compared at a glance.
const maxUnknown = 32

// read reads an object. False says that something is wrong, or not seen at a glance.
func (t *tape) read(d *Decoder, body []byte, checked bool) bool {
	t.b, t.at, t.checked = body, 0, checked
	t.cells, t.hashes, t.unknown = t.cells[:0], t.hashes[:0], 0
	if len(body) > maxBody {
		return false
	}
	t.room(len(d.fields))
	if t.space() != '{' || !t.object(d, 0) {
		return false
	}
	return t.space() == 0 && t.at == len(body)
}

// room adds n empty cells, and says where the first stands.
func (t *tape) room(n int) int {
	at := len(t.cells)
	if cap(t.cells) < at+n {
		t.cells = append(make([]cell, 0, 2*cap(t.cells)+n), t.cells...)
	}
	t.cells = t.cells[:at+n]
	clear(t.cells[at:])
	return at
}

// space skips white space and returns the byte there, 0 at the end.
func (t *tape) space() byte {
	for t.at < len(t.b) {
		c := t.b[t.at]
		if c > ' ' || !isSpace(c) {
			return c
		}
		t.at++
	}
	return 0
}

// object reads an object's members into the cells from base on.
func (t *tape) object(d *Decoder, base int) bool {
	t.at++
	if t.space() == '}' {
		t.at++
		return t.complete(d, base)
	}
	mark := len(t.hashes)
	for expected := 0; ; {
		i, seen, ok := t.glance(d, expected, base)
		if !seen {
			i, ok = t.key(d, expected, mark)
			ok = ok && t.member(d, i, base)
		}
		if !ok {
			return false
		}
		if i >= 0 {
			expected = i + 1
		}
		switch t.space() {
		case ',':
			t.at++
		case '}':
			t.at++
			t.hashes = t.hashes[:mark]
			return t.complete(d, base)
		default:
			return false
		}
	}
}

// complete says whether the fields that cannot be null are there.
func (t *tape) complete(d *Decoder, base int) bool {
	for i := range d.fields {
		if !d.fields[i].nullable && t.cells[base+i].state < there {
			return false
		}
	}
	return true
}

// member reads the value of a field, or passes over that of an unknown one, -1.
func (t *tape) member(d *Decoder, i, base int) bool {
	if i < 0 {
		t.unknown++
		return t.skip()
	}
	if t.cells[base+i].state != unseen {
		return false
	}
	return t.value(&d.fields[i], base+i)
}

// value reads a value into a cell.
func (t *tape) value(f *field, cell int) bool {
	c := t.space()
	switch {
	case c == 'n':
		t.cells[cell].state = null
		return t.word("null")
	case c == '"' && f.kind == Text:
		return t.text(cell)
	case c == '[' && f.kind == List:
		return t.list(f.item, cell)
	case c == '{' && f.kind == Object:
		below := t.room(len(f.members.fields))
		t.cells[cell].state, t.cells[cell].below = there, int32(below)
		return t.object(f.members, below)
	case c == 't' && f.kind == Bool:
		t.cells[cell].state = truth
		return t.word("true")
	case c == 'f' && f.kind == Bool:
		t.cells[cell].state = there
		return t.word("false")
	}
	return f.kind == Number && t.number(cell)
}

func (t *tape) list(item *field, cell int) bool {
	t.cells[cell].state = there
	t.at++
	if t.space() == ']' {
		t.at++
		return true
	}
	last := -1
	for {
		at := t.room(1)
		if last < 0 {
			t.cells[cell].below = int32(at)
		} else {
			t.cells[last].next = int32(at)
		}
		if last = at; !t.value(item, at) || !item.nullable && t.cells[at].state == null {
			return false
		}
		switch t.space() {
		case ',':
			t.at++
		case ']':
			t.at++
			return true
		default:
			return false
		}
	}
}
