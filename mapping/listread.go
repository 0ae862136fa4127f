package mapping

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// maxListProblems bounds the problems that are noted of one code list: a list with more is another kind of
// file, and what is mended first mends the rest.
const maxListProblems = 20

// listReader reads one code list and collects its problems.
type listReader struct {
	list     *codeList
	lines    []string
	problems Problems
	more     int // problems that are not noted
}

// loadCodeList reads a CSV file with the header code,value,from,to in UTF-8, with or without byte order mark;
// from and to may be empty or left out.
func loadCodeList(name, file string, text []byte) (*codeList, Problems) {
	r := &listReader{list: &codeList{name: name, file: file, byValue: map[string]codes{}}}
	if encoding, line := foreign(text); encoding != "" {
		message, fix := notUTF8(encoding, file)
		r.problem(place{line, 1}, "", "lookup.encoding", message, fix)
		return nil, r.problems
	}
	content := strings.TrimPrefix(string(text), byteOrderMark)
	r.lines = strings.Split(content, "\n")
	in := csv.NewReader(strings.NewReader(content))
	in.FieldsPerRecord, in.ReuseRecord = -1, true
	r.read(in)
	r.index()
	if r.more > 0 {
		last := r.problems[maxListProblems-1]
		last.Code, last.Message, last.Fix = "bound", fmt.Sprintf("the code list has %d problems more", r.more), "mend those that are shown; the rest is often of the same kind"
		r.problems = append(r.problems, last)
	}
	if r.problems.Failed() {
		return nil, r.problems
	}
	return r.list, nil
}

// problem notes a problem on a word of a line.
func (r *listReader) problem(at place, word, code, message, fix string) {
	if len(r.problems) == maxListProblems {
		r.more++
		return
	}
	r.problems = append(r.problems, Problem{
		File: r.list.file, Line: at.line, Column: at.column, EndColumn: at.column + max(1, utf8.RuneCountInString(word)),
		Severity: SeverityError, Code: code, Message: message, Fix: fix, text: r.line(at.line),
	})
}

// rowProblem notes a problem on a whole line.
func (r *listReader) rowProblem(at place, code, message, fix string) {
	r.problem(at, r.line(at.line), code, message, fix)
}

func (r *listReader) line(n int) string {
	if n < 1 || n > len(r.lines) {
		return ""
	}
	return strings.TrimSuffix(r.lines[n-1], "\r")
}

func (r *listReader) read(in *csv.Reader) {
	header, err := in.Read()
	if err != nil || len(header) < 2 || len(header) > 4 || !slices.Equal(header, codeListHeader[:len(header)]) {
		r.rowProblem(place{1, 1}, "lookup.header", "the first line of a code list is code,value,from,to", r.headerFix())
		return
	}
	width := len(header)
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.broken(err)
			return
		}
		r.row(in, record, width)
	}
}

// headerFix says what to do with a first line that is no header. Spreadsheets set to Russian or Kazakh
// separate by semicolons.
func (r *listReader) headerFix() string {
	if strings.HasPrefix(r.line(1), "code;") || strings.HasPrefix(r.line(1), "code\t") {
		return "separate the values by commas; this file has semicolons or tabs"
	}
	return "begin the file with the line code,value,from,to; from and to may be left out"
}

// broken notes the row that is no CSV: where the fault is or, of a quote that never ends, where it begins.
func (r *listReader) broken(err error) {
	at := place{1, 1}
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		at = place{e.StartLine, 1}
		if line := r.line(e.Line); e.Line == e.StartLine && e.Column <= len(line) {
			at.column = utf8.RuneCountInString(line[:e.Column-1]) + 1
		}
		err = e.Err
	}
	r.problem(at, "", "lookup.csv", fmt.Sprintf("this is no CSV: %v", err), "put a value with a comma or a quote in double quotes, and double the quotes inside")
}

func (r *listReader) row(in *csv.Reader, record []string, width int) {
	line, _ := in.FieldPos(0)
	at := place{line, 1}
	if len(record) != width {
		r.rowProblem(at, "lookup.row", fmt.Sprintf("the row has %d of %d values", len(record), width), "give each row as many values as the header names")
		return
	}
	out := codeRow{code: record[0], value: record[1], line: line, column: 1}
	if out.code == "" || out.value == "" {
		r.rowProblem(at, "lookup.row", "the row has no code or no value", "fill in both, or remove the row")
		return
	}
	if width > 2 {
		out.from = r.day(record[2], at)
	}
	if width > 3 {
		out.to = r.day(record[3], at)
	}
	if out.to != 0 && out.to < out.from {
		r.rowProblem(at, "lookup.dates", "the last day lies before the first", "swap from and to")
	}
	r.list.rows = append(r.list.rows, out)
}

func (r *listReader) day(text string, at place) Date {
	if text == "" {
		return 0
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		r.rowProblem(at, "lookup.dates", fmt.Sprintf("%q is no day", text), "write days as YYYY-MM-DD")
		return 0
	}
	return newDate(t.Year(), int(t.Month()), t.Day())
}
