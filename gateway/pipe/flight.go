package pipe

import (
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"
)

// flight bounds the bytes that are produced and not yet acknowledged, and keeps the slabs of those that
// are for the next ones.
type flight struct {
	mu    sync.Mutex
	down  sync.Cond // a chunk came down
	bytes int
	err   error // the first
	free  [][]byte
}

func newFlight() *flight {
	f := &flight{}
	f.down.L = &f.mu
	return f
}

// slab is an empty one, once there is room for a chunk; the first error of an earlier chunk ends the flight.
func (f *flight) slab() ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.bytes >= flightBytes && f.err == nil {
		f.down.Wait()
	}
	if n := len(f.free); n > 0 {
		s := f.free[n-1]
		f.free = f.free[:n-1]
		return s[:0], f.err
	}
	return nil, f.err
}

// chunk are records in the air that share a slab.
type chunk struct {
	flight *flight
	slab   []byte
	bytes  int
	left   int // touched by the client's promises alone, which it makes one after another
	err    error
}

// start puts records into the air, whose bytes in and out are held until they come down.
func (f *flight) start(slab []byte, bytes, records int) *chunk {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.bytes += bytes
	return &chunk{flight: f, slab: slab, bytes: bytes, left: records}
}

// land is the promise of each record.
func (c *chunk) land(_ *kgo.Record, err error) {
	if err != nil && c.err == nil {
		c.err = err
	}
	if c.left--; c.left == 0 {
		c.flight.land(c)
	}
}

// freeSlabs bounds the slabs that wait.
const freeSlabs = 64

func (f *flight) land(c *chunk) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.bytes -= c.bytes
	if f.err == nil {
		f.err = c.err
	}
	if len(f.free) < freeSlabs && cap(c.slab) <= 2*chunkBytes {
		f.free = append(f.free, c.slab)
	}
	f.down.Signal()
}

// fail ends the flight.
func (f *flight) fail(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = err
	}
	f.down.Signal()
}

// failure is the first error of what came down.
func (f *flight) failure() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}
