package wsq

// maxTables is how many Huffman tables a file may define, 0 to 7.
const maxTables = 8

// huffman is one canonical Huffman code of at most 16 bits a symbol.
type huffman struct {
	symbols []byte     // in order of their codes; none before the table is defined
	first   [17]int    // first code of each length
	count   [17]int    // codes of each length
	index   [17]int    // place in symbols of the first code of each length
	short   [256]entry // codes of up to 8 bits, by the next 8 bits
}

// entry answers for 8 bits of lookahead; a length of 0 means a longer code.
type entry struct {
	symbol, length byte
}

// readHuffman reads DHT, which holds one table or several, into tables. A
// table may be defined again.
func readHuffman(g segment, tables *[maxTables]huffman) error {
	rest := g.content
	for {
		at := g.at(len(g.content) - len(rest))
		if len(rest) < 17 {
			return fault(RuleLength, at, "%d bytes hold no Huffman table", len(rest))
		}
		id, counts := rest[0], rest[1:17]
		if id >= maxTables {
			return fault(RuleHuffman, at, "table number %d, expected 0 to %d", id, maxTables-1)
		}
		total := 0
		for _, n := range counts {
			total += int(n)
		}
		if total > len(rest)-17 {
			return fault(RuleLength, at, "the table states %d symbols, the segment has %d bytes", total, len(rest)-17)
		}
		if !tables[id].define(counts, rest[17:17+total]) {
			return fault(RuleHuffman, at, "the counts of table %d form no prefix code", id)
		}
		if rest = rest[17+total:]; len(rest) == 0 {
			return nil
		}
	}
}

// define assigns the codes: upwards within a length, doubled from one length
// to the next. It is false when a length has more codes than fit, or when
// there are none.
func (h *huffman) define(counts, symbols []byte) bool {
	*h = huffman{symbols: symbols}
	code, index := 0, 0
	for length := 1; length <= 16; length++ {
		n := int(counts[length-1])
		h.first[length], h.count[length], h.index[length] = code, n, index
		if code+n > 1<<length {
			return false
		}
		for i := 0; i < n && length <= 8; i++ {
			h.fillShort(code+i, length, symbols[index+i])
		}
		code, index = (code+n)<<1, index+n
	}
	return index > 0
}

func (h *huffman) fillShort(code, length int, symbol byte) {
	low := code << (8 - length)
	for i := low; i < low+1<<(8-length); i++ {
		h.short[i] = entry{symbol, byte(length)}
	}
}

// lookup finds the code at the head of 16 bits, 0 bits long when there is none.
func (h *huffman) lookup(bits uint16) (symbol byte, length int) {
	if e := h.short[bits>>8]; e.length > 0 {
		return e.symbol, int(e.length)
	}
	for length = 9; length <= 16; length++ {
		if i := int(bits>>(16-length)) - h.first[length]; i >= 0 && i < h.count[length] {
			return h.symbols[h.index[length]+i], length
		}
	}
	return 0, 0
}
