package itl

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestTableIsWhole reads every line of the table.
func TestTableIsWhole(t *testing.T) {
	kinds := []string{"N", "A", "AN", "AS", "NS", "ANS", "H", "U", "B64", "date", "time"}
	for typ, table := range standardTable() {
		last := 0
		for _, row := range table.rows {
			if row.Number <= last || row.Last < row.Number || row.Mnemonic == "" || !slices.Contains([]string{"M", "O", "D", "X"}, row.Need) {
				t.Errorf("Type-%d: row %d after %d: %+v", typ, row.Number, last, row)
			}
			last = row.Last
			for _, item := range row.Items {
				if !slices.Contains(kinds, item.Kind) || item.Max > 0 && item.Min > item.Max {
					t.Errorf("%s %s: %+v", fieldName(typ, row.Number), item.Mnemonic, item)
				}
			}
			if row.Repeat > len(row.Items) {
				t.Errorf("%s repeats %d of %d items", fieldName(typ, row.Number), row.Repeat, len(row.Items))
			}
		}
	}
	for _, typ := range []int{1, 2, 9, 10, 13, 14, 15, 16, 17, 18, 19, 20, 21, 98, 99} {
		if standardTable()[typ].find(2) == nil {
			t.Errorf("Type-%d is not in the table", typ)
		}
	}
}

// tableDepartures are the fields in which the table says otherwise than the
// standard's machine-readable one, and why.
var tableDepartures = map[string]string{
	"9.007":  "the class codes of an undetermined pattern are not two letters",
	"13.011": "compression with loss is a finding of its own",
	"13.014": "0, an unknown finger, is what the standard's own reference file has",
}

// TestTableAgreesWithTheStandard compares mnemonic, need, occurrences and
// lengths of every tagged field and item with the machine-readable table.
func TestTableAgreesWithTheStandard(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(samplesDir(t), "mrt", "an2011-traditional-fields.tsv"))
	if err != nil {
		t.Skip(err)
	}
	compared, item := 0, 0
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		place, letter, isItem := strings.Cut(cells[0], "-")
		before, after, _ := strings.Cut(place, ".")
		typ, number := limit(before), limit(after)
		if item++; !isItem {
			item = -1
		}
		name := fieldName(typ, number)
		if typ == 0 || isBinary(typ) || number < 2 || name == "1.003" || tableDepartures[name] != "" {
			continue
		}
		row := standardTable()[typ].find(number)
		if row == nil || isItem && item >= len(row.Items) {
			t.Errorf("%s %s is not in the table", name, letter)
			continue
		}
		compared++
		if got := tableFacts(row, item); got != standardFacts(cells, isItem) {
			t.Errorf("%s %s: the table says %+v, the standard %+v", name, letter, got, standardFacts(cells, isItem))
		}
	}
	if compared < 900 {
		t.Errorf("only %d rows compared", compared)
	}
}

// fieldFacts is what both tables say of a field or an item.
type fieldFacts struct {
	mnemonic  string
	mandatory bool
	occurs    int
	min, max  int
}

func tableFacts(row *tableField, item int) fieldFacts {
	if item < 0 {
		facts := fieldFacts{mnemonic: row.Mnemonic, mandatory: row.Need == "M", occurs: row.MaxOccurs}
		if len(row.Items) == 1 && row.Items[0].Mnemonic == row.Mnemonic {
			facts.min, facts.max = row.Items[0].Min, row.Items[0].Max
		}
		return facts
	}
	rule := row.Items[item]
	return fieldFacts{mnemonic: rule.Mnemonic, mandatory: rule.Mandatory, min: rule.Min, max: rule.Max}
}

func standardFacts(cells []string, isItem bool) fieldFacts {
	length := func(cell string) int {
		n, _ := strconv.Atoi(cell)
		return n
	}
	facts := fieldFacts{mnemonic: cells[2], mandatory: strings.HasPrefix(cells[4], "M"), min: length(cells[6]), max: length(cells[7])}
	if !isItem {
		facts.occurs = length(cells[9])
	}
	if cells[5] == "B" {
		facts.min, facts.max = 0, 0
	}
	return facts
}

func TestValueLists(t *testing.T) {
	cases := []struct {
		list     string
		yes, not []string
	}{
		{"0..3,8", []string{"0", "3", "08", "8"}, []string{"4", "-1", "x", "", "1e0", "0x1", "Inf"}},
		{"NONE,PNG", []string{"NONE"}, []string{"none", "", "WSQ20"}},
		{"1..", []string{"1", "99999"}, []string{"0"}},
		{"..50000", []string{"0", "-7", "50000"}, []string{"50001"}},
		{"-90..90", []string{"-90", "90", "43.25", "+1"}, []string{"-90.1", "91", "nan"}},
		{">0..<60", []string{"0.001", "59.999"}, []string{"0", "60", "12345678901234567"}},
		{"1..99,L,U", []string{"7", "L"}, []string{"0", "R"}},
		{"-", []string{"anything", ""}, nil},
	}
	for _, c := range cases {
		list := parseValues(c.list)
		for _, text := range c.yes {
			if !list.allows([]byte(text)) {
				t.Errorf("%s refuses %q", c.list, text)
			}
		}
		for _, text := range c.not {
			if list.allows([]byte(text)) {
				t.Errorf("%s allows %q", c.list, text)
			}
		}
	}
}

// TestRepeatingItemsComeInTurn: behind x and y stand x and y again.
func TestRepeatingItemsComeInTurn(t *testing.T) {
	row := tableField{Items: []tableItem{{Mnemonic: "NOP"}, {Mnemonic: "HPO"}, {Mnemonic: "VPO"}}, Repeat: 2}
	for n, want := range []string{"NOP", "HPO", "VPO", "HPO", "VPO", "HPO"} {
		if got := row.item(n); got == nil || got.Mnemonic != want {
			t.Errorf("item %d is %+v, want %s", n, got, want)
		}
	}
	row.Repeat = 0
	if got := row.item(3); got != nil {
		t.Errorf("a set without repetition has an item %+v behind its last", got)
	}
}
