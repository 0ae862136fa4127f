package itl

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// tableText is the standard's table of fields as data; a record type that is
// not in it is kept and written back, its values are not judged.
//
//go:embed table.tsv
var tableText string

// tableField is one row: a field, or the frame of a set of items.
type tableField struct {
	Number    int
	Mnemonic  string
	Mandatory bool
	MaxOccurs int         // subfields; 0 = no limit
	Items     []tableItem // one for a plain field, none where items are not judged
}

// tableItem is what one information item may be.
type tableItem struct {
	Mnemonic  string
	Mandatory bool
	Kind      string
	Min, Max  int // characters; 0 = no limit
	Values    valueList
}

// standardTable is the table by record type, rows in the standard's order.
var standardTable = sync.OnceValue(func() map[int][]tableField {
	table := map[int][]tableField{}
	for line := range strings.Lines(tableText) {
		if !strings.HasPrefix(line, "#") {
			addTableLine(table, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
	}
	return table
})

func addTableLine(table map[int][]tableField, cells []string) {
	before, after, _ := strings.Cut(cells[0], ".")
	typ := limit(before)
	item := tableItem{
		Mnemonic: cells[2], Mandatory: cells[3] == "M", Kind: cells[5],
		Min: limit(cells[6]), Max: limit(cells[7]), Values: parseValues(cells[8]),
	}
	if cells[1] != "-" {
		last := &table[typ][len(table[typ])-1]
		last.Items = append(last.Items, item)
		return
	}
	field := tableField{Number: limit(after), Mnemonic: cells[2], Mandatory: item.Mandatory, MaxOccurs: limit(cells[4])}
	if item.Kind != "set" {
		field.Items = []tableItem{item}
	}
	table[typ] = append(table[typ], field)
}

// limit reads a number of the table; "-" is 0, no limit.
func limit(cell string) int {
	n, _ := strconv.Atoi(cell)
	return n
}

// valueList is what the last column allows; empty allows everything.
type valueList struct {
	words   []string
	numbers ranges
}

// parseValues reads "0..3,8" and "NONE,PNG".
func parseValues(cell string) valueList {
	var list valueList
	if cell == "-" {
		return list
	}
	for _, part := range strings.Split(cell, ",") {
		low, high, isRange := strings.Cut(part, "..")
		if !isRange {
			high = low
		}
		from, errFrom := strconv.Atoi(low)
		to, errTo := strconv.Atoi(high)
		if errFrom != nil || errTo != nil {
			list.words = append(list.words, part)
			continue
		}
		list.numbers = append(list.numbers, [2]int{from, to})
	}
	return list
}

func (v valueList) allows(text []byte) bool {
	if len(v.words) == 0 && len(v.numbers) == 0 {
		return true
	}
	for _, word := range v.words {
		if word == string(text) {
			return true
		}
	}
	n, ok := number(text)
	return ok && v.numbers.has(n)
}
