package pipe

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

func TestOutputsKeepKeyPartitionAndOrder(t *testing.T) {
	s := newStand(t, 3, 3, 3)
	s.send(3, numbered(0, 3000)...)
	sums := s.until(s.config(mapper(t, true)), 3000)
	if sums.Records != 3000 || sums.Outputs != 3000 || sums.Rejects != 0 || sums.BytesOut == 0 {
		t.Errorf("%+v", sums)
	}
	for p, records := range s.committed("out") {
		for i, n := range numbers(t, records) {
			r := records[i]
			if n != 3*i+int(p) || string(r.Key) != fmt.Sprintf("key-%d", p) {
				t.Fatalf("partition %d, record %d: number %d, key %s", p, i, n, r.Key)
			}
			if len(r.Headers) != 2 || !strings.HasPrefix(string(r.Headers[0].Value), "sample.feed/3/") || string(r.Headers[1].Value) != fmt.Sprintf("in/%d/%d", p, i) {
				t.Fatalf("headers %v", r.Headers)
			}
		}
	}
}

// TestOtherNumberOfPartitions: then the key decides, and what has none stays together.
func TestOtherNumberOfPartitions(t *testing.T) {
	s := newStand(t, 3, 2, 1)
	s.send(3, numbered(0, 300)...)
	s.until(s.config(mapper(t, false)), 300)
	where, last, total := map[string]int32{}, map[string]int{}, 0
	for p, records := range s.committed("out") {
		for i, n := range numbers(t, records) {
			key := string(records[i].Key)
			if before, ok := where[key]; ok && (before != p || n <= last[key]) {
				t.Fatalf("%s on partitions %d and %d, %d after %d", key, before, p, n, last[key])
			}
			where[key], last[key] = p, n
			total++
			if records[i].Headers != nil {
				t.Fatalf("headers %v", records[i].Headers)
			}
		}
	}
	if total != 300 {
		t.Errorf("%d records", total)
	}
}

// TestRejectsSayCodeAndPlace: what does not decode and what does not map.
func TestRejectsSayCodeAndPlace(t *testing.T) {
	s := newStand(t, 1, 1, 1)
	bad := []string{`{"n":1}`, `{"n":"one","name":"x"}`, `{"n":1,"n":2}`, `nonsense`, ``, "{\"n\":1,\"name\":\"\xcd\"}"}
	s.send(1, append(bad, numbered(0, 1)...)...)
	sums := s.until(s.config(mapper(t, false)), 7)
	if sums.Outputs != 1 || sums.Rejects != 6 {
		t.Errorf("%+v", sums)
	}
	var got []string
	for i, r := range s.committed("rejects")[0] {
		var reject Reject
		if err := json.Unmarshal(r.Value, &reject); err != nil || reject.Offset != int64(i) || string(r.Key) != "key-0" || len(reject.Errors) != 1 {
			t.Fatalf("%s: %v", r.Value, err)
		}
		e := reject.Errors[0]
		got = append(got, e.Code+" "+e.Field+" "+reject.Place)
	}
	want := []string{"name name ", "decode.wrong_type n byte 5", "decode.duplicate_key  byte 7", "decode.syntax  byte 0", "decode.truncated  byte 0", "decode.encoding  byte 15"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestKilledPipesLoseAndDoubleNothing: clients that are cut off in the middle of a transaction, and then one
// that ends the work.
func TestKilledPipesLoseAndDoubleNothing(t *testing.T) {
	s := newStand(t, 2, 2, 2)
	const kills, each = 6, 1000
	done := int64(0)
	for i := range kills {
		s.send(2, numbered(2*i*each, (2*i+1)*each)...)
		done += s.killed(numbered((2*i+1)*each, (2*i+2)*each))
	}
	if done < kills*each || done >= 2*kills*each {
		t.Fatalf("the killed ones committed %d records: the test shows nothing", done)
	}
	s.until(s.config(mapper(t, false)), 2*kills*each-done)
	total := 0
	for p, records := range s.committed("out") {
		for i, n := range numbers(t, records) {
			if n != 2*i+int(p) {
				t.Fatalf("partition %d: number %d in place of %d", p, n, 2*i+int(p))
			}
			total++
		}
	}
	if total != 2*kills*each {
		t.Errorf("%d records", total)
	}
}

// killed pipes one transaction, sends more, and dies in the middle of the next. It returns how many records
// it committed.
func (s *stand) killed(more []string) (committed int64) {
	turner := &dying{Turner: mapper(s.t, false)}
	cfg := s.config(turner)
	cfg.Tell = func(sums Counts) {
		if committed == 0 {
			s.send(2, more...)
		}
		committed, turner.left = sums.Records, 1
	}
	defer func() {
		if recover() == nil {
			s.t.Fatal("the turner did not die")
		}
	}()
	Run(s.t.Context(), cfg)
	return committed
}

// dying turns so many more chunks and then panics, which leaves its transaction open as a kill does; 0
// means that it lives.
type dying struct {
	Turner
	left int
}

func (d *dying) Turn(records []*kgo.Record, slab []byte) []byte {
	switch d.left {
	case 1:
		d.left = -1
	case -1:
		panic("killed")
	}
	return d.Turner.Turn(records, slab)
}

// TestARecordThatCrashesCostsItselfOnly: found in the middle of its chunk.
func TestARecordThatCrashesCostsItselfOnly(t *testing.T) {
	m := mapper(t, false)
	records := []*kgo.Record{{Value: []byte(numbered(0, 1)[0])}, {Value: []byte(numbered(1, 2)[0]), Offset: 1}, {Value: []byte(numbered(2, 3)[0]), Offset: 2}}
	whole := m.fresh
	m.fresh = func() rows { return crashing{whole()} }
	m.rows = m.fresh()
	m.Turn(records, nil)
	if records[0].Topic != "out" || records[1].Topic != "rejects" || records[2].Topic != "out" {
		t.Errorf("topics %s, %s, %s", records[0].Topic, records[1].Topic, records[2].Topic)
	}
	if want := `"code":"internal.crash"`; !strings.Contains(string(records[1].Value), want) {
		t.Errorf("reject %s", records[1].Value)
	}
	if got := numbers(t, []*kgo.Record{records[0], records[2]}); !slices.Equal(got, []int{0, 2}) {
		t.Errorf("outputs %v", got)
	}
}

// crashing are rows that panic at number 1.
type crashing struct{ rows }

func (c crashing) Append(body []byte) (int, error) {
	if bytes.Contains(body, []byte(`"n":1,`)) {
		panic("a bug")
	}
	return c.rows.Append(body)
}

func TestOutputTooLargeIsRejected(t *testing.T) {
	m := mapper(t, false)
	r := &kgo.Record{Value: fmt.Appendf(nil, `{"n":1,"name":"%s"}`, strings.Repeat("x", maxOutput))}
	m.Turn([]*kgo.Record{r}, nil)
	if r.Topic != "rejects" || !strings.Contains(string(r.Value), CodeTooLarge) || len(r.Value) > 1000 {
		t.Errorf("%s: %.100s", r.Topic, r.Value)
	}
}

func TestMissingTopicsAreNamedAtOnce(t *testing.T) {
	s := newStand(t, 1)
	_, err := Run(t.Context(), s.config(mapper(t, false)))
	if !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "out, rejects") {
		t.Errorf("%v", err)
	}
}

// TestASecondProcessOfTheSameInstance: the first one ends and says why.
func TestASecondProcessOfTheSameInstance(t *testing.T) {
	s := newStand(t, 1, 1, 1)
	s.send(1, numbered(0, 10)...)
	first, joined := make(chan error, 1), make(chan struct{})
	cfg := s.config(mapper(t, false))
	cfg.Tell = func(Counts) { close(joined) }
	go func() {
		_, err := Run(t.Context(), cfg)
		first <- err
	}()
	<-joined
	ctx, stop := context.WithCancel(t.Context())
	second := make(chan error, 1)
	go func() {
		cfg := s.config(mapper(t, false))
		_, err := Run(ctx, cfg)
		second <- err
	}()
	select {
	case err := <-first:
		if !errors.Is(err, ErrFenced) || !strings.Contains(err.Error(), "instance of its own") {
			t.Errorf("the first ends with %v", err)
		}
	case err := <-second:
		t.Errorf("the second ends with %v", err)
	case <-time.After(time.Minute):
		t.Error("both go on")
	}
	stop()
}
