package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kfake"

	"bilgate/fixtures/workload"
	"bilgate/mapping"
)

// pipeFiles writes a lane's definition files into a folder.
func pipeFiles(t *testing.T, lane workload.Lane) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, lane.Files()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// pipeArgs are those of a pipe between topics of a run.
func pipeArgs(dir, seed, from, to, rejects string, more ...string) []string {
	return append([]string{"map", "pipe", "--broker", seed, "--from", from, "--to", to, "--rejects", rejects, "--group", "group-" + to,
		"--source-schema", filepath.Join(dir, workload.SourceFile), "--kind", filepath.Join(dir, workload.KindFile),
		"--mapping", filepath.Join(dir, workload.MappingFile)}, more...)
}

func TestPipeWrongUsage(t *testing.T) {
	dir := pipeFiles(t, workload.Flat)
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"map", "pipe"}, "required flag(s)"},
		{pipeArgs(dir, "nowhere", "a", "b", "c"), "host:port"},
		{pipeArgs(dir, "127.0.0.1:1", "a", "b", "b"), "name different ones"},
		{pipeArgs(dir, "127.0.0.1:1", "a", "b", "c", "--every", "1m"), "between 10ms and 5s"},
		{pipeArgs(dir, "127.0.0.1:1", "a", "b", ""), "--rejects is empty"},
		{pipeArgs(filepath.Join(dir, "nowhere"), "127.0.0.1:1", "a", "b", "c"), "no such file"},
	} {
		if r := bilgate(t, c.args...); r.code != wrongInput || r.stdout != "" || !strings.Contains(r.stderr, c.says) {
			t.Errorf("%v: exit %d, %s", c.args, r.code, r.stderr)
		}
	}
}

// TestPipeSaysAllFaultsOfItsFiles: of the source file and of the kind at once, then of the mapping.
func TestPipeSaysAllFaultsOfItsFiles(t *testing.T) {
	dir := pipeFiles(t, workload.Flat)
	spoil := func(file, old, new string) {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil || !strings.Contains(string(text), old) {
			t.Fatalf("%s has no %q: %v", file, old, err)
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(strings.Replace(string(text), old, new, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	faults := func(want ...string) {
		t.Helper()
		r := bilgate(t, pipeArgs(dir, "127.0.0.1:1", "a", "b", "c")...)
		for _, w := range want {
			if r.code != wrongInput || !strings.Contains(r.stderr, w) {
				t.Errorf("exit %d, no %q in:\n%s", r.code, w, r.stderr)
			}
		}
	}
	spoil(workload.MappingFile, "src.dob", "src.dobb")
	spoil(workload.MappingFile, "src.given", "src.givn")
	faults("src.dobb", "src.givn")
	spoil(workload.SourceFile, "type: integer", "type: number")
	spoil(workload.SourceFile, "{name: id, type: text", "{name: id, typ: text")
	spoil(workload.KindFile, "type: integer", "type: whole")
	faults(`there is no type "number"`, `unknown key "typ"`, "type is missing or unknown")
}

func TestPipeWithoutItsSurroundings(t *testing.T) {
	dir := pipeFiles(t, workload.Flat)
	sentence(t, bilgate(t, pipeArgs(dir, "127.0.0.1:1", "a", "b", "c")...), surroundings, "is it running")
	sentence(t, bilgate(t, pipeArgs(dir, fakeKafka(t), "a", "b", "c")...), surroundings, "create it first")
}

func fakeKafka(t *testing.T) string {
	t.Helper()
	fake, err := kfake.NewCluster(kfake.NumBrokers(1))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(fake.Close)
	return fake.ListenAddrs()[0]
}

func TestPipeUnderKills(t *testing.T) {
	t.Run("embedded", func(t *testing.T) { pipeUnderKills(t, fakeKafka(t), 30_000, 3) })
	t.Run("apache", func(t *testing.T) {
		seed := os.Getenv("BILGATE_TEST_KAFKA")
		if seed == "" {
			t.Skip("BILGATE_TEST_KAFKA names no Apache Kafka")
		}
		pipeUnderKills(t, seed, 400_000, 8)
	})
}

// pipeUnderKills sends numbered records and kills the pipe at marks of what it has committed; the last
// process is stopped by SIGTERM. Every number comes out once, in order, and the rejects are the planted ones.
func pipeUnderKills(t *testing.T, seed string, count, kills int) {
	r := &streamRun{streamOptions: &streamOptions{records: count}, lane: workload.Mixed, seeds: []string{seed}, say: t.Logf}
	if err := r.open(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer r.close()
	filled := make(chan error, 1)
	go func() {
		var err error
		r.sent, err = r.fill(t.Context())
		filled <- err
	}()
	args := pipeArgs(pipeFiles(t, r.lane), seed, r.topic("in"), r.topic(contestPipe), r.topic(contestPipe+".rejects"), "--every", "20ms", "--instance", "1", "--json")
	for kill := range kills {
		cmd := command(t, args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		r.await(t, int64(count*(kill+1)/(kills+2)))
		cmd.Process.Kill()
		cmd.Wait()
	}
	if err := <-filled; err != nil {
		t.Fatal(err)
	}
	last := command(t, args...)
	said := startSaying(t, last)
	r.await(t, int64(count))
	last.Process.Signal(syscall.SIGTERM)
	if err := last.Wait(); err != nil {
		t.Fatalf("after SIGTERM: %v", err)
	}
	if sums := decodeJSON[pipeSummary](t, said.String()); sums.Records == 0 || sums.Records != sums.Outputs+sums.Rejects {
		t.Errorf("the last one says %+v", sums)
	}
	if err := r.check(t.Context(), contestPipe); err != nil {
		t.Error(err)
	}
}

func startSaying(t *testing.T, cmd *exec.Cmd) *strings.Builder {
	t.Helper()
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &said
}

// await waits until the pipe's group has consumed so many records.
func (r *streamRun) await(t *testing.T, mark int64) {
	t.Helper()
	for begun := time.Now(); time.Since(begun) < 2*time.Minute; time.Sleep(5 * time.Millisecond) {
		offsets, err := r.admin.FetchOffsets(t.Context(), "group-"+r.topic(contestPipe))
		if err != nil {
			continue // the group is not there yet
		}
		sum := int64(0)
		for _, o := range offsets[r.topic("in")] {
			sum += o.At
		}
		if sum >= mark {
			return
		}
	}
	t.Fatalf("%d records were not reached", mark)
}

// TestSourceOfAFeedIsReadBack: what `map source` prints is a source file.
func TestSourceOfAFeedIsReadBack(t *testing.T) {
	for _, feed := range feedNames() {
		f, err := feedNamed(feed)
		if err != nil {
			t.Fatal(err)
		}
		schema, problems := mapping.ParseSource([]byte(must(t, "map", "source", feed)), feed)
		if problems != nil {
			t.Fatal(problems)
		}
		if schema.String() != f.Schema.String() {
			t.Errorf("%s: want %s, got %s", feed, f.Schema, schema)
		}
	}
	sentence(t, bilgate(t, "map", "source", "nobody.nothing"), wrongInput, "choose one of")
}

func TestBenchStream(t *testing.T) {
	results := decodeJSON[[]streamResult](t, must(t, "bench", "stream", "--records", "3000", "--warm", "1000", "--json"))
	if len(results) != 2*3 {
		t.Fatalf("%d results", len(results))
	}
	for _, r := range results {
		if r.Records < 2000 || r.Micros <= 0 || r.PeakMB < 10 || r.Times <= 0 {
			t.Errorf("%+v", r)
		}
	}
	sentence(t, bilgate(t, "bench", "stream", "--lane", "narrow"), wrongInput, "flat, mixed or both")
	sentence(t, bilgate(t, "bench", "stream", "--records", "0"), wrongInput, "above zero")
}
