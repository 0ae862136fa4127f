package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"bilgate/gateway/pipe"
)

// pipeReport says every few seconds on standard error how far a pipe is, and at the end on standard output.
type pipeReport struct {
	cmd    *cobra.Command
	asJSON bool
	begun  time.Time

	mu   sync.Mutex
	sums pipe.Counts
}

func newPipeReport(cmd *cobra.Command, asJSON bool) *pipeReport {
	return &pipeReport{cmd: cmd, asJSON: asJSON, begun: time.Now()}
}

// tell takes the sums after a commit.
func (r *pipeReport) tell(sums pipe.Counts) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sums = sums
}

func (r *pipeReport) now() pipe.Counts {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.sums
}

const reportEvery = 5 * time.Second

// run says a line every few seconds in which something happened, until ctx ends.
func (r *pipeReport) run(ctx context.Context) {
	tick := time.NewTicker(reportEvery)
	defer tick.Stop()
	var before pipe.Counts
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		sums := r.now()
		if n := sums.Records - before.Records; n > 0 {
			fmt.Fprintln(r.cmd.ErrOrStderr(), pipeLine(sums, float64(n)/reportEvery.Seconds()))
		}
		before = sums
	}
}

func pipeLine(c pipe.Counts, rate float64) string {
	line := fmt.Sprintf("%d records: %d mapped, %d rejected", c.Records, c.Outputs, c.Rejects)
	if c.Skipped > 0 {
		line += fmt.Sprintf(", %d skipped", c.Skipped)
	}
	return fmt.Sprintf("%s; %.0f a second", line, rate)
}

// pipeSummary is what `map pipe --json` prints at the end.
type pipeSummary struct {
	pipe.Counts
	Seconds float64 `json:"seconds"`
}

func (r *pipeReport) end(sums pipe.Counts) {
	took := time.Since(r.begun).Seconds()
	if r.asJSON {
		printJSON(r.cmd, pipeSummary{sums, took})
		return
	}
	fmt.Fprintln(r.cmd.OutOrStdout(), pipeLine(sums, float64(sums.Records)/took))
}
