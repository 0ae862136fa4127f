package itl

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// tableText is the standard's table of fields as data: every tagged record type
// that the standard defines. A type that is not in it (11, 12, 22 and the
// unassigned ones) is kept and written back, its values are not judged.
//
//go:embed table.tsv
var tableText string

// tableField is one row: a field, or the frame of a set of items.
type tableField struct {
	Number, Last int // differ in a row for user-defined fields, 2.003..999
	Mnemonic     string
	Need         string      // M, O, D or X, as in the table
	MaxOccurs    int         // subfields; 0 = no limit
	Data         bool        // nnn.999
	Mark         Mark        // what a viewer hides
	Items        []tableItem // one for a plain field, none where items are not judged
	Repeat       int         // how many of the last items may repeat together
}

// tableItem is what one information item may be.
type tableItem struct {
	Mnemonic  string
	Mandatory bool
	Kind      string
	Min, Max  int // characters; 0 = no limit
	Values    valueList
}

// recordTable is the rows of one record type in the standard's order.
type recordTable struct {
	rows     []tableField
	byNumber [dataField + 1]int16 // index of a row + 1
}

// find is the row of a field number, nil when the type has none.
func (t *recordTable) find(number int) *tableField {
	if t == nil || number > dataField || t.byNumber[number] == 0 {
		return nil
	}
	return &t.rows[t.byNumber[number]-1]
}

// standardTable is the table by record type.
var standardTable = sync.OnceValue(func() map[int]*recordTable {
	table := map[int]*recordTable{}
	for line := range strings.Lines(tableText) {
		if !strings.HasPrefix(line, "#") {
			addTableLine(table, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
	}
	return table
})

func addTableLine(table map[int]*recordTable, cells []string) {
	before, after, _ := strings.Cut(cells[0], ".")
	typ := limit(before)
	if table[typ] == nil {
		table[typ] = &recordTable{}
	}
	rows := table[typ]
	item := tableItem{
		Mnemonic: cells[2], Mandatory: cells[3] == "M", Kind: cells[5],
		Min: limit(cells[6]), Max: limit(cells[7]), Values: parseValues(cells[8]),
	}
	if cells[1] != "-" {
		last := &rows.rows[len(rows.rows)-1]
		last.Items = append(last.Items, item)
		if cells[4] != "1" {
			last.Repeat++
		}
		return
	}
	field := tableField{
		Mnemonic: cells[2], Need: cells[3], MaxOccurs: limit(cells[4]), Data: item.Kind == "data", Mark: markIn(cells[9]),
	}
	if item.Kind != "set" && !field.Data {
		field.Items = []tableItem{item}
	}
	rows.add(field, after)
}

// add appends a row under its number or its range of numbers, "200..900".
func (t *recordTable) add(field tableField, numbers string) {
	first, last, isRange := strings.Cut(numbers, "..")
	field.Number = limit(first)
	if field.Last = field.Number; isRange {
		field.Last = limit(last)
	}
	t.rows = append(t.rows, field)
	for n := field.Number; n <= field.Last; n++ {
		if t.byNumber[n] == 0 {
			t.byNumber[n] = int16(len(t.rows))
		}
	}
}

// limit reads a number of the table; "-" is 0, no limit.
func limit(cell string) int {
	n, _ := strconv.Atoi(cell)
	return n
}

func markIn(cell string) Mark {
	if cell == "-" || cell == "open" {
		return Open
	}
	return Mark(cell)
}

// Mnemonic is the standard's short name of a field, "FGP" of 14.013; "" for a
// number that the standard leaves to others or does not assign. LEN is 1 in
// every record.
func Mnemonic(typ, number int) string {
	if number == 1 {
		return "LEN"
	}
	row := standardTable()[typ].find(number)
	if row == nil || row.Number != row.Last {
		return ""
	}
	return row.Mnemonic
}

// markOf is what a viewer hides of a field. Fields that the table does not know
// may hold anything: they count as personal.
func markOf(typ, number int) Mark {
	if number == 1 {
		return Open
	}
	if row := standardTable()[typ].find(number); row != nil {
		return row.Mark
	}
	return Personal
}
