package conntest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"reflect"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors"
)

// decoded is what Decode made of one message.
type decoded struct {
	batch arrow.RecordBatch
	rows  []connectors.Row
	blobs []connectors.Blob
	fault *connectors.Fault
}

// decode decodes one message, and checks that columns and rows belong together.
func (s *feedSuite) decode(t *testing.T, m connectors.Message) decoded {
	t.Helper()
	b := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, s.feed.Schema)}
	defer b.Columns.Release()
	var out decoded
	var err error
	out.blobs, err = s.feed.Decode(b, m)
	if err != nil && !errors.As(err, &out.fault) {
		t.Fatalf("decode: an error that is no Fault: %v", err)
	}
	for i, column := range b.Columns.Fields() {
		if column.Len() != len(b.Rows) {
			t.Fatalf("column %s has %d values beside %d rows", s.feed.Schema.Field(i).Name, column.Len(), len(b.Rows))
		}
	}
	if out.fault != nil && (len(b.Rows) > 0 || len(out.blobs) > 0) {
		t.Fatalf("a fault comes with %d rows and %d blobs", len(b.Rows), len(out.blobs))
	}
	out.batch, out.rows = b.Columns.NewRecordBatch(), b.Rows
	return out
}

// decoding: Decode is pure, every row has its record, every blob its digest and its row.
func (s *feedSuite) decoding(t *testing.T, pieces framed) {
	for _, piece := range pieces {
		m, ok := piece.(connectors.Message)
		if !ok || m.Op == connectors.Retract {
			continue
		}
		before := bytes.Clone(m.Body)
		once, again := s.decode(t, m), s.decode(t, m)
		if !array.RecordEqual(once.batch, again.batch) || !reflect.DeepEqual(once.rows, again.rows) || !reflect.DeepEqual(once.fault, again.fault) {
			t.Errorf("message %d decodes otherwise the second time", m.Seq)
		}
		if !bytes.Equal(before, m.Body) {
			t.Errorf("decode changes the body of message %d", m.Seq)
		}
		s.blobs(t, once)
		once.batch.Release()
		again.batch.Release()
	}
}

func (s *feedSuite) blobs(t *testing.T, d decoded) {
	for i, r := range d.rows {
		if r.RecordID == "" {
			t.Errorf("row %d has no record", i)
		}
	}
	for i, b := range d.blobs {
		sum := sha256.Sum256(b.Data)
		if b.Row < 0 || b.Row >= len(d.rows) || b.SHA256 != hex.EncodeToString(sum[:]) || b.Media == "" {
			t.Errorf("blob %d has no row, another digest, or no media type", i)
		}
	}
	if f := d.fault; f != nil && (f.Code == "" || f.Place == "") {
		t.Errorf("a fault without code or place: %+v", f)
	}
}

// cuts is at how many places a body is cut.
const cuts = 64

// cutting: a body that ends anywhere is framed and decoded, or refused, without a panic.
func (s *feedSuite) cutting(t *testing.T, c pushCase) {
	step := max(1, len(c.body)/cuts)
	for end := 0; end < len(c.body); end += step {
		pieces, err := s.split(s.batch(c, bytes.NewReader(c.body[:end])))
		if err != nil {
			t.Fatalf("split of %d bytes: %v", end, err)
		}
		for _, piece := range pieces {
			if m, ok := piece.(connectors.Message); ok && m.Op == connectors.Put {
				s.decode(t, m).batch.Release()
			}
		}
	}
}
