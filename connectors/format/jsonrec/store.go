package jsonrec

import (
	"sync"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// store is the memory of one buffer of a column. What an array took comes back when the array is released,
// for the next batch. It is the allocator of its buffers.
type store struct {
	mu    sync.Mutex
	spare []byte
}

// Allocate implements memory.Allocator.
func (s *store) Allocate(size int) []byte { return make([]byte, size) }

// Reallocate implements memory.Allocator.
func (s *store) Reallocate(size int, b []byte) []byte {
	return append(b[:min(size, len(b))], make([]byte, max(0, size-len(b)))...)
}

// Free implements memory.Allocator.
func (s *store) Free(b []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cap(b) > cap(s.spare) {
		s.spare = b
	}
}

// take gives the memory that came back last, empty.
func (s *store) take() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.spare
	s.spare = nil
	return b[:0]
}

// buffer makes an Arrow buffer of memory that shall come back.
func (s *store) buffer(b []byte) *memory.Buffer { return memory.NewBufferWithAllocator(b, s) }

// offsets are where the values of a column end in what lies below it, after a first 0.
type offsets struct {
	store
	ends []int32
}

func (o *offsets) open() {
	spare := o.take()
	o.ends = append(arrow.Int32Traits.CastFromBytes(spare[:cap(spare)&^3])[:0], 0)
}

func (o *offsets) close() *memory.Buffer {
	b := o.buffer(arrow.Int32Traits.CastToBytes(o.ends))
	o.ends = nil
	return b
}

// validity is a column's bitmap of what is there; there is none until something is null.
type validity struct {
	store
	bits  []byte
	rows  int
	nulls int
}

func (v *validity) add(there bool) {
	if there && v.nulls == 0 {
		v.rows++
		return
	}
	if v.nulls == 0 {
		v.begin()
	}
	if v.rows&7 == 0 {
		v.bits = append(v.bits, 0)
	}
	if there {
		v.bits[v.rows>>3] |= 1 << (v.rows & 7)
	} else {
		v.nulls++
	}
	v.rows++
}

// begin writes down that all rows so far are there.
func (v *validity) begin() {
	v.bits = v.take()
	for range v.rows / 8 {
		v.bits = append(v.bits, 0xFF)
	}
	if rest := v.rows & 7; rest != 0 {
		v.bits = append(v.bits, 1<<rest-1)
	}
}

// close gives the bitmap, nil if nothing is null, and begins anew.
func (v *validity) close() (bitmap *memory.Buffer, rows, nulls int) {
	rows, nulls = v.rows, v.nulls
	if nulls > 0 {
		bitmap = v.buffer(v.bits)
	}
	v.bits, v.rows, v.nulls = nil, 0, 0
	return bitmap, rows, nulls
}
