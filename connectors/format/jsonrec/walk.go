package jsonrec

// walker goes through the members of an object, or the items of a list, that have been checked.
type walker struct {
	b  []byte
	at int
}

// enter stands before the first member or item.
func enter(raw []byte) walker {
	w := walker{b: raw}
	w.space()
	w.at++
	return w
}

func (w *walker) space() {
	for isSpace(w.b[w.at]) {
		w.at++
	}
}

// more goes to the next member or item, and says whether there is one.
func (w *walker) more() bool {
	w.space()
	if w.b[w.at] == ',' {
		w.at++
		w.space()
	}
	return w.b[w.at] != '}' && w.b[w.at] != ']'
}

// member reads a member: its name between the quotes, and its value.
func (w *walker) member() (quoted []byte, value Value) {
	name := w.item().raw
	w.space()
	w.at++
	w.space()
	return name[1 : len(name)-1], w.item()
}

func (w *walker) item() Value {
	start := w.at
	kind := kindOf(w.b[start])
	switch kind {
	case Text:
		w.text()
	case Object, List:
		w.nested()
	default:
		w.bare()
	}
	return Value{kind, w.b[start:w.at]}
}

// kindOf tells a value by its first byte.
func kindOf(first byte) Kind {
	switch first {
	case '"':
		return Text
	case '{':
		return Object
	case '[':
		return List
	case 'n':
		return Missing
	case 't', 'f':
		return Bool
	}
	return Number
}

// text goes past a string.
func (w *walker) text() {
	w.at++
	for w.b[w.at] != '"' {
		if w.b[w.at] == '\\' {
			w.at++
		}
		w.at++
	}
	w.at++
}

// nested goes past an object or a list.
func (w *walker) nested() {
	for depth := 0; ; {
		switch w.b[w.at] {
		case '"':
			w.text()
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		w.at++
		if depth == 0 {
			return
		}
	}
}

// bare goes past a number or a word.
func (w *walker) bare() {
	for w.at < len(w.b) && !isSpace(w.b[w.at]) && w.b[w.at] != ',' && w.b[w.at] != '}' && w.b[w.at] != ']' {
		w.at++
	}
}
