package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kmsg"

	"bilgate/connectors"
	"bilgate/gateway"
)

// silent is an endless body of messages.
type silent struct {
	read int
	rest []byte
	n    int
}

func (s *silent) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		s.n++
		line, err := json.Marshal(inmate(fmt.Sprint("m", s.n), fmt.Sprint("i", s.n), 1, map[string]any{"facility": strings.Repeat("x", 200_000)}))
		if err != nil {
			return 0, err
		}
		s.rest = append(line, '\n')
	}
	n := copy(p, s.rest)
	s.rest, s.read = s.rest[n:], s.read+n
	return n, nil
}

func TestSilentKafkaBoundsMemoryAndTime(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		p := h.process("2")
		p.line.Cut()
		for _, body := range []io.Reader{&silent{}, bytes.NewReader(ndjson(inmate("m1", "i1", 1, nil)))} {
			began := time.Now()
			_, err := p.gateway.Emit(t.Context(), connectors.Batch{Feed: inmates, ID: "b1", Format: "application/x-ndjson", Received: began, Body: body})
			if !errors.Is(err, connectors.ErrAway) || time.Since(began) > time.Minute {
				t.Errorf("after %s: %v", time.Since(began), err)
			}
			if s, endless := body.(*silent); endless && s.read > 48<<20 {
				t.Errorf("took %d MiB in", s.read>>20)
			}
		}
		p.stop()
	})
}

// The database has one writer: a translate that waits for Kafka must not hold it.
func TestSilentKafkaHoldsNoDatabaseLock(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.stop()
		h.start("operator")
		p := h.process("2", gateway.Translate)
		h.push("b1", inmate("m1", "i1", 1, nil))
		time.Sleep(1200 * time.Millisecond)
		p.line.Cut()
		for range 60 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			if _, err := h.gateway.Register().SaveReceipt(ctx, inmates, fmt.Sprint(time.Now()), "d", []byte("{}")); err != nil {
				t.Error(err)
			}
			cancel()
			time.Sleep(time.Second)
		}
		p.stop()
	})
}

// A record that was sent once and not answered is held by the client for as long as Kafka is silent.
func TestUnansweredProduceEndsAsAway(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		var silence atomic.Bool
		silence.Store(true)
		h.cluster.ControlKey(int16(kmsg.Produce), func(kmsg.Request) (kmsg.Response, error, bool) {
			h.cluster.KeepControl()
			return nil, errors.New("the connection breaks"), silence.Load()
		})
		began := time.Now()
		_, err := h.gateway.Emit(t.Context(), connectors.Batch{
			Feed: inmates, ID: "b1", Format: "application/x-ndjson", Received: began, Body: bytes.NewReader(ndjson(inmate("m1", "i1", 1, nil))),
		})
		if !errors.Is(err, connectors.ErrAway) || time.Since(began) > time.Minute {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		silence.Store(false)
		h.push("b1", inmate("m1", "i1", 1, nil))
		if s := h.settle(); s.Registered != 1 {
			t.Errorf("books %+v", s.Books)
		}
	})
}
