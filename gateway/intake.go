package gateway

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"bilgate/connectors"
)

// Emit is the intake stage: it frames a batch, stores every message on raw, and gives the receipt only
// when all of it is durable (I1). It is safe to send the same batch again at any time.
func (g *Gateway) Emit(ctx context.Context, b connectors.Batch) (connectors.Receipt, error) {
	f, ok := g.feeds[b.Feed]
	if !ok {
		return connectors.Receipt{}, connectors.ErrUnknownFeed
	}
	sum := sha256.New()
	b.Body = io.TeeReader(b.Body, sum)
	digest, stored, err := g.register.Receipt(ctx, b.Feed, b.ID)
	if err != nil {
		return connectors.Receipt{}, away(err)
	}
	if stored != nil {
		return repeated(b.Body, sum, digest, stored)
	}
	receipt, err := g.store(ctx, f, b)
	if err != nil {
		return connectors.Receipt{}, err
	}
	receipt.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return g.saveReceipt(ctx, b, receipt)
}

// repeated answers a batch that has its receipt: the bytes must be the same.
func repeated(body io.Reader, sum hash.Hash, digest string, stored []byte) (connectors.Receipt, error) {
	var receipt connectors.Receipt
	if _, err := io.Copy(io.Discard, body); err != nil {
		return receipt, err
	}
	if hex.EncodeToString(sum.Sum(nil)) != digest {
		return receipt, connectors.ErrConflict
	}
	if err := json.Unmarshal(stored, &receipt); err != nil {
		return receipt, fmt.Errorf("stored receipt: %w", err)
	}
	receipt.Repeated = receipt.Framed
	return receipt, nil
}

// store writes a batch's messages to raw and waits until all are acknowledged.
func (g *Gateway) store(ctx context.Context, f *connectors.Feed, b connectors.Batch) (connectors.Receipt, error) {
	receipt := connectors.Receipt{Batch: b.ID, Unreadable: []connectors.Unreadable{}}
	w := g.bus.Write(ctx)
	err := f.Split(b,
		func(m connectors.Message) error {
			r, err := g.seal(ctx, f, m)
			if err == nil {
				err = w.Add(r)
			}
			if err != nil {
				return away(err)
			}
			receipt.Framed++
			return nil
		},
		func(u connectors.Unreadable) error {
			receipt.Unreadable = append(receipt.Unreadable, u)
			return nil
		})
	if err == nil {
		_, err = io.Copy(io.Discard, b.Body) // what Split left unread belongs to the digest
	}
	if err2 := w.Wait(); err == nil && err2 != nil {
		err = away(err2)
	}
	return receipt, err
}

func (g *Gateway) saveReceipt(ctx context.Context, b connectors.Batch, receipt connectors.Receipt) (connectors.Receipt, error) {
	receipt.At = time.Now().UTC()
	text, err := json.Marshal(receipt)
	if err != nil {
		return receipt, err
	}
	saved, err := g.register.SaveReceipt(ctx, b.Feed, b.ID, receipt.SHA256, text)
	if err != nil {
		return receipt, away(err)
	}
	if saved {
		return receipt, nil
	}
	digest, stored, err := g.register.Receipt(ctx, b.Feed, b.ID)
	switch {
	case err != nil:
		return receipt, away(err)
	case digest != receipt.SHA256:
		return receipt, connectors.ErrConflict
	}
	err = json.Unmarshal(stored, &receipt)
	receipt.Repeated = receipt.Framed
	return receipt, err
}

// away marks a failure of the gateway's own storage: the agency sends the same again later.
func away(err error) error { return errors.Join(connectors.ErrAway, err) }
