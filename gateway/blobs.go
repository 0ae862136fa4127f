package gateway

import (
	"context"
	"fmt"

	"bilgate/connectors"
)

// storeBlobs stores images before the records that refer to them; orphans after an abort are harmless.
func (t *turning) storeBlobs(ctx context.Context, rows []connectors.Row, blobs []connectors.Blob) error {
	for _, blob := range blobs {
		ref := t.blobRef(rows[blob.Row].RecordID, blob.SHA256)
		if err := t.g.cfg.Objects.Put(ctx, ref, t.g.cfg.Vault.Seal("blob|"+ref, blob.Data)); err != nil {
			return fmt.Errorf("store an image: %w", err)
		}
	}
	return nil
}

// blobRef is opaque and differs between records: nobody learns that two people's images are equal.
func (t *turning) blobRef(record, sha256 string) string {
	return t.g.cfg.Vault.ID("blob", t.g.recordID(t.f.Name, record), sha256)
}

// Blob fetches an image that a canonical record refers to.
func (g *Gateway) Blob(ctx context.Context, ref string) ([]byte, error) {
	return g.object(ctx, "blob|", ref)
}
