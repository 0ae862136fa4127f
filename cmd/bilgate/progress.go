package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"bilgate/connectors"
)

// progress shows receipts: as JSON lines, as lines, or as a bar on a terminal.
type progress struct {
	cmd    *cobra.Command
	asJSON bool
	bar    bool
	total  int
	sent   int
	framed int
	bad    int
}

func newProgress(cmd *cobra.Command, o *sendOptions, files int) *progress {
	return &progress{cmd: cmd, asJSON: o.asJSON, total: max(o.count, files), bar: !o.asJSON && isatty.IsTerminal(os.Stderr.Fd())}
}

func (p *progress) receipt(b outgoing, r connectors.Receipt) {
	p.sent += max(b.records, 1)
	p.framed += r.Framed
	p.bad += len(r.Unreadable)
	switch {
	case p.asJSON:
		printJSON(p.cmd, r)
	case p.bar:
		const width = 40
		filled := width * p.sent / max(p.total, 1)
		fmt.Fprintf(p.cmd.ErrOrStderr(), "\r[%s%s] %d of %d", strings.Repeat("█", filled), strings.Repeat("·", width-filled), p.sent, p.total)
	default:
		fmt.Fprintf(p.cmd.OutOrStdout(), "%s  batch %s: %d stored, %d repeated, %d unreadable\n", b.feed, r.Batch, r.Framed, r.Repeated, len(r.Unreadable))
	}
	if !p.asJSON {
		for _, u := range r.Unreadable {
			fmt.Fprintf(p.cmd.OutOrStdout(), "    record %d is unreadable: %s\n", u.Seq, u.Code)
		}
	}
}

func (p *progress) say(format string, args ...any) {
	fmt.Fprintf(p.cmd.ErrOrStderr(), format+"\n", args...)
}

func (p *progress) end() {
	if p.bar {
		fmt.Fprintln(p.cmd.ErrOrStderr())
	}
	if !p.asJSON && p.framed+p.bad > 0 {
		fmt.Fprintf(p.cmd.OutOrStdout(), "%d messages stored, %d unreadable\n", p.framed, p.bad)
	}
}
