package register

import (
	"context"
	"database/sql"
	"errors"

	"bilgate/gateway/store"
)

// Receipt returns the stored receipt of a batch and the digest of its bytes; "" if it has none.
func (r *Register) Receipt(ctx context.Context, feed, batch string) (digest string, receipt []byte, err error) {
	err = r.db.View(ctx, func(tx *store.Tx) error {
		return tx.QueryRow(ctx, `SELECT sha256, receipt FROM receipts WHERE feed = ? AND batch = ?`, feed, batch).Scan(&digest, &receipt)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return digest, receipt, wrap(err, "look up the receipt of a batch of %s", feed)
}

// SaveReceipt stores a receipt. False: the batch got one meanwhile, which stands.
func (r *Register) SaveReceipt(ctx context.Context, feed, batch, digest string, receipt []byte) (bool, error) {
	var n int64
	err := r.db.Do(ctx, func(tx *store.Tx) (err error) {
		n, err = tx.Exec(ctx, `INSERT INTO receipts (feed, batch, sha256, receipt) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			feed, batch, digest, string(receipt))
		return err
	})
	return n == 1, wrap(err, "save the receipt of a batch of %s", feed)
}
