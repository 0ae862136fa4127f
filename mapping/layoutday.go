package mapping

// dayLayout reads a day in a format of YYYY, MM and DD alone: every part has its place.
type dayLayout struct {
	length           int
	year, month, day int // where each begins
	marks            []mark
}

// mark is a byte between the parts.
type mark struct {
	at   int
	text byte
}

// days is the layout as one of fixed places, nil if a part of it may be longer or shorter.
func (l layout) days() *dayLayout {
	d := &dayLayout{}
	for _, p := range l.parts {
		switch {
		case p.unit == 0:
			for i := range len(p.text) {
				d.marks = append(d.marks, mark{d.length + i, p.text[i]})
			}
		case p.text == "YYYY":
			d.year = d.length
		case p.text == "MM":
			d.month = d.length
		case p.text == "DD":
			d.day = d.length
		default:
			return nil
		}
		d.length += len(p.text)
	}
	return d
}

// read takes a text apart. Every digit of every part must be there, and nothing else.
func (d *dayLayout) read(s string) (Date, bool) {
	if len(s) != d.length {
		return 0, false
	}
	for _, m := range d.marks {
		if s[m.at] != m.text {
			return 0, false
		}
	}
	century, ok1 := twoDigits(s[d.year:])
	year, ok2 := twoDigits(s[d.year+2:])
	month, ok3 := twoDigits(s[d.month:])
	day, ok4 := twoDigits(s[d.day:])
	return newDate(century*100+year, month, day), ok1 && ok2 && ok3 && ok4
}

func twoDigits(s string) (n int, ok bool) {
	if len(s) < 2 {
		return 0, false
	}
	a, b := s[0]-'0', s[1]-'0'
	return int(a)*10 + int(b), a <= 9 && b <= 9
}
