package jsonrec

import "strconv"

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
	return string(unescaped(v.raw[1 : len(v.raw)-1]))
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
		quoted, value := w.member()
		name := unescaped(quoted)
		for i := range names {
			if string(name) == names[i] {
				out[i] = value
			}
		}
	}
	return out
}
