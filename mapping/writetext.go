package mapping

import "time"

// textWriter makes a column of text.
type textWriter struct {
	valid validity
	at    int     // the row that comes next
	ends  []int32 // of each row
	bytes []byte
}

func (w *textWriter) end() {
	w.ends[w.at] = int32(len(w.bytes))
	w.at++
}

func (w *textWriter) null(int) {
	w.valid.unset(w.at)
	w.end()
}

// add appends the rows of a span of a column, whatever their type is before it becomes text.
func (w *textWriter) add(c column, s span) {
	switch v := c.(type) {
	case *vector[string]:
		w.texts(v, s)
	case *vector[Date]:
		eachValue(v, 0, s, func(_ int, d Date) { w.bytes = d.appendISO(w.bytes); w.end() }, w.null)
	case *vector[time.Time]:
		eachValue(v, 0, s, func(_ int, t time.Time) { w.bytes = t.UTC().AppendFormat(w.bytes, time.RFC3339Nano); w.end() }, w.null)
	default:
		for range s.n {
			w.null(0)
		}
	}
}

// texts appends texts: at once where they stand behind each other already.
func (w *textWriter) texts(v *vector[string], s span) {
	switch {
	case s.row < 0 || len(v.state) == 1:
		eachValue(v, 0, s, func(_ int, text string) { w.bytes = append(w.bytes, text...); w.end() }, w.null)
		return
	case v.joined != nil:
		w.joined(v, s)
	default:
		bytes, ends := w.bytes, w.ends[w.at:w.at+s.n]
		states := v.state[s.row : s.row+s.n]
		for k, text := range v.values[s.row : s.row+s.n] {
			if states[k] == present {
				bytes = append(bytes, text...)
			}
			ends[k] = int32(len(bytes))
		}
		w.bytes = bytes
	}
	for k, state := range v.state[s.row : s.row+s.n] {
		if state != present {
			w.valid.unset(w.at + k)
		}
	}
	w.at += s.n
}

// joined copies texts that stand behind each other.
func (w *textWriter) joined(v *vector[string], s span) {
	from := v.joined.before(s.row)
	ends := v.joined.ends[s.row : s.row+s.n]
	shift := int32(len(w.bytes)) - from
	w.bytes = append(w.bytes, v.joined.text[from:ends[s.n-1]]...)
	for k, end := range ends {
		w.ends[w.at+k] = end + shift
	}
}

// joined is the texts of a column where they stand behind each other, those of rows that are not present
// being empty or of a record that is rejected.
type joined struct {
	text  string
	start int32   // of the first row's text
	ends  []int32 // of each row's
}

// bytesOf is how many bytes the texts of a span take.
func bytesOf(v *vector[string], s span) int {
	switch {
	case s.row < 0:
		return 0
	case len(v.state) == 1:
		return s.n * len(v.values[0])
	case v.joined != nil:
		return int(v.joined.ends[s.row+s.n-1] - v.joined.before(s.row))
	}
	n := 0
	for k, text := range v.values[s.row : s.row+s.n] {
		if v.state[s.row+k] == present {
			n += len(text)
		}
	}
	return n
}

// before is where the text of a row begins.
func (j *joined) before(row int) int32 {
	if row == 0 {
		return j.start
	}
	return j.ends[row-1]
}
