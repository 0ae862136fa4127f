package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"bilgate/fixtures/workload"
)

// streamOptions are the flags of `bench stream`.
type streamOptions struct {
	broker        string
	records, warm int
	lane          string
	profiles      string
	headers       bool
	asJSON        bool
}

const streamHelp = `Measure a mapping between two topics of Kafka: CPU a record, and peak memory.

Contestants, each in a process of its own on the same records in the same run:
  pipe         the engine of bilgate map pipe
  hand-written the same job by a fast JSON library, reused structs and an append encoder
  pass-through franz-go's record API copies what the mapping made, record by record

All of them read committed, write in a transaction a second, and keep the order of every key. A run in which a
record is lost, doubled, out of order or wrongly rejected has no figure, and ends with exit 1.`

func benchStreamCommand() *cobra.Command {
	o := &streamOptions{}
	cmd := &cobra.Command{
		Use: "stream", Short: "Measure a mapping between two topics of Kafka", Long: streamHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	cmd.AddCommand(benchStreamChildCommand())
	f := cmd.Flags()
	f.StringVar(&o.broker, "broker", "", "address of a Kafka to measure on (default: the embedded broker)")
	f.IntVar(&o.records, "records", 300_000, "records that are measured")
	f.IntVar(&o.warm, "warm", 100_000, "records before them, which are not")
	f.StringVar(&o.lane, "lane", "both", "flat, mixed or both")
	f.StringVar(&o.profiles, "profile", "", "folder for CPU profiles of the contestants")
	f.BoolVar(&o.headers, "headers", false, "let the pipe give its outputs their headers")
	f.BoolVar(&o.asJSON, "json", false, "print JSON")
	return cmd
}

func (o *streamOptions) lanes() ([]workload.Lane, error) {
	if o.lane == "both" {
		return workload.Lanes, nil
	}
	for _, l := range workload.Lanes {
		if o.lane == string(l) {
			return []workload.Lane{l}, nil
		}
	}
	return nil, badInput("there is no lane %q: flat, mixed or both", o.lane)
}

func (o *streamOptions) run(cmd *cobra.Command) error {
	lanes, err := o.lanes()
	if err != nil {
		return err
	}
	if o.records < 1 || o.warm < 0 {
		return badInput("--records is above zero, --warm is not below it")
	}
	broker := o.broker
	if broker == "" {
		stop, address, err := startBenchBroker(cmd.Context())
		if err != nil {
			return err
		}
		defer stop()
		broker = address
	} else if err := hostPort(broker); err != nil {
		return badInput("--broker %q is no address: %v", broker, err)
	}
	var results []streamResult
	for _, lane := range lanes {
		r := &streamRun{streamOptions: o, lane: lane, seeds: strings.Split(broker, ","), say: func(format string, args ...any) {
			fmt.Fprintf(cmd.ErrOrStderr(), format+"\n", args...)
		}}
		made, err := r.run(cmd.Context())
		if err != nil {
			return fmt.Errorf("lane %s: %w", lane, err)
		}
		results = append(results, made...)
	}
	return showStream(cmd, results, o.asJSON)
}

// streamResult is one contestant's line.
type streamResult struct {
	Lane      workload.Lane `json:"lane"`
	Name      string        `json:"name"`
	Records   int64         `json:"records"` // measured
	Micros    float64       `json:"cpu_us_a_record"`
	Times     float64       `json:"times_pass_through"`
	PeakMB    float64       `json:"peak_rss_mb"`
	PerSecond float64       `json:"records_a_second"`
	FirstMS   float64       `json:"start_to_first_commit_ms"`
	BytesIn   float64       `json:"bytes_in_a_record"`
	BytesOut  float64       `json:"bytes_out_a_record"`
}

func showStream(cmd *cobra.Command, results []streamResult, asJSON bool) error {
	if asJSON {
		printJSON(cmd, results)
		return nil
	}
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "%-6s %-13s %14s %15s %9s %12s %10s %18s\n", "lane", "contestant", "µs a record", "× pass-through", "peak MB", "records a s", "records", "bytes in → out")
	for _, r := range results {
		fmt.Fprintf(w, "%-6s %-13s %14.3f %15.2f %9.0f %12.0f %10d %18s\n", r.Lane, r.Name, r.Micros, r.Times, r.PeakMB, r.PerSecond, r.Records,
			fmt.Sprintf("%.0f → %.0f", r.BytesIn, r.BytesOut))
	}
	fmt.Fprintln(w, "CPU: user and system time of the contestant's process after its warm-up. Every record once, in order, rejects as planted.")
	return nil
}

// startBenchBroker starts the embedded broker in a process of its own and a folder that goes with it.
func startBenchBroker(ctx context.Context) (stop func(), address string, err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, "", err
	}
	dir, err := os.MkdirTemp("", "bilgate-bench-*")
	if err != nil {
		return nil, "", away("a folder for the embedded broker: %v", err)
	}
	if err := freePorts(&address); err != nil {
		os.RemoveAll(dir)
		return nil, "", err
	}
	child := exec.Command(self, "broker", "--listen", address, "--dir", filepath.Join(dir, "broker"))
	child.Env = append(os.Environ(), childMark+"=1")
	alive, err := child.StdinPipe() // closes with this process
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		os.RemoveAll(dir)
		return nil, "", away("the embedded broker does not start: %v", err)
	}
	stop = func() {
		alive.Close()
		child.Process.Signal(syscall.SIGTERM)
		child.Wait()
		os.RemoveAll(dir)
	}
	if err := awaitKafka(ctx, address); err != nil {
		stop()
		return nil, "", err
	}
	return stop, address, nil
}

// brokerPatience is how long the embedded broker may take to answer.
const brokerPatience = 20 * time.Second
