package all

import (
	"bytes"
	"errors"
	"maps"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors"
	"bilgate/fixtures"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// registerCodes are rejects that only the register can tell.
var registerCodes = map[string]bool{"revision_conflict": true, "identity_conflict": true}

// TestGeneratedRecords: of generated records each feed frames, refuses and maps exactly those that the
// generator says.
func TestGeneratedRecords(t *testing.T) {
	const seed = 7
	for feed, count := range map[string]int{fixtures.Inmate: 3000, fixtures.DNA: 60, fixtures.TenPrint: 6} {
		t.Run(feed, func(t *testing.T) {
			got := newTally(t, feed)
			for n, b := range fixtures.Batches(seed, count, feed) {
				got.take(t, n, b)
			}
			want := fixtures.Count(seed, count, feed).Feeds[feed]
			maps.DeleteFunc(want.RejectedBy, func(code string, _ int) bool { return registerCodes[code] })
			if got.messages != want.Framed || !maps.Equal(got.unreadable, want.UnreadableBy) || !maps.Equal(got.rejected, want.RejectedBy) {
				t.Errorf("%d messages, unreadable %v, rejected %v\nwant %d, %v, %v",
					got.messages, got.unreadable, got.rejected, want.Framed, want.UnreadableBy, want.RejectedBy)
			}
			if got.mapped == 0 {
				t.Error("nothing was mapped")
			}
		})
	}
}

// tally counts what becomes of batches.
type tally struct {
	feed                 connectors.Feed
	program              *mapping.Program
	messages, mapped     int
	unreadable, rejected map[string]int
}

func newTally(t *testing.T, name string) *tally {
	feed, ok := Feed(name)
	if !ok {
		t.Fatalf("there is no feed %s", name)
	}
	kind, _ := canon.Lookup(feed.Kind)
	program, problems := mapping.Compile(mapping.Source{FS: feed.Mapping, File: "mapping.yaml"}, feed.Schema, kind, feed.Decoder)
	if program == nil {
		t.Fatal(problems)
	}
	return &tally{feed: feed, program: program, unreadable: map[string]int{}, rejected: map[string]int{}}
}

// take frames, decodes and maps a batch, all its messages in one Arrow batch, as the gateway does.
func (c *tally) take(t *testing.T, n int, b fixtures.Batch) {
	out := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, c.feed.Schema)}
	defer out.Columns.Release()
	err := c.feed.Split(connectors.Batch{Feed: b.Feed, ID: "b", Format: b.Format, Set: b.Set, Body: bytes.NewReader(b.Body)},
		func(m connectors.Message) error {
			c.messages++
			if m.Op == connectors.Retract {
				return nil
			}
			_, err := c.feed.Decode(out, m)
			if fault := (*connectors.Fault)(nil); errors.As(err, &fault) {
				c.rejected[fault.Code]++
				return nil
			}
			return err
		},
		func(u connectors.Unreadable) error { c.unreadable[u.Code]++; return nil })
	if err != nil {
		t.Fatalf("batch %d: %v", n, err)
	}
	batch := out.Columns.NewRecordBatch()
	defer batch.Release()
	result := c.program.Run(batch)
	defer result.Batch.Release()
	c.mapped += len(result.Rows)
	for _, r := range result.Rejects {
		c.rejected[r.Errors[0].Code]++
	}
}
