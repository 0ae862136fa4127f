package genotype

// Layout is how a table lays out its results.
type Layout string

// The layouts that ReadTable recognises.
const (
	LayoutLong  Layout = "genemapper-long" // a row a sample and marker: Sample Name, Marker, Allele 1..n
	LayoutWide  Layout = "genemapper-wide" // a row a sample, a column a marker, a list in the cell
	LayoutCODIS Layout = "codis-csv"       // a row a specimen: specimenId, LOCUS_1..LOCUS_n
)

// Table is what a table holds.
type Table struct {
	Layout   Layout
	Profiles []Profile // in the table's order, with no control among them
	Controls []Control // in the table's order; right, unless a [*ControlError] stands beside the table
}

// ReadTable reads a genotype table of any known layout under the plain rules.
//
// The table may be separated by tabs, semicolons or commas, start with a BOM and end its lines in any
// way. A decimal comma is read where the separator is no comma: in the long and the CODIS layout
// always, in the wide one when its lists are separated by something else.
//
// Errors: [*TableError] for a table that cannot be read, [*ControlError] for a control that does not
// show what it must. Beside the latter stands the table, for a viewer alone. A single profile that must not be registered is no error: its class is [Refused].
func ReadTable(data []byte) (*Table, error) { return Rules{}.ReadTable(data) }

// ReadTable reads a genotype table under what is agreed with its source.
func (r Rules) ReadTable(data []byte) (*Table, error) {
	in, err := open(data)
	if err != nil {
		return nil, err
	}
	names, ok, err := in.next()
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, &TableError{Rule: RuleLayout, Message: "the table is empty"}
	}
	h, fault := readHeader(names)
	if fault != nil {
		fault.Line = in.line
		return nil, fault
	}
	return r.collect(in, h)
}

// collect reads the rows below the header.
func (r Rules) collect(in *rows, h *header) (*Table, error) {
	c := &collector{rules: r, table: &Table{Layout: h.layout}, seen: map[string]int{}}
	read := c.wide
	if h.layout == LayoutLong {
		read = c.long
	}
	if err := read(in, h); err != nil {
		return nil, err
	}
	return c.table, c.wrong
}
