package penitentiary

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors"
)

// split frames a batch of a feed and writes down what comes: "1 put m-1 i-1 3" – sequence, op, message,
// record, revision – and "2 !code".
func split(t *testing.T, feed connectors.Feed, format, text string) (lines []string, messages []connectors.Message) {
	t.Helper()
	b := connectors.Batch{
		Feed: feed.Name, ID: "b", Format: format, Set: map[string]string{"laboratory": "L"},
		Received: time.Unix(0, 0).UTC(), Body: strings.NewReader(text),
	}
	err := feed.Split(b, func(m connectors.Message) error {
		lines = append(lines, fmt.Sprintf("%d %s %s %s %d", m.Seq, m.Op, m.ID, m.RecordID, m.Revision))
		messages = append(messages, m)
		if m.Feed != feed.Name || m.Received != b.Received || m.Set["laboratory"] != "L" || m.Format == "" {
			t.Errorf("message %d lacks what the batch says", m.Seq)
		}
		return nil
	}, func(u connectors.Unreadable) error {
		lines = append(lines, fmt.Sprintf("%d !%s", u.Seq, u.Code))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines, messages
}

// decode decodes messages into one batch, and returns rows, blobs and faults.
func decode(t *testing.T, feed connectors.Feed, messages ...connectors.Message) (text string, rows []connectors.Row, blobs []connectors.Blob, faults []connectors.Fault) {
	t.Helper()
	b := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, feed.Schema)}
	defer b.Columns.Release()
	for _, m := range messages {
		more, err := feed.Decode(b, m)
		var fault *connectors.Fault
		if err != nil && !errors.As(err, &fault) {
			t.Fatal(err)
		}
		if fault != nil {
			faults = append(faults, *fault)
		}
		blobs = append(blobs, more...)
	}
	batch := b.Columns.NewRecordBatch() // panics if the columns differ in length
	defer batch.Release()
	if int(batch.NumRows()) != len(b.Rows) {
		t.Fatalf("%d rows in the columns, %d beside them", batch.NumRows(), len(b.Rows))
	}
	out, err := batch.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(out), b.Rows, blobs, faults
}
