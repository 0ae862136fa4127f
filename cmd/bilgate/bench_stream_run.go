package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/fixtures/workload"
)

// streamPartitions is how many partitions each topic of the benchmark has.
const streamPartitions = 4

// Contestants of `bench stream`. The pass-through copies what the pipe made, so it comes after it.
const (
	contestPipe = "pipe"
	contestHand = "hand-written"
	contestCopy = "pass-through"
)

// streamRun is one lane on its way.
type streamRun struct {
	*streamOptions
	lane  workload.Lane
	seeds []string
	say   func(format string, args ...any)

	client *kgo.Client
	admin  *kadm.Client
	prefix string // of the topics of this run
	sent   *sentStream
}

func (r *streamRun) run(ctx context.Context) ([]streamResult, error) {
	if err := r.open(ctx); err != nil {
		return nil, err
	}
	defer r.close()
	began := time.Now()
	var err error
	if r.sent, err = r.fill(ctx); err != nil {
		return nil, err
	}
	r.say("%s: %d records sent in %.0f s", r.lane, r.warm+r.records, time.Since(began).Seconds())
	return r.contest(ctx)
}

// open makes the topics of the run, which close deletes.
func (r *streamRun) open(ctx context.Context) (err error) {
	r.prefix = "bench." + strings.ToLower(rand.Text()[:8]) + "." + string(r.lane)
	r.client, err = kgo.NewClient(kgo.SeedBrokers(r.seeds...), kgo.ProducerBatchCompression(kgo.NoCompression()),
		kgo.ProducerLinger(20*time.Millisecond), kgo.MaxBufferedRecords(20_000), kgo.MetadataMinAge(250*time.Millisecond))
	if err != nil {
		return away("kafka: %v", err)
	}
	r.admin = kadm.NewClient(r.client)
	if err := r.makeTopics(ctx); err != nil {
		r.client.Close()
		return err
	}
	return nil
}

func (r *streamRun) close() {
	r.drop()
	r.client.Close()
}

func (r *streamRun) topic(name string) string { return r.prefix + "." + name }

func (r *streamRun) topics() []string {
	names := []string{r.topic("in")}
	for _, c := range []string{contestPipe, contestHand, contestCopy} {
		names = append(names, r.topic(c), r.topic(c+".rejects"))
	}
	return names
}

func (r *streamRun) makeTopics(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, brokerPatience)
	defer cancel()
	made, err := r.admin.CreateTopics(ctx, streamPartitions, 1, nil, r.topics()...)
	if err == nil {
		err = made.Error()
	}
	if err != nil {
		return away("create the topics of the benchmark at %s: %v", strings.Join(r.seeds, ","), err)
	}
	return nil
}

// drop deletes the topics of the run.
func (r *streamRun) drop() {
	ctx, cancel := context.WithTimeout(context.Background(), brokerPatience)
	defer cancel()
	_, err := r.admin.DeleteTopics(ctx, r.topics()...)
	if err != nil {
		r.say("the topics %s.* were not deleted: %v", r.prefix, err)
	}
}

// contest lets the contestants run one after another, and checks what each of them made.
func (r *streamRun) contest(ctx context.Context) ([]streamResult, error) {
	var out []streamResult
	for _, name := range []string{contestPipe, contestHand, contestCopy} {
		result, err := r.contestant(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := r.check(ctx, name); err != nil {
			return nil, fmt.Errorf("%s has no figure: %w", name, err)
		}
		r.say("%s: %s %.3f µs a record", r.lane, name, result.Micros)
		out = append(out, result)
	}
	base := out[len(out)-1].Micros
	for i := range out {
		out[i].Times = out[i].Micros / base
	}
	return out, nil
}

// contestant runs one in a process of its own.
func (r *streamRun) contestant(ctx context.Context, name string) (streamResult, error) {
	self, err := os.Executable()
	if err != nil {
		return streamResult{}, err
	}
	job := streamJob{
		Name: name, Lane: r.lane, Seeds: r.seeds, From: r.topic("in"), To: r.topic(name), Rejects: r.topic(name + ".rejects"),
		Group: r.topic(name), Warm: int64(r.warm), Total: int64(r.warm + r.records), Headers: r.headers,
	}
	if r.profiles != "" {
		job.Profile = filepath.Join(r.profiles, string(r.lane)+"."+name+".cpu")
	}
	if name == contestCopy {
		job.From = r.topic(contestPipe)
		job.Total -= r.sent.wrong
		job.Warm -= r.sent.wrong * job.Warm / int64(r.warm+r.records)
	}
	text, err := json.Marshal(job)
	if err != nil {
		return streamResult{}, err
	}
	child := exec.CommandContext(ctx, self, "bench", "stream", streamChildVerb, string(text))
	child.Stderr = os.Stderr
	said, err := child.Output()
	if err != nil {
		return streamResult{}, fmt.Errorf("its process: %w", err)
	}
	var result streamResult
	return result, json.Unmarshal(said, &result)
}

// awaitKafka waits until a broker answers.
func awaitKafka(ctx context.Context, address string) error {
	client, err := kgo.NewClient(kgo.SeedBrokers(address))
	if err != nil {
		return err
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(ctx, brokerPatience)
	defer cancel()
	for {
		err := client.Ping(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return away("the embedded broker does not answer: %v", errors.Join(err, ctx.Err()))
		case <-time.After(50 * time.Millisecond):
		}
	}
}
