package mrz

// span is a run of characters: a line and its first and last column, all from 1,
// as the tables of Doc 9303 print them.
type span struct{ line, from, to int }

// check is the position behind a field, where its check digit stands.
func (s span) check() span { return span{s.line, s.to + 1, s.to + 1} }

// layout says where the fields of one format stand.
type layout struct {
	format     string
	codes      string // letters that a document code may begin with
	code       span
	state      span
	name       span
	number     span
	birth      span
	sex        span
	expiry     span
	national   span
	optional1  span
	optional2  span // zero where the format has none
	longNumber bool // a long number runs on in optional1
	checked    bool // optional1 has a check digit
	composite  []span
}

// td1 is Doc 9303-5 clause 4.2.2.
var td1 = layout{
	format: TD1, codes: "ACI", longNumber: true,
	code: span{1, 1, 2}, state: span{1, 3, 5}, number: span{1, 6, 14}, optional1: span{1, 16, 30},
	birth: span{2, 1, 6}, sex: span{2, 8, 8}, expiry: span{2, 9, 14}, national: span{2, 16, 18}, optional2: span{2, 19, 29},
	name:      span{3, 1, 30},
	composite: []span{{1, 6, 30}, {2, 1, 7}, {2, 9, 15}, {2, 19, 29}},
}

var (
	td2  = twoLines(layout{format: TD2, codes: "ACI", longNumber: true, composite: compositeTo(35)}, 36, 35)
	td3  = twoLines(layout{format: TD3, codes: "P", checked: true, composite: compositeTo(43)}, 44, 42)
	mrvA = twoLines(layout{format: MRVA, codes: "V"}, 44, 44)
	mrvB = twoLines(layout{format: MRVB, codes: "V"}, 36, 36)
)

// twoLines completes a layout of two lines: all have the same fields and differ
// in width and in where the optional data ends (Doc 9303-4, -6, -7, clause 4.2.2).
func twoLines(l layout, width, optionalEnd int) layout {
	l.code, l.state, l.name = span{1, 1, 2}, span{1, 3, 5}, span{1, 6, width}
	l.number, l.national = span{2, 1, 9}, span{2, 11, 13}
	l.birth, l.sex, l.expiry = span{2, 14, 19}, span{2, 21, 21}, span{2, 22, 27}
	l.optional1 = span{2, 29, optionalEnd}
	return l
}

// compositeTo lists what the composite check digit of two lines covers.
func compositeTo(end int) []span { return []span{{2, 1, 10}, {2, 14, 20}, {2, 22, end}} }

// compositeCheck is where the composite check digit stands.
func (l *layout) compositeCheck() span {
	last := l.composite[len(l.composite)-1]
	return last.check()
}

// layoutOf picks the layout for a number of lines, their width and the first
// character: V makes two lines a visa (Doc 9303-7 clause 4.2.2).
func layoutOf(lines, width int, first rune) *layout {
	switch {
	case lines == 3 && width == 30:
		return &td1
	case lines == 2 && width == 36 && first == 'V':
		return &mrvB
	case lines == 2 && width == 36:
		return &td2
	case lines == 2 && width == 44 && first == 'V':
		return &mrvA
	case lines == 2 && width == 44:
		return &td3
	}
	return nil
}
