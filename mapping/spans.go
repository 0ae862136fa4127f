package mapping

// span is rows of one block's items that follow each other; the record's own rows are those of block 0. A
// row of -1 is n nulls.
type span struct{ block, row, n int }

// spans is the rows that a column is made of, in order.
type spans struct {
	list     []span
	n, nulls int
}

// add adds a row, or a null.
func (s *spans) add(block, row int) {
	s.n++
	if row < 0 {
		s.nulls++
	}
	if k := len(s.list) - 1; k >= 0 && s.list[k].block == block && s.list[k].follows(row) {
		s.list[k].n++
		return
	}
	s.list = append(s.list, span{block, row, 1})
}

func (s span) follows(row int) bool {
	return row < 0 && s.row < 0 || row >= 0 && s.row >= 0 && s.row+s.n == row
}

// validity is the bitmap of a column whose length is known; there is none until a row is null.
type validity struct {
	rows, nulls int
	bits        []byte
}

func (v *validity) unset(i int) {
	if v.bits == nil {
		v.bits = make([]byte, (v.rows+7)/8)
		for k := range v.bits {
			v.bits[k] = 0xFF
		}
	}
	v.bits[i>>3] &^= 1 << (i & 7)
	v.nulls++
}

// outputs is memory for columns. One that is kept serves batch after batch, in the same order.
type outputs struct {
	kept    bool
	buffers [][]byte
	next    int
}

func (o *outputs) rewind() { o.next = 0 }

// take gives n bytes; what they held before may still be in them.
func (o *outputs) take(n int) []byte {
	if !o.kept {
		return make([]byte, n)
	}
	if o.next == len(o.buffers) {
		o.buffers = append(o.buffers, nil)
	}
	if cap(o.buffers[o.next]) < n {
		o.buffers[o.next] = make([]byte, n+n/8)
	}
	o.next++
	return o.buffers[o.next-1][:n]
}
