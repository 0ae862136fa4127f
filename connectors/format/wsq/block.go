package wsq

// The symbols of a WSQ Huffman code (table A.8 of the specification): 1–100
// are runs of zeros, 107–254 the coefficients −73 to 74, and six are followed
// by the number itself.
const (
	longestRun      = 100
	positive8       = 101
	negative8       = 102
	positive16      = 103
	negative16      = 104
	run8            = 105
	run16           = 106
	zeroCoefficient = 180
	reserved        = 255
)

// block reads SOB and the Huffman codes behind it.
func (d *decoder) block(g segment) error {
	if err := g.wantLength(1); err != nil {
		return err
	}
	if d.tree == nil || d.quantiser == nil {
		return fault(RuleOrder, g.offset, "a block comes before frame header and quantisation table")
	}
	id := g.content[0]
	if id >= maxTables || len(d.tables[id].symbols) == 0 {
		return fault(RuleHuffman, g.at(0), "Huffman table %d is not defined", id)
	}
	if d.cursor == nil {
		d.plane = make([]float32, d.header.Width*d.header.Height)
		d.cursor = newCursor(d.plane, d.header.Width, d.tree.bands, d.quantiser)
	}
	d.table, d.restart = &d.tables[id], 0
	return d.codes()
}

func (d *decoder) codes() error {
	r := &bitReader{data: d.data, pos: d.pos}
	err := decodeBlock(r, d.table, d.cursor)
	d.pos = r.pos
	return err
}

// decodeBlock reads Huffman codes into dst up to the next marker, where it
// leaves r. A code that the marker cuts off is the padding of the last byte.
func decodeBlock(r *bitReader, table *huffman, dst *cursor) error {
	for {
		symbol, length := table.lookup(r.peek())
		if r.n == 0 || length > r.n || dst.left == 0 && r.n < 8 {
			return nil
		}
		if length == 0 {
			if r.ended && r.n < 16 {
				return nil
			}
			return fault(RuleCode, r.pos, "the data holds a code that the table does not define")
		}
		r.drop(length)
		if err := decodeSymbol(r, symbol, dst); err != nil {
			return err
		}
	}
}

// decodeSymbol does what one symbol says.
func decodeSymbol(r *bitReader, symbol byte, dst *cursor) error {
	fits, whole := true, true
	n := int(symbol)
	switch {
	case symbol == 0 || symbol == reserved:
		return fault(RuleCode, r.pos, "symbol %d is reserved", symbol)
	case symbol <= longestRun:
		fits = dst.skip(n)
	case symbol > run16:
		fits = dst.put(n - zeroCoefficient)
	default:
		if n, whole = r.take(extraBits(symbol)); whole {
			fits = putExtra(symbol, n, dst)
		}
	}
	if !whole {
		return fault(RuleCode, r.pos, "a marker cuts the number behind symbol %d", symbol)
	}
	if !fits {
		return fault(RuleCoefficients, r.pos, "more coefficients than the %d of the subbands", dst.total)
	}
	return nil
}

func extraBits(symbol byte) int {
	switch symbol {
	case positive16, negative16, run16:
		return 16
	}
	return 8
}

func putExtra(symbol byte, n int, dst *cursor) bool {
	switch symbol {
	case run8, run16:
		return dst.skip(n)
	case negative8, negative16:
		return dst.put(-n)
	}
	return dst.put(n)
}
