package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/gateway/store/storetest"
	"bilgate/gateway/vault"
)

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
	emptyKafka(t, kafka)
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

// emptyKafka deletes the topics and groups that a test before left: they belong to another register.
func emptyKafka(t *testing.T, kafka string) {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(kafka))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	admin := kadm.NewClient(client)
	topics, err := admin.ListTopics(t.Context())
	if err == nil && len(topics) > 0 {
		_, err = admin.DeleteTopics(t.Context(), topics.Names()...)
	}
	if err != nil {
		t.Fatal(err)
	}
	groups, err := admin.ListGroups(t.Context())
	if err == nil && len(groups) > 0 {
		_, err = admin.DeleteGroups(t.Context(), groups.Groups()...)
	}
	if err != nil {
		t.Fatal(err)
	}
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
