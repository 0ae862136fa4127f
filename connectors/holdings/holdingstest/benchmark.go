package holdingstest

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
)

// Benchmark measures puts of new records by so many writers at once: sink, HTTP over loopback, checks, disk.
func (sub Subsystem) Benchmark(b *testing.B, writers int) {
	s := sub.stage(b, b.TempDir())
	s.web.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = writers
	next := make(chan int)
	var wg sync.WaitGroup
	b.ResetTimer()
	for range writers {
		wg.Go(func() {
			for i := range next {
				if _, err := s.Deliver(context.Background(), sub.Put(fmt.Sprintf("rec-%09d", i), 1)); err != nil {
					b.Error(err)
				}
			}
		})
	}
	for i := range b.N {
		next <- i
	}
	close(next)
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "puts/s")
}
