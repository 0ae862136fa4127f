package holdingstest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"bilgate/connectors/holdings"
)

func windows(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	for i := range 7 {
		s.accepted(t, sub.Put(fmt.Sprint("rec-", (i*3)%7), 1))
	}
	var ids []string
	for offset := 0; ; offset += 3 {
		list, err := s.Holdings(context.Background(), offset, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range list {
			ids = append(ids, h.ID)
		}
		if len(list) < 3 {
			break
		}
	}
	if len(ids) != 7 || !slices.IsSorted(ids) {
		t.Errorf("listed %v", ids)
	}
}

func restartKeepsAll(t *testing.T, sub Subsystem) {
	dir := t.TempDir()
	s := sub.stage(t, dir)
	for i := range 20 {
		s.accepted(t, sub.Put(fmt.Sprint("rec-", i), 1))
	}
	s.accepted(t, sub.Retract("rec-3", 2))
	before := s.held(t)
	if _, err := sub.Open(dir); err == nil {
		t.Error("the data directory was given to a second server")
	}
	s.close()

	s = sub.stage(t, dir)
	if after := s.held(t); len(after) != 19 || !slices.Equal(before, after) {
		t.Fatalf("%d before, %d after", len(before), len(after))
	}
	s.accepted(t, sub.Put("rec-3", 1)) // the transaction is remembered, and brings nothing back
	if after := s.held(t); len(after) != 19 {
		t.Errorf("%d after a repeated delivery, want 19", len(after))
	}
}

func concurrentDeliveries(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	s.behave(t, holdings.Behaviour{DropEvery: 7})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for v := range int64(10) {
				d := sub.Put(fmt.Sprint("rec-", i%4), v+1)
				for {
					if _, err := s.Deliver(context.Background(), d); err == nil {
						break
					}
				}
			}
		})
	}
	wg.Wait()
	for _, h := range s.held(t) {
		if h.Version != 10 {
			t.Errorf("%s is held at version %d, want 10", h.ID, h.Version)
		}
	}
	if n := len(s.held(t)); n != 4 {
		t.Errorf("%d records, want 4", n)
	}
}

// bubble: sink and server over net.Pipe in virtual time, by the client that is handed in; a day of slowness passes at once.
func bubble(t *testing.T, sub Subsystem) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		server, err := sub.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer server.Close()
		pipes := newPipes()
		web := &http.Server{Handler: server}
		go web.Serve(pipes)
		defer web.Close()
		transport := &http.Transport{DialContext: pipes.dial}
		defer transport.CloseIdleConnections()
		s := &stage{Sink: sub.sink(t, "http://subsystem.invalid", &http.Client{Transport: transport}), server: server}
		s.behave(t, holdings.Behaviour{DelayMS: (24 * time.Hour).Milliseconds()})
		began := time.Now()
		s.accepted(t, sub.Put("rec", 1))
		if took := time.Since(began); took < 24*time.Hour || took > 25*time.Hour {
			t.Errorf("took %v of virtual time, want a day", took)
		}
		s.one(t)
	})
}

// pipes is a listener whose connections are net.Pipe.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), closed: make(chan struct{})} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.conns <- there:
		return here, nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }

// closeIsClean: no goroutine and no file stays open, and what is asked of a closed server fails.
func closeIsClean(t *testing.T, sub Subsystem) {
	goroutines, files := runtime.NumGoroutine(), openFiles(t)
	dir := t.TempDir()
	for range 5 {
		s := sub.stage(t, dir)
		s.deliver(t, sub.Put("rec", 1))
		s.web.Client().CloseIdleConnections()
		s.close()
	}
	if n := openFiles(t); n > files {
		t.Errorf("%d files stayed open", n-files)
	}
	for try := 0; runtime.NumGoroutine() > goroutines; try++ { // connections end on their own goroutines
		if try == 1000 {
			t.Fatalf("%d goroutines stayed", runtime.NumGoroutine()-goroutines)
		}
		runtime.Gosched()
	}
}

func openFiles(t *testing.T) int {
	t.Helper()
	list, err := os.ReadDir("/proc/self/fd")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("this system does not list open files")
	}
	return len(list)
}
