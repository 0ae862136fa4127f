package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/fixtures"
	"bilgate/gateway/register"
)

// TestTwoProcessesSwitchTogether publishes a mapping and rolls it back while two processes translate on Apache
// Kafka: every record on canonical and rejects names the mapping that held at its place on raw.
func TestTwoProcessesSwitchTogether(t *testing.T) {
	kafka := os.Getenv("BILGATE_TEST_KAFKA")
	if kafka == "" || os.Getenv("BILGATE_TEST_POSTGRES") == "" {
		t.Skip("BILGATE_TEST_KAFKA and BILGATE_TEST_POSTGRES name no servers")
	}
	h := furnishReal(t, kafka)
	h.serve(t)
	if err := awaitReady(t.Context(), h.api); err != nil {
		t.Fatal(err)
	}
	start(t, "second gateway", "serve", "--config", h.second(t))
	members(t, kafka, "bilgate.translate."+fixtures.Inmate, 2)
	to := "http://" + h.api
	stop := sendUntil(t, to)
	at(t, to, 1000)
	must(t, "map", "publish", nextMapping(t), "--author", "test", "--to", to)
	at(t, to, received(t, to)+1000)
	must(t, "map", "rollback", fixtures.Inmate, "--author", "test", "--to", to)
	at(t, to, received(t, to)+1000)
	stop()
	at(t, to, received(t, to)) // translated and registered; what is still to be delivered does not matter here
	history := decodeJSON[[]register.Switched](t, must(t, "map", "history", fixtures.Inmate, "--json", "--to", to))
	if len(history) != 3 || history[0].Version != 1 || history[1].Version != 2 {
		t.Fatalf("history %+v", history)
	}
	made := madeBy(t, kafka, history)
	t.Logf("records by generation of the mapping that held: %v", made)
	for generation := int64(1); generation <= 3; generation++ {
		if made[generation] == 0 {
			t.Errorf("no record came while generation %d held: %v", generation, made)
		}
	}
}

// sendUntil sends inmates in the background until stop is called, which returns when all are sent.
func sendUntil(t *testing.T, to string) (stop func()) {
	t.Helper()
	ending, ended := make(chan bool), make(chan bool)
	go func() {
		defer close(ended)
		for seed := 1; ; seed++ {
			select {
			case <-ending:
				return
			default:
			}
			if r := bilgate(t, "send", "--count", "400", "--seed", strconv.Itoa(seed), "--feed", fixtures.Inmate, "--to", to); r.code != 0 {
				t.Errorf("send: exit %d\n%s", r.code, r.stderr)
				return
			}
			time.Sleep(200 * time.Millisecond) // two gateways on a small machine keep up with so much
		}
	}()
	return func() { close(ending); <-ended }
}

func received(t *testing.T, to string) int64 {
	t.Helper()
	return decodeJSON[register.Status](t, must(t, "status", "--json", "--to", to)).Received
}

// second is the configuration of a process that takes no requests of agencies.
func (h *real) second(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(h.config)
	if err != nil {
		t.Fatal(err)
	}
	config := decodeJSON[map[string]any](t, string(text))
	address := ""
	if err := freePorts(&address); err != nil {
		t.Fatal(err)
	}
	config["instance"], config["listen"], config["roles"] = "2", address, []string{"translate", "register"}
	text, err = json.Marshal(config)
	file := filepath.Join(t.TempDir(), "second.yaml")
	if err == nil {
		err = os.WriteFile(file, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// members waits until a group has so many.
func members(t *testing.T, kafka, group string, n int) {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(kafka))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	seen := 0
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(100 * time.Millisecond) {
		if found, err := kadm.NewClient(client).DescribeGroups(t.Context(), group); err == nil {
			if seen = len(found[group].Members); seen == n {
				return
			}
		}
	}
	t.Fatalf("%s has %d members, want %d", group, seen, n)
}

// nextMapping is the feed's mapping under the next version, in a folder of its own.
func nextMapping(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "next")
	file := strings.TrimSpace(must(t, "map", "export", fixtures.Inmate, "--out", dir))
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, []byte(strings.Replace(string(text), "\nversion: 1\n", "\nversion: 2\n", 1)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// madeBy reads what translate wrote and counts it by the generation that held at its place on raw.
func madeBy(t *testing.T, kafka string, history []register.Switched) map[int64]int {
	t.Helper()
	topics := []string{"canonical.person", "rejects." + fixtures.Inmate}
	client, err := kgo.NewClient(kgo.SeedBrokers(kafka), kgo.FetchIsolationLevel(kgo.ReadCommitted()), kgo.KeepControlRecords(),
		kgo.ConsumeTopics(topics...), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	ends, err := kadm.NewClient(client).ListEndOffsets(t.Context(), topics...)
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	ends.Each(func(o kadm.ListedOffset) {
		if o.Offset > 0 {
			left++
		}
	})
	made := map[int64]int{}
	for left > 0 {
		client.PollFetches(t.Context()).EachRecord(func(r *kgo.Record) {
			if end, _ := ends.Lookup(r.Topic, r.Partition); r.Offset == end.Offset-1 {
				left--
			}
			if !r.Attrs.IsControl() {
				made[madeIn(t, r, history)]++
			}
		})
	}
	return made
}

// madeIn checks the mapping that a record names, and returns the generation.
func madeIn(t *testing.T, r *kgo.Record, history []register.Switched) int64 {
	t.Helper()
	value := decodeJSON[struct {
		Source struct {
			Partition int32
			Offset    int64
		}
		Mapping struct{ Hash string }
	}](t, string(r.Value))
	for _, h := range history { // newest first
		for _, s := range h.Switches {
			if s.Partition != value.Source.Partition || s.From > value.Source.Offset {
				continue
			}
			if value.Mapping.Hash != h.Mapping {
				t.Errorf("raw %d/%d was made by %.8s, generation %d with %.8s held", s.Partition, value.Source.Offset, value.Mapping.Hash, h.Generation, h.Mapping)
			}
			return h.Generation
		}
	}
	t.Errorf("raw %d/%d lies before every switch", value.Source.Partition, value.Source.Offset)
	return 0
}
