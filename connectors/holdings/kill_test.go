package holdings

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
)

const victimDir = "HOLDINGS_VICTIM_DIR"

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(victimDir); dir != "" {
		victim(dir)
		return
	}
	os.Exit(m.Run())
}

// victim stores without end and says each acknowledged id.
func victim(dir string) {
	s, err := Open(dir)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	var say sync.Mutex
	for i := range 8 {
		go func() {
			for k := 0; ; k++ {
				id := fmt.Sprintf("%d-%d-%d", os.Getpid(), i, k)
				if _, err := s.Put(wish(id, 1, "body of "+id)); err == nil {
					say.Lock()
					fmt.Println(id)
					say.Unlock()
				}
			}
		}()
	}
	select {}
}

// What was acknowledged before kill -9 is held after it.
func TestKilledProcessKeepsWhatItAcknowledged(t *testing.T) {
	dir := t.TempDir()
	var acknowledged []string
	for range 3 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), victimDir+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			acknowledged = append(acknowledged, lines.Text())
			if n == 200 {
				cmd.Process.Kill()
			}
		}
		cmd.Wait()
	}
	if len(acknowledged) < 600 {
		t.Fatalf("only %d acknowledged: %v", len(acknowledged), acknowledged)
	}
	s := open(t, dir)
	for _, id := range acknowledged {
		if got := body(t, s, id); got != "body of "+id {
			t.Fatalf("%s holds %q", id, got)
		}
	}
}

func BenchmarkPut(b *testing.B) {
	s := open(b, b.TempDir())
	text := string(make([]byte, 1000))
	var next sync.Mutex
	n := 0
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			next.Lock()
			n++
			id := fmt.Sprint(n)
			next.Unlock()
			if _, err := s.Put(wish(id, 1, text)); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "puts/s")
}
