package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"bilgate/connectors"
	"bilgate/fixtures"
)

type sendOptions struct {
	target
	feed, batch, format string
	count               int
	seed                uint64
	rate                float64
	set                 []string
	asJSON              bool
	patience            time.Duration
}

func sendCommand() *cobra.Command {
	var o sendOptions
	cmd := &cobra.Command{
		Use:   "send [--feed F] [--count N --seed S | FILE…]",
		Short: "Send files or generated records, as an agency's client does",
		Long: "Sends each file as one batch, or generated records of made-up people in batches of up to 500. A batch is sent\n" +
			"again under the same id until its receipt is there: that is harmless, because the gateway knows repeats.",
		RunE: func(cmd *cobra.Command, files []string) error { return o.run(cmd, files) },
	}
	o.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.feed, "feed", "", "feed, such as penitentiary.inmate (generated records: a mix of all by default)")
	f.StringVar(&o.batch, "batch", "", "batch id (default: random)")
	f.StringVar(&o.format, "format", "", "media type (default: by the file's name, then by its content)")
	f.IntVar(&o.count, "count", 0, "number of records to generate")
	f.Uint64Var(&o.seed, "seed", 1, "the same seed is the same records")
	f.Float64Var(&o.rate, "rate", 0, "records a second at most (0: no limit)")
	f.StringArrayVar(&o.set, "set", nil, "value for the whole batch, name=value: category, laboratory, reader")
	f.BoolVar(&o.asJSON, "json", false, "print receipts as JSON lines")
	f.DurationVar(&o.patience, "patience", 5*time.Minute, "how long a batch is tried again while the gateway is away")
	return cmd
}

func (o *sendOptions) run(cmd *cobra.Command, files []string) error {
	if (len(files) == 0) == (o.count <= 0) {
		return badInput("name files, or --count N to generate records")
	}
	base, err := o.url()
	if err != nil {
		return err
	}
	p := newProgress(cmd, o, len(files))
	defer p.end()
	if o.count > 0 {
		return o.generated(cmd, base, p)
	}
	if o.feed == "" {
		return badInput("files go to a feed: name it by --feed")
	}
	for i, file := range files {
		b, err := o.file(file, i, len(files))
		if err == nil {
			err = o.send(cmd, base, b, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// outgoing is one batch to send; it can be read again for every try.
type outgoing struct {
	feed, id, format string
	set              url.Values
	records          int
	open             func() (io.ReadCloser, error)
}

func (o *sendOptions) file(path string, i, of int) (outgoing, error) {
	if _, err := os.Stat(path); err != nil {
		return outgoing{}, badInput("%v", err)
	}
	id := o.batch
	switch {
	case id == "":
		id = rand.Text()
	case of > 1:
		id = fmt.Sprintf("%s-%d", id, i+1)
	}
	set, err := o.settings()
	return outgoing{
		feed: o.feed, id: id, format: o.formatOf(path), set: set,
		open: func() (io.ReadCloser, error) { return os.Open(path) },
	}, err
}

func (o *sendOptions) formatOf(path string) string {
	if o.format != "" {
		return o.format
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".json":
		return "application/json"
	case ".ndjson", ".jsonl":
		return "application/x-ndjson"
	case ".csv":
		return "text/csv"
	case ".tsv", ".txt":
		return "text/tab-separated-values"
	case ".xml":
		return "application/xml"
	case ".an2", ".an2k", ".nst", ".eft":
		return "application/x-ansi-nist"
	}
	return "application/octet-stream"
}

func (o *sendOptions) settings() (url.Values, error) {
	set := url.Values{}
	for _, s := range o.set {
		name, value, found := strings.Cut(s, "=")
		if !found || name == "" {
			return nil, badInput("--set %q: name=value belongs here", s)
		}
		set.Set("set."+name, value)
	}
	return set, nil
}

// generated sends made-up records, each feed's in batches of their own, in the generator's order.
func (o *sendOptions) generated(cmd *cobra.Command, base string, p *progress) error {
	id := o.batch
	if id == "" {
		id = rand.Text()
	}
	extra, err := o.settings()
	if err != nil {
		return err
	}
	started, sent := time.Now(), 0
	for n, b := range fixtures.Batches(o.seed, o.count, o.feed) {
		set := url.Values{}
		for name, value := range b.Set {
			set.Set("set."+name, value)
		}
		for name, values := range extra {
			set[name] = values
		}
		out := outgoing{
			feed: b.Feed, id: fmt.Sprintf("%s-%d", id, n+1), format: b.Format, set: set, records: b.Records,
			open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.Body)), nil },
		}
		if err := o.send(cmd, base, out, p); err != nil {
			return err
		}
		sent += b.Records
		o.pace(cmd.Context(), started, sent)
	}
	return cmd.Context().Err()
}

func (o *sendOptions) pace(ctx context.Context, started time.Time, sent int) {
	if o.rate <= 0 {
		return
	}
	due := started.Add(time.Duration(float64(sent) / o.rate * float64(time.Second)))
	select {
	case <-ctx.Done():
	case <-time.After(time.Until(due)):
	}
}

// send tries a batch under the same id until it has its receipt, or is refused for good.
func (o *sendOptions) send(cmd *cobra.Command, base string, b outgoing, p *progress) error {
	limit := time.Now().Add(o.patience)
	for wait := 200 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		receipt, err := b.post(cmd.Context(), base)
		if err == nil {
			p.receipt(b, receipt)
			return nil
		}
		var e *exit
		if !errors.As(err, &e) || e.code != surroundings || time.Now().Add(wait).After(limit) {
			return fmt.Errorf("batch %s: %w", b.id, err)
		}
		p.say("the gateway is away, trying batch %s again in %v", b.id, wait)
		select {
		case <-cmd.Context().Done():
			return cmd.Context().Err()
		case <-time.After(wait):
		}
	}
}

func (b outgoing) post(ctx context.Context, base string) (connectors.Receipt, error) {
	var receipt connectors.Receipt
	body, err := b.open()
	if err != nil {
		return receipt, badInput("%v", err)
	}
	defer body.Close()
	address := base + "/v1/feeds/" + url.PathEscape(b.feed) + "/batches/" + url.PathEscape(b.id)
	if len(b.set) > 0 {
		address += "?" + b.set.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, body)
	if err != nil {
		return receipt, badInput("%v", err)
	}
	req.Header.Set("Content-Type", b.format)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return receipt, unreachable(base, err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return receipt, unreachable(base, err)
	}
	if res.StatusCode != http.StatusOK {
		return receipt, refused(res.StatusCode, answer)
	}
	return receipt, json.Unmarshal(answer, &receipt)
}

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
