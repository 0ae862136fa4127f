package jsonrec

import (
	"bytes"
	"strconv"
)

// Kind is the class of a value.
type Kind string

// The classes of values. Missing is also what null is.
const (
	Missing Kind = "missing"
	Text    Kind = "text"
	Number  Kind = "number"
	Bool    Kind = "bool"
	List    Kind = "list"
	Object  Kind = "object"
)

// Value is a value of a checked object, as it stands there.
type Value struct {
	Kind Kind
	raw  []byte
}

// Text is what a text says, "" for any other kind.
func (v Value) Text() string {
	if v.Kind != Text {
		return ""
	}
	return string(unquote(nil, v.raw))
}

// Int is a whole number without fraction and exponent; ok is false for anything else.
func (v Value) Int() (n int64, ok bool) {
	if v.Kind != Number {
		return 0, false
	}
	n, err := strconv.ParseInt(string(v.raw), 10, 64)
	if err != nil {
		return 0, false
	}
	return n, true
}

// Members reads some members of an object that has passed [Check], one Value a name in the order of
// the names; a member that is not there is Missing.
func Members(body []byte, names ...string) []Value {
	out := make([]Value, len(names))
	for i := range out {
		out[i].Kind = Missing
	}
	for w := enter(body); w.more(); {
		name, value := w.member()
		for i := range names {
			if string(name) == names[i] {
				out[i] = value
			}
		}
	}
	return out
}

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

func (w *walker) member() (name []byte, value Value) {
	name = w.item().raw
	name = unquote(nil, name)
	w.space()
	w.at++
	w.space()
	return name, w.item()
}

// unquote appends what a quoted text says to dst; a text without escapes that goes to nil is a view.
func unquote(dst, raw []byte) []byte {
	quoted := raw[1 : len(raw)-1]
	if bytes.IndexByte(quoted, '\\') >= 0 {
		return appendText(dst, quoted)
	}
	if dst == nil {
		return quoted
	}
	return append(dst, quoted...)
}

func (w *walker) item() Value {
	start := w.at
	switch c := w.b[w.at]; c {
	case '"':
		w.text()
		return Value{Text, w.b[start:w.at]}
	case '{':
		w.nested()
		return Value{Object, w.b[start:w.at]}
	case '[':
		w.nested()
		return Value{List, w.b[start:w.at]}
	default:
		w.bare()
		return Value{bareKind(c), w.b[start:w.at]}
	}
}

func bareKind(first byte) Kind {
	switch first {
	case 'n':
		return Missing
	case 't', 'f':
		return Bool
	}
	return Number
}

// text goes past a string.
func (w *walker) text() {
	for w.at++; w.b[w.at] != '"'; w.at++ {
		if w.b[w.at] == '\\' {
			w.at++
		}
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
