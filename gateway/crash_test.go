package gateway_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"bilgate/connectors"
	"bilgate/gateway"
)

// misdecoding replaces the decoder of a feed.
func misdecoding(feed string, decode func(real func(*connectors.Builder, connectors.Message) ([]connectors.Blob, error), b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error)) func(*house) {
	return func(h *house) {
		for i := range h.in {
			for j := range h.in[i].Feeds {
				if f := &h.in[i].Feeds[j]; f.Name == feed {
					real := f.Decode
					f.Decode = func(b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
						return decode(real, b, m)
					}
				}
			}
		}
	}
}

func TestCrashingDecoderCostsItsMessageOnly(t *testing.T) {
	type decoder = func(*connectors.Builder, connectors.Message) ([]connectors.Blob, error)
	for name, crash := range map[string]func(real decoder, b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error){
		"panics at once": func(decoder, *connectors.Builder, connectors.Message) ([]connectors.Blob, error) { panic("a value") },
		"panics behind": func(real decoder, b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
			real(b, m)
			panic("a value")
		},
		"fails otherwise": func(real decoder, b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
			return nil, errors.New("a value")
		},
		"has a row too few": func(real decoder, b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
			blobs, err := real(b, m)
			b.Rows = b.Rows[:len(b.Rows)-1]
			return blobs, err
		},
		"has a row too many": func(real decoder, b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
			blobs, err := real(b, m)
			b.Add(connectors.Row{RecordID: m.RecordID})
			return blobs, err
		},
		"names no row": func(real decoder, b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
			real(b, m)
			return []connectors.Blob{{Row: 99}}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, h *house) {
				h.stop()
				misdecoding(inmates, func(real func(*connectors.Builder, connectors.Message) ([]connectors.Blob, error), b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
					if m.RecordID == "i3" {
						return crash(real, b, m)
					}
					return real(b, m)
				})(h)
				h.start("1", gateway.Roles()...)
				var batch []map[string]any
				for i := range 6 {
					batch = append(batch, inmate(fmt.Sprint("m", i), fmt.Sprint("i", i), 1, nil))
				}
				h.push("b1", batch...)
				s := h.settle()
				want := "internal.crash"
				if name == "has a row too few" {
					want = "" // empty, or a crash together with others
				}
				if s.Registered != 5 || s.Rejected != 1 || !strings.Contains(rejectCodes(h), want) || strings.Contains(rejectCodes(h), "a value") {
					t.Errorf("books %+v, %s", s.Books, rejectCodes(h))
				}
			})
		})
	}
}
