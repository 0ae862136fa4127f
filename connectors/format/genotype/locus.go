package genotype

import (
	"cmp"
	_ "embed"
	"encoding/csv"
	"strconv"
	"strings"
)

// Kind is where a locus lies, which decides how many alleles a person has there.
type Kind string

// The kinds of loci.
const (
	Autosomal Kind = "autosomal" // two copies; one allele is a homozygote
	Sex       Kind = "sex"       // amelogenin: X, or X and Y
	Y         Kind = "y"         // one copy, but for DYS385 and DYF387S1
	X         Kind = "x"         // one copy or two: one allele stays one
	Quality   Kind = "quality"   // a kit's internal control: no genotype
	Unknown   Kind = "unknown"   // not in loci.csv
)

// Marker is what loci.csv knows of a locus.
type Marker struct {
	Name    string // canonical
	Kind    Kind
	Variant int // greatest digit of a microvariant: the repeat unit's length less one
	Copies  int // alleles that one person has at most, tri-alleles aside
	rank    int // place in canonical order
}

// amelogenin is the canonical name of the one locus of the kind [Sex].
const amelogenin = "AMEL"

// coreLoci is how many rows at the top of loci.csv lead the canonical order: the CODIS 20.
const coreLoci = 20

//go:embed loci.csv
var lociTable string

var markers = loadMarkers(lociTable)

// MarkerOf finds a locus by any of its spellings; letter case, blanks, points, hyphens, underscores
// and slashes do not count, and Cyrillic letters that look like Latin ones are those: ТН01, vWА. ok is false for a name that is not in the table: the marker then carries
// the name as given, trimmed, and the widest rules.
func MarkerOf(name string) (m Marker, ok bool) {
	if m, ok = markers[name]; ok {
		return m, true
	}
	spelled := spelling(name)
	if m, ok = markers[spelled]; ok {
		return m, true
	}
	if m, ok = markers[lookalikes.Replace(spelled)]; ok {
		return m, true
	}
	return Marker{Name: strings.TrimSpace(name), Kind: Unknown, Variant: 5, Copies: 2}, false
}

// compareNames is the canonical order: CODIS 20, then the others by name.
func compareNames(a, b string) int {
	if c := cmp.Compare(rankOf(a), rankOf(b)); c != 0 {
		return c
	}
	return cmp.Compare(a, b)
}

func rankOf(canonical string) int {
	if m, ok := markers[canonical]; ok {
		return m.rank
	}
	return coreLoci
}

// knownName is the name that a finding may show: one that is not in loci.csv could be anything.
func knownName(canonical string) string { return markers[canonical].Name }

var punctuation = strings.NewReplacer(" ", "", "\u00a0", "", ".", "", "-", "", "_", "", "/", "")

// lookalikes are the Cyrillic capitals that are typed for Latin ones on a Russian or Kazakh keyboard.
var lookalikes = strings.NewReplacer("А", "A", "В", "B", "Е", "E", "К", "K", "М", "M", "Н", "H", "О", "O", "Р", "P", "С", "C", "Т", "T", "У", "Y", "Х", "X", "І", "I")

func spelling(name string) string {
	return strings.ToUpper(punctuation.Replace(name))
}

func loadMarkers(table string) map[string]Marker {
	found := map[string]Marker{}
	for i, row := range embeddedRows(table)[1:] {
		m := Marker{Name: row[0], Kind: Kind(row[1]), rank: min(i, coreLoci)}
		m.Variant, _ = strconv.Atoi(row[2])
		m.Copies, _ = strconv.Atoi(row[3])
		found[m.Name] = m
		found[spelling(m.Name)] = m
		for alias := range strings.SplitSeq(row[4], "|") {
			if alias != "" {
				found[spelling(alias)] = m
			}
		}
	}
	return found
}

// embeddedTSV splits one of the package's own tables of tab-separated cells.
func embeddedTSV(table string) [][]string {
	var rows [][]string
	for line := range strings.Lines(table) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return rows
}

// embeddedRows reads one of the package's own tables; a fault in it is a fault of the program.
func embeddedRows(table string) [][]string {
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		panic("genotype: embedded table: " + err.Error())
	}
	return rows
}
