package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/fixtures"
	"bilgate/gateway/register"
	"bilgate/gateway/store/storetest"
	"bilgate/gateway/vault"
	"bilgate/schedules"
)

// TestDemoSurvivesKills kills the gateway in the middle of a stream: every message ends once, and the
// subsystems hold exactly the current versions.
func TestDemoSurvivesKills(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a whole demo")
	}
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

// TestKillsOnRealComponents is the same on Apache Kafka and PostgreSQL, with ten kills: six of the gateway,
// two of Kafka, two of PostgreSQL. The variables name running servers and the folders of .ci/kafka and .ci/postgres.
func TestKillsOnRealComponents(t *testing.T) {
	kafka, kafkaDir, postgresDir := os.Getenv("BILGATE_TEST_KAFKA"), os.Getenv("BILGATE_TEST_KAFKA_DIR"), os.Getenv("BILGATE_TEST_POSTGRES_DIR")
	if kafka == "" || kafkaDir == "" || postgresDir == "" {
		t.Skip("BILGATE_TEST_KAFKA, BILGATE_TEST_KAFKA_DIR and BILGATE_TEST_POSTGRES_DIR name no servers")
	}
	const count = 20_000
	h := furnishReal(t, kafka)
	h.serve(t)
	if err := awaitReady(t.Context(), h.api); err != nil {
		t.Fatal(err)
	}
	to := "http://" + h.api
	sending := sendInBackground(t, to, count, 12)
	kills := []string{"gateway", "kafka", "gateway", "postgres", "gateway", "gateway", "kafka", "gateway", "postgres", "gateway"}
	for i, what := range kills {
		at(t, to, int64(count*(i+1)/12))
		t.Logf("kill %d: %s", i+1, what)
		switch what {
		case "gateway":
			h.killGateway(t)
			h.serve(t)
		case "kafka":
			server(t, "kafka", kafkaDir)
		case "postgres":
			server(t, "postgres", postgresDir)
		}
	}
	ended(t, to, count, 12, <-sending)
}

// server kills a server by its script and starts it again.
func server(t *testing.T, name, dir string) {
	t.Helper()
	for _, verb := range []string{"kill", "restart"} {
		out, err := exec.CommandContext(t.Context(), "bash", filepath.Join("..", "..", ".ci", name), verb, dir).CombinedOutput()
		if err != nil {
			t.Fatalf("%s %s: %v\n%s", verb, name, err, out)
		}
	}
}

// real is a gateway on real servers, with both reference subsystems.
type real struct {
	api, config string
	gateway     *exec.Cmd
}

func furnishReal(t *testing.T, kafka string) *real {
	t.Helper()
	dir := t.TempDir()
	h := &real{config: filepath.Join(dir, "bilgate.yaml")}
	addresses := map[string]string{}
	for _, name := range []string{"fingerprint", "genomic", "api"} {
		a := ""
		if err := freePorts(&a); err != nil {
			t.Fatal(err)
		}
		addresses[name] = a
	}
	h.api = addresses["api"]
	for _, name := range []string{"fingerprint", "genomic"} {
		start(t, name, "subsystem", name, "--listen", addresses[name], "--dir", filepath.Join(dir, name))
		if err := awaitReady(t.Context(), addresses[name]); err != nil {
			t.Fatal(err)
		}
	}
	keys := filepath.Join(dir, "keys.json")
	if _, err := vault.Create(keys); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "objects"), 0o700); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]any{
		"listen": h.api, "kafka": []string{kafka}, "database": storetest.PostgreSQL(t),
		"objects": filepath.Join(dir, "objects"), "key_file": keys,
		"subsystems": map[string]string{"fingerprint": "http://" + addresses["fingerprint"], "genomic": "http://" + addresses["genomic"]},
	})
	if err == nil {
		err = os.WriteFile(h.config, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *real) serve(t *testing.T) {
	t.Helper()
	h.gateway = start(t, "gateway", "serve", "--config", h.config)
}

func (h *real) killGateway(t *testing.T) {
	t.Helper()
	kill(t, h.gateway.Process.Pid)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for healthy(ctx, "http://"+h.api+"/v1/health") == nil {
		time.Sleep(10 * time.Millisecond)
	}
}
