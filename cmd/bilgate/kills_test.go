package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/fixtures"
	"bilgate/gateway/register"
	"bilgate/schedules"
)

// TestDemoSurvivesKills kills the gateway in the middle of a stream: every message ends once, and the
// subsystems hold exactly the current versions.
func TestDemoSurvivesKills(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a whole demo")
	}
	t.Parallel()
	const count = 2000
	dir := t.TempDir()
	d := startDemo(t, dir)
	sending := sendInBackground(t, d.API, count, 11)
	for i := range 2 {
		at(t, d.API, int64(count*(i+1)/4))
		kill(t, demoPid(t, dir, "gateway"))
		time.Sleep(200 * time.Millisecond) // the supervisor writes the new process id
	}
	ended(t, d.API, count, 11, <-sending)
}

func demoPid(t *testing.T, dir, name string) int {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(dir, "demo.json"))
	if err != nil {
		t.Fatal(err)
	}
	return decodeJSON[Demo](t, string(body)).Pids[name]
}

func kill(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatalf("kill %d: %v", pid, err)
	}
}

// sendInBackground sends generated records and hands over the receipts at the end.
func sendInBackground(t *testing.T, to string, count int, seed uint64) <-chan []connectors.Receipt {
	done := make(chan []connectors.Receipt, 1)
	go func() {
		var receipts []connectors.Receipt
		r := bilgate(t, "send", "--count", fmt.Sprint(count), "--seed", fmt.Sprint(seed), "--json", "--to", to)
		if r.code != 0 {
			t.Errorf("send: exit %d\n%s", r.code, r.stderr)
		}
		for line := range strings.Lines(r.stdout) {
			receipts = append(receipts, decodeJSON[connectors.Receipt](t, line))
		}
		done <- receipts
	}()
	return done
}

// ended checks everything that must hold when nothing moves any more.
func ended(t *testing.T, to string, count int, seed uint64, receipts []connectors.Receipt) {
	t.Helper()
	truth := fixtures.Count(seed, count, "")
	framed, unreadable := 0, 0
	for _, r := range receipts {
		framed += r.Framed
		unreadable += len(r.Unreadable)
	}
	if framed != truth.Framed || unreadable != truth.Unreadable {
		t.Errorf("receipts of %d messages and %d unreadable, the generator made %d and %d", framed, unreadable, truth.Framed, truth.Unreadable)
	}
	s := decodeJSON[register.Status](t, must(t, "status", "--check", "--json", "--to", to))
	for _, feed := range fixtures.Feeds {
		b := s.Feeds[feed]
		t.Logf("%s: %+v", feed, b)
	}
	if distinct := s.Received - s.Duplicate; distinct > int64(truth.Framed) {
		t.Errorf("%d messages that are no duplicates, the generator made %d", distinct, truth.Framed)
	}
	run := decodeJSON[schedules.Run](t, must(t, "jobs", "run", "reconcile", "--json", "--to", to))
	if run.Summary["differences"] != 0 || run.Summary["genomic.compared"] == 0 || run.Summary["genomic.in_flight"] != 0 {
		t.Errorf("reconciliation: %v", run.Summary)
	}
	t.Logf("reconciliation: %v", run.Summary)
}
