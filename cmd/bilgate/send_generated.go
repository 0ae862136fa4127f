package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"bilgate/fixtures"
)

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
