package reconcile

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"testing"
)

const benchSize = 1_000_000

// made is a side that makes its holdings as they are listed, so that only the comparison uses memory. Every
// thousandth record of one side differs.
type made struct{ odd bool }

func (made) Name() string { return "made" }

func (m made) Holdings(context.Context) iter.Seq2[Holding, error] {
	return func(yield func(Holding, error) bool) {
		for i := range benchSize {
			h := Holding{ID: fmt.Sprintf("%024d", i), Kind: "person", Version: 1}
			if m.odd && i%1000 == 0 {
				h.Version = 2
			}
			if !yield(h, nil) {
				return
			}
		}
	}
}

// byMap is what the merge is measured against: one side in a map, the other looked up in it.
func byMap(b *testing.B, want, have Side) (differences int) {
	held := map[[2]string]Holding{}
	for h := range have.Holdings(b.Context()) {
		held[[2]string{h.Kind, h.ID}] = h
	}
	for w := range want.Holdings(b.Context()) {
		key := [2]string{w.Kind, w.ID}
		h, ok := held[key]
		if !ok || h.Version != w.Version {
			differences++
		}
		delete(held, key)
	}
	return differences + len(held)
}

// BenchmarkCompare compares 1 M holdings a side; peak-MB is the heap above the start, sampled while it is largest.
func BenchmarkCompare(b *testing.B) {
	for _, c := range []struct {
		name string
		do   func(*testing.B, *uint64)
	}{
		{"listing only", func(b *testing.B, _ *uint64) {
			for range (made{}).Holdings(b.Context()) {
			}
			for range (made{true}).Holdings(b.Context()) {
			}
		}},
		{"merge", func(b *testing.B, peak *uint64) {
			report, err := Compare(b.Context(), Pair{"s", made{}, sampled{made{true}, peak}}, slot)
			if err != nil || len(report.Differences) != benchSize/1000 {
				b.Fatalf("%d differences, %v", len(report.Differences), err)
			}
		}},
		{"map", func(b *testing.B, peak *uint64) {
			if n := byMap(b, sampled{made{}, peak}, made{true}); n != benchSize/1000 {
				b.Fatalf("%d differences", n)
			}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			start, peak := heap(), uint64(0)
			for b.Loop() {
				c.do(b, &peak)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(2*benchSize), "ns/holding")
			b.ReportMetric(max(0, float64(peak)-float64(start))/1e6, "peak-MB")
		})
	}
}

// sampled measures the live heap at the beginning and the middle of its listing.
type sampled struct {
	made
	peak *uint64
}

func (s sampled) Holdings(ctx context.Context) iter.Seq2[Holding, error] {
	return func(yield func(Holding, error) bool) {
		i := 0
		for h, err := range s.made.Holdings(ctx) {
			if i == 1 || i == benchSize/2 {
				*s.peak = max(*s.peak, heap())
			}
			if i++; !yield(h, err) {
				return
			}
		}
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
