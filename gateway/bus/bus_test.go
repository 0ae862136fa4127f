package bus

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
)

// everywhere runs a test on the embedded broker, and on Apache Kafka where BILGATE_TEST_KAFKA names one.
func everywhere(t *testing.T, test func(t *testing.T, b *Bus)) {
	t.Run("embedded", func(t *testing.T) {
		c, err := kfake.NewCluster(kfake.NumBrokers(1))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.Close)
		test(t, openBus(t, c.ListenAddrs()...))
	})
	t.Run("apache", func(t *testing.T) {
		seed := os.Getenv("BILGATE_TEST_KAFKA")
		if seed == "" {
			t.Skip("BILGATE_TEST_KAFKA names no Apache Kafka")
		}
		test(t, openBus(t, seed))
	})
}

func openBus(t *testing.T, seeds ...string) *Bus {
	t.Helper()
	b, err := Open(Config{Seeds: seeds})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// topic makes a topic of its own for a test.
func topic(t *testing.T, b *Bus, partitions int32) string {
	t.Helper()
	name := "test." + strings.ToLower(rand.Text())
	infos, err := b.Ensure(t.Context(), []Topic{{name, partitions}})
	if err != nil {
		t.Fatal(err)
	}
	if infos[name].Partitions != partitions || infos[name].ID == "" {
		t.Fatalf("topic %+v", infos[name])
	}
	return name
}

func write(t *testing.T, b *Bus, topic string, from, to int) {
	t.Helper()
	w := b.Write(t.Context())
	for i := from; i < to; i++ {
		if err := w.Add(Record{Topic: topic, Key: []byte("k"), Value: fmt.Append(nil, i), Headers: []Header{{"n", fmt.Sprint(i)}}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsWrittenIsScannedInOrder(t *testing.T) {
	everywhere(t, func(t *testing.T, b *Bus) {
		name := topic(t, b, 1)
		write(t, b, name, 0, 500)
		spans, err := b.Spans(t.Context(), name)
		if err != nil || spans[0] != (Span{0, 500}) {
			t.Fatalf("spans %v, %v", spans, err)
		}
		n := 100
		err = b.Scan(t.Context(), Place{name, 0}, 100, 400, func(r *Record) error {
			if r.Header("n") != fmt.Sprint(n) || r.Offset != int64(n) {
				t.Errorf("record %d says %s at %d", n, r.Header("n"), r.Offset)
			}
			n++
			return nil
		})
		if err != nil || n != 400 {
			t.Errorf("scanned to %d, %v", n, err)
		}
	})
}

func TestEnsureTwiceIsTheSameTopic(t *testing.T) {
	everywhere(t, func(t *testing.T, b *Bus) {
		name := topic(t, b, 2)
		first, err := b.Ensure(t.Context(), []Topic{{name, 2}})
		if err != nil {
			t.Fatal(err)
		}
		again, err := b.Ensure(t.Context(), []Topic{{name, 8}})
		if err != nil || again[name] != first[name] {
			t.Errorf("asked for another number of partitions: %+v, %v; it is %+v", again[name], err, first[name])
		}
	})
}

// pollSome polls a session until it has records.
func pollSome(t *testing.T, s *Session) []*Record {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		records, err := s.Poll(ctx, 100)
		if err != nil || ctx.Err() != nil {
			t.Fatalf("poll: %v, %v", err, ctx.Err())
		}
		if len(records) > 0 {
			return records
		}
	}
}

func TestReaderSeesCommittedTransactionsOnlyAndKeepsItsOwnPlace(t *testing.T) {
	everywhere(t, func(t *testing.T, b *Bus) {
		in, out := topic(t, b, 1), topic(t, b, 1)
		write(t, b, in, 0, 100)
		s, err := b.Session("g."+in, "t."+in, in)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for _, commit := range []bool{false, true} {
			records := pollSome(t, s)
			if err := s.Begin(); err != nil {
				t.Fatal(err)
			}
			made := []Record{{Topic: out, Key: []byte("k"), Value: fmt.Appendf(nil, "%t from %d", commit, records[0].Offset)}}
			if err := s.Produce(t.Context(), made); err != nil {
				t.Fatal(err)
			}
			if !commit {
				if err := s.Abort(t.Context()); err != nil {
					t.Fatal(err)
				}
			} else if ok, err := s.Commit(t.Context()); !ok || err != nil {
				t.Fatalf("commit: %t, %v", ok, err)
			}
		}
		got := readAll(t, b, out, 0)
		if len(got) != 1 || string(got[0].Records[0].Value) != "true from 0" {
			t.Fatalf("read %v", got)
		}
		if p := got[0]; p.From != 0 || p.To != p.Records[0].Offset+1 {
			t.Errorf("piece from %d to %d, record at %d", p.From, p.To, p.Records[0].Offset)
		}
	})
}

// readAll reads the next piece of a topic from a position.
func readAll(t *testing.T, b *Bus, topic string, from int64) []Piece {
	t.Helper()
	r, err := b.Read("r."+topic, "m", func(_ context.Context, places []Place) (map[Place]int64, error) {
		return map[Place]int64{{topic, 0}: from}, nil
	}, topic)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	return pollPieces(t, r)
}

func pollPieces(t *testing.T, r *Reader) []Piece {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		pieces, err := r.Poll(ctx, 1000)
		if err != nil || ctx.Err() != nil {
			t.Fatalf("poll: %v, %v", err, ctx.Err())
		}
		if len(pieces) > 0 {
			return pieces
		}
	}
}

func TestReaderBeginsWhereItIsToldNotWhereTheGroupIs(t *testing.T) {
	everywhere(t, func(t *testing.T, b *Bus) {
		name := topic(t, b, 1)
		write(t, b, name, 0, 10)
		if p := readAll(t, b, name, 4); p[0].From != 4 || p[0].Records[0].Offset != 4 {
			t.Errorf("told to begin at 4: from %d, first record at %d", p[0].From, p[0].Records[0].Offset)
		}
	})
}

func TestSeekGoesOnWhereThePositionsStandNow(t *testing.T) {
	everywhere(t, func(t *testing.T, b *Bus) {
		name := topic(t, b, 1)
		write(t, b, name, 0, 10)
		at := int64(0)
		r, err := b.Read("r."+name, "m", func(context.Context, []Place) (map[Place]int64, error) {
			return map[Place]int64{{name, 0}: at}, nil
		}, name)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		pollPieces(t, r)
		for _, at = range []int64{0, 6} {
			if err := r.Seek(t.Context(), []Place{{name, 0}}); err != nil {
				t.Fatal(err)
			}
			if p := pollPieces(t, r); p[0].From != at || p[0].Records[0].Offset != at {
				t.Errorf("sought %d: from %d, first record at %d", at, p[0].From, p[0].Records[0].Offset)
			}
		}
	})
}

func TestCopyShowsTheGroupHowFarReadingGot(t *testing.T) {
	everywhere(t, func(t *testing.T, b *Bus) {
		name := topic(t, b, 1)
		write(t, b, name, 0, 10)
		r, err := b.Read("r."+name, "m", func(context.Context, []Place) (map[Place]int64, error) {
			return map[Place]int64{{name, 0}: 0}, nil
		}, name)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		pieces := pollPieces(t, r)
		if err := r.Copy(t.Context(), pieces); err != nil {
			t.Fatal(err)
		}
		held, err := b.admin.FetchOffsets(t.Context(), "r."+name)
		if o, ok := held.Lookup(name, 0); err != nil || !ok || o.At != pieces[0].To {
			t.Errorf("the group holds %+v, want %d, %v", o, pieces[0].To, err)
		}
	})
}

func TestABrokenConnectionIsTemporary(t *testing.T) {
	for _, err := range []error{io.EOF, io.ErrClosedPipe, net.ErrClosed, kerr.LeaderNotAvailable} {
		if !Temporary(fmt.Errorf("offsets: %w", err)) {
			t.Errorf("%v is not worth trying again", err)
		}
	}
	for _, err := range []error{nil, kerr.TopicAuthorizationFailed, errors.New("another")} {
		if Temporary(err) {
			t.Errorf("%v is worth trying again", err)
		}
	}
}
