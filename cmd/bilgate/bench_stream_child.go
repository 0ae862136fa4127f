package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/pprof"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/fixtures/workload"
	"bilgate/gateway/pipe"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// streamChildVerb is the hidden verb below `bench stream` that a contestant's process runs.
const streamChildVerb = "contestant"

// streamJob is what a contestant's process is told.
type streamJob struct {
	Name              string
	Lane              workload.Lane
	Seeds             []string
	From, To, Rejects string
	Group             string
	Warm, Total       int64 // records
	Headers           bool
	Profile           string // file, "" for none
}

func benchStreamChildCommand() *cobra.Command {
	return &cobra.Command{
		Use: streamChildVerb + " JOB", Hidden: true, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var job streamJob
			if err := json.Unmarshal([]byte(args[0]), &job); err != nil {
				return badInput("the job: %v", err)
			}
			tunePipe()
			result, err := job.run(cmd.Context())
			if err != nil {
				return err
			}
			printJSON(cmd, result)
			return nil
		},
	}
}

// run pipes the job's records and measures those after the warm-up.
func (j *streamJob) run(ctx context.Context) (streamResult, error) {
	turner, err := j.turner()
	if err != nil {
		return streamResult{}, err
	}
	ctx, enough := context.WithCancel(ctx)
	defer enough()
	m := &streamMeter{job: j, begun: time.Now(), enough: enough}
	_, err = pipe.Run(ctx, pipe.Config{
		Seeds: j.Seeds, From: j.From, To: j.To, Rejects: j.Rejects, Group: j.Group, Instance: "1",
		Turner: metered{turner, m}, Tell: m.tell,
	})
	return m.result, errors.Join(err, m.err)
}

func (j *streamJob) turner() (pipe.Turner, error) {
	switch j.Name {
	case contestCopy:
		return copier{j.To}, nil
	case contestHand:
		return newHandWritten(j)
	}
	kind, err := canon.Parse(j.Lane.Text(workload.KindFile), workload.KindFile)
	if err != nil {
		return nil, err
	}
	schema, problems := mapping.ParseSource(j.Lane.Text(workload.SourceFile), workload.SourceFile)
	if problems.Failed() {
		return nil, problems
	}
	program, problems := mapping.Compile(mapping.Source{FS: j.Lane.Files(), File: workload.MappingFile}, schema, kind, pipe.Decoder)
	if problems.Failed() {
		return nil, problems
	}
	return pipe.NewMapper(program, schema, j.To, j.Rejects, j.Headers), nil
}

// streamMeter reads the clocks when the warm-up's records have been turned, and at the commit that ends the run.
type streamMeter struct {
	job    *streamJob
	begun  time.Time
	enough func()
	turned mark // so far
	from   mark // where the warm-up ended
	result streamResult
	err    error
}

// metered tells the meter what is turned.
type metered struct {
	pipe.Turner
	meter *streamMeter
}

func (t metered) Turn(records []*kgo.Record, slab []byte) []byte {
	t.meter.turning(records)
	slab = t.Turner.Turn(records, slab)
	for _, r := range records {
		t.meter.turned.BytesOut += int64(len(r.Value))
	}
	return slab
}

func (m *streamMeter) turning(records []*kgo.Record) {
	if m.from.at.IsZero() && m.turned.Records >= m.job.Warm {
		m.from = mark{m.turned.Counts, cpuTime(), time.Now()}
		m.err = m.profile()
	}
	m.turned.Records += int64(len(records))
	for _, r := range records {
		m.turned.BytesIn += int64(len(r.Value))
	}
}

// mark is a moment of a run.
type mark struct {
	pipe.Counts
	cpu time.Duration
	at  time.Time
}

func (m *streamMeter) tell(sums pipe.Counts) {
	if m.result.FirstMS == 0 {
		m.result.FirstMS = float64(time.Since(m.begun).Microseconds()) / 1000
	}
	if sums.Records >= m.job.Total {
		m.end(mark{sums, cpuTime(), time.Now()})
	}
}

func (m *streamMeter) profile() error {
	if m.job.Profile == "" {
		return nil
	}
	file, err := os.Create(m.job.Profile)
	if err != nil {
		return err
	}
	return pprof.StartCPUProfile(file)
}

func (m *streamMeter) end(to mark) {
	pprof.StopCPUProfile()
	n := float64(to.Records - m.from.Records)
	r := &m.result
	r.Lane, r.Name, r.Records = m.job.Lane, m.job.Name, to.Records-m.from.Records
	r.Micros = float64((to.cpu - m.from.cpu).Nanoseconds()) / 1000 / n
	r.PerSecond = n / to.at.Sub(m.from.at).Seconds()
	r.BytesIn, r.BytesOut = float64(to.BytesIn-m.from.BytesIn)/n, float64(to.BytesOut-m.from.BytesOut)/n
	var err error
	r.PeakMB, err = peakMemory()
	m.err = errors.Join(m.err, err)
	m.enough()
}

// cpuTime is what this process has used so far, user and system.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // the arguments are constants
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peakMemory is the most that this process held, in MB. It is read from /proc, because getrusage's figure is
// handed on by the process that started this one.
func peakMemory() (float64, error) {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(kb), " kB"), 64)
			return n / 1024, err
		}
	}
	return 0, fmt.Errorf("/proc/self/status does not tell the peak")
}
