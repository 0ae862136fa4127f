package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"bilgate/connectors"
)

// outgoing is one batch to send; it can be read again for every try.
type outgoing struct {
	feed, id, format string
	packed           bool // with gzip
	set              url.Values
	records          int
	open             func() (io.ReadCloser, error)
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
		if !temporaryAnswer(err) || time.Now().Add(wait).After(limit) {
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
	if b.packed {
		req.Header.Set("Content-Encoding", "gzip")
	}
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
