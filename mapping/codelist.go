package mapping

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
	"unicode/utf8"
)

// codeList translates an agency's values into canonical codes. It is made by the loader and read-only.
type codeList struct {
	name, file string
	dated      bool // a row has a first or a last day
	rows       []codeRow
	byValue    map[string]codes
}

// codes are the codes of one value: the one that is always valid, or those of certain days.
type codes struct {
	always string
	days   []codeRow
}

// codeRow is one row of a code list: the code of a value from the first day to the last, both inclusive.
type codeRow struct {
	code, value string
	from, to    Date // 0 where open
	line        int
	column      int // of the code
}

var codeListHeader = []string{"code", "value", "from", "to"}

// code is the code of a value in a list without dates.
func (l *codeList) code(value string) (string, bool) {
	c, ok := l.byValue[value]
	return c.always, ok
}

// codeOn is the code of a value on a day.
func (l *codeList) codeOn(value string, day Date) (string, bool) {
	c, ok := l.byValue[value]
	if !ok {
		return "", false
	}
	if c.days == nil {
		return c.always, true
	}
	for _, r := range c.days {
		if r.from <= day && (r.to == 0 || day <= r.to) {
			return r.code, true
		}
	}
	return "", false
}

// listReader reads one code list and collects its problems.
type listReader struct {
	doc      *document
	list     *codeList
	problems Problems
}

// loadCodeList reads a CSV file with the header code,value,from,to in UTF-8; from and to may be empty or
// left out.
func loadCodeList(name, file string, text []byte) (*codeList, Problems) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	r := &listReader{doc: newDocument(file, nil), list: &codeList{name: name, file: file, byValue: map[string]codes{}}}
	if bad := firstInvalid(text); bad >= 0 {
		line := bytes.Count(text[:bad], []byte("\n")) + 1
		r.problem(place{line, 1}, "", "lookup.encoding", "the code list is not UTF-8", "save the file as UTF-8; a file from a spreadsheet is often windows-1251")
		return nil, r.problems
	}
	r.doc = newDocument(file, text)
	r.read(csv.NewReader(bytes.NewReader(text)))
	r.index()
	if r.problems.Failed() {
		return nil, r.problems
	}
	return r.list, nil
}

func firstInvalid(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return -1
}

func (r *listReader) problem(at place, word, code, message, fix string) {
	r.problems = append(r.problems, Problem{
		File: r.doc.file, Line: at.line, Column: at.column, EndColumn: at.column + max(1, utf8.RuneCountInString(word)),
		Severity: SeverityError, Code: code, Message: message, Fix: fix, text: string(r.doc.line(at.line)),
	})
}

func (r *listReader) read(in *csv.Reader) {
	in.FieldsPerRecord = -1
	header, err := in.Read()
	if err != nil || len(header) < 2 || len(header) > 4 || !slices.Equal(header, codeListHeader[:len(header)]) {
		r.problem(place{1, 1}, string(r.doc.line(1)), "lookup.header", "the first line of a code list is code,value,from,to",
			"begin the file with the line code,value,from,to; from and to may be left out")
		return
	}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.broken(err)
			return
		}
		r.row(in, record, len(header))
	}
}

func (r *listReader) broken(err error) {
	at := place{1, 1}
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		at = place{e.Line, e.Column}
		err = e.Err
	}
	r.problem(at, "", "lookup.csv", fmt.Sprintf("this is no CSV: %v", err), "put a value with a comma or a quote in double quotes, and double the quotes inside")
}

func (r *listReader) row(in *csv.Reader, record []string, width int) {
	line, byteColumn := in.FieldPos(0)
	at := place{line, utf8.RuneCount([]byte(string(r.doc.line(line)))[:byteColumn-1]) + 1}
	if len(record) != width {
		r.problem(at, string(r.doc.line(line)), "lookup.row", fmt.Sprintf("the row has %d of %d values", len(record), width), "give each row as many values as the header names")
		return
	}
	record = append(record, "", "")
	out := codeRow{code: record[0], value: record[1], line: line, column: at.column}
	if out.code == "" || out.value == "" {
		r.problem(at, string(r.doc.line(line)), "lookup.row", "the row has no code or no value", "fill in both, or remove the row")
		return
	}
	out.from, out.to = r.day(record[2], at), r.day(record[3], at)
	if out.to != 0 && out.to < out.from {
		r.problem(at, string(r.doc.line(line)), "lookup.dates", "the last day lies before the first", "swap from and to")
	}
	r.list.rows = append(r.list.rows, out)
}

func (r *listReader) day(text string, at place) Date {
	if text == "" {
		return 0
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		r.problem(at, string(r.doc.line(at.line)), "lookup.dates", fmt.Sprintf("%q is no day", text), "write days as YYYY-MM-DD")
		return 0
	}
	return newDate(t.Year(), int(t.Month()), t.Day())
}

// index orders the rows by value and finds those whose days overlap.
func (r *listReader) index() {
	for _, row := range r.list.rows {
		c, seen := r.list.byValue[row.value]
		for _, other := range c.days {
			if overlap(row, other) {
				r.problem(place{row.line, row.column}, string(r.doc.line(row.line)), "lookup.overlap",
					fmt.Sprintf("the value has a code for the same days in line %d", other.line), "end the one before the other begins, or remove one")
				break
			}
		}
		if row.from != 0 || row.to != 0 {
			r.list.dated = true
		}
		if !seen {
			c.always = row.code
		}
		c.days = append(c.days, row)
		r.list.byValue[row.value] = c
	}
	if len(r.list.rows) == 0 && r.problems == nil {
		r.problem(place{1, 1}, "", "lookup.empty", "the code list has no rows", "add a row for each value that the agency sends")
	}
	for value, c := range r.list.byValue {
		if len(c.days) == 1 && c.days[0].from == 0 && c.days[0].to == 0 {
			r.list.byValue[value] = codes{always: c.always}
		}
	}
}

func overlap(a, b codeRow) bool {
	return (a.to == 0 || b.from <= a.to) && (b.to == 0 || a.from <= b.to)
}
