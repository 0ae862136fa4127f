package mapping

import (
	"strconv"
	"time"

	"bilgate/mapping/canon"
)

// jsonLeaf prepares the column of an assignment; nil if nothing of it is written.
func jsonLeaf(opening string, l *leaf, c column) jsonMember {
	m := jsonColumn(opening, l.field.Type, c)
	if m != nil && l.constant != nil {
		return jsonConstant(m.append(nil, 0))
	}
	return m
}

// jsonColumn prepares a column by the field's type, as Arrow's columns are made: see writer.leaf.
func jsonColumn(opening string, typ canon.Type, c column) jsonMember {
	switch v := c.(type) {
	case *vector[int64]:
		if typ == canon.Integer {
			return &jsonNumbers{opening, v}
		}
	case *vector[bool]:
		if typ == canon.Boolean {
			return &jsonTruths{opening, v}
		}
	case *vector[[]string]:
		if typ == canon.List {
			return &jsonTexts{opening, v}
		}
	}
	switch typ {
	case canon.Text, canon.Date, canon.Timestamp:
		return jsonText(opening, c)
	}
	return nil
}

// jsonText prepares a column that is written as text.
func jsonText(opening string, c column) jsonMember {
	switch v := c.(type) {
	case *vector[string]:
		if v.joined != nil && canon.Verbatim(v.joined.all()) {
			return &jsonVerbatim{opening + `"`, v}
		}
		return &jsonEscaped{opening, v}
	case *vector[Date]:
		return &jsonDates{opening + `"`, v}
	case *vector[time.Time]:
		return &jsonTimes{opening + `"`, v}
	}
	return nil
}

// all is the texts of all rows.
func (j *joined) all() string {
	if len(j.ends) == 0 {
		return ""
	}
	return j.text[j.start:j.ends[len(j.ends)-1]]
}

// jsonConstant is a constant's member, the same in every row.
type jsonConstant []byte

func (c jsonConstant) append(dst []byte, _ int) []byte { return append(dst, c...) }

// jsonVerbatim writes texts none of which needs an escape.
type jsonVerbatim struct {
	opening string // up to the text's quote
	of      *vector[string]
}

func (m *jsonVerbatim) append(dst []byte, row int) []byte {
	if m.of.state[row] != present {
		return dst
	}
	dst = append(dst, m.opening...)
	dst = append(dst, m.of.values[row]...)
	return append(dst, '"')
}

// jsonEscaped writes any texts.
type jsonEscaped struct {
	opening string
	of      *vector[string]
}

func (m *jsonEscaped) append(dst []byte, row int) []byte {
	if m.of.state[row] != present {
		return dst
	}
	return canon.AppendText(append(dst, m.opening...), m.of.values[row])
}

type jsonDates struct {
	opening string // up to the date's quote
	of      *vector[Date]
}

func (m *jsonDates) append(dst []byte, row int) []byte {
	if m.of.state[row] != present {
		return dst
	}
	return append(m.of.values[row].appendISO(append(dst, m.opening...)), '"')
}

type jsonTimes struct {
	opening string // up to the time's quote
	of      *vector[time.Time]
}

func (m *jsonTimes) append(dst []byte, row int) []byte {
	if m.of.state[row] != present {
		return dst
	}
	return append(m.of.values[row].UTC().AppendFormat(append(dst, m.opening...), time.RFC3339Nano), '"')
}

type jsonNumbers struct {
	opening string
	of      *vector[int64]
}

func (m *jsonNumbers) append(dst []byte, row int) []byte {
	if m.of.state[row] != present {
		return dst
	}
	return strconv.AppendInt(append(dst, m.opening...), m.of.values[row], 10)
}

type jsonTruths struct {
	opening string
	of      *vector[bool]
}

func (m *jsonTruths) append(dst []byte, row int) []byte {
	if m.of.state[row] != present {
		return dst
	}
	return strconv.AppendBool(append(dst, m.opening...), m.of.values[row])
}

// jsonTexts writes lists of text that hold any.
type jsonTexts struct {
	opening string
	of      *vector[[]string]
}

func (m *jsonTexts) append(dst []byte, row int) []byte {
	if m.of.state[row] != present || len(m.of.values[row]) == 0 {
		return dst
	}
	dst = append(dst, m.opening...)
	start := len(dst)
	for _, text := range m.of.values[row] {
		dst = canon.AppendText(append(dst, ','), text)
	}
	dst[start] = '[' // in place of the first comma
	return append(dst, ']')
}
