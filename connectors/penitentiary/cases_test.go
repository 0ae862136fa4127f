package penitentiary

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"bilgate/connectors/conntest"
	"bilgate/connectors/format/itl"
)

func TestInbound(t *testing.T) { conntest.Inbound(t, Inbound()) }

var updateCards = flag.Bool("update-cards", false, "write push.an2 of the ten-print cases anew")

// TestCardCases: the files of the ten-print cases are these cards, which no editor can write.
func TestCardCases(t *testing.T) {
	good := caseCard(t, nil, nil)
	foreign := caseCard(t, func(h *itl.Header) {
		h.Domain, h.DomainVersion, h.TOT, h.Originator, h.TCN = "NORAM", "", "AMN", "NORTH", "N 17"
	}, nil)
	for name, body := range map[string][]byte{
		"good":            good,
		"exchange":        foreign,
		"wrong-cut":       good[:len(good)-40],
		"wrong-size":      bytes.Replace(good, []byte("14.006:24"), []byte("14.006:23"), 1),
		"wrong-basis":     caseCard(t, nil, func(r *itl.TaggedBuilder) { r.Set(4, "arrest") }),
		"wrong-iin":       caseCard(t, nil, func(r *itl.TaggedBuilder) { r.Set(17, "850307100013") }),
		"wrong-no-ground": caseCard(t, nil, func(r *itl.TaggedBuilder) { r.Set(5, " ") }),
		"wrong-no-number": caseCard(t, nil, func(r *itl.TaggedBuilder) { r.Set(cardNumber, " ") }),
	} {
		file := filepath.Join("..", "..", "fixtures", "penitentiary.tenprint", name, "push.an2")
		if *updateCards {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%s is not the card that is built here (%v); -update-cards writes it anew", file, err)
		}
	}
}

// caseCard is a card of custody with nine rolled prints of raw pixels, a bandaged finger, and the control
// prints of both hands.
func caseCard(t *testing.T, head func(*itl.Header), type2 func(*itl.TaggedBuilder)) []byte {
	t.Helper()
	day := time.Date(1912, 6, 5, 0, 0, 0, 0, time.UTC)
	h := itl.Header{TOT: "CARD", Date: day, Destination: "BIL", Originator: "UIS", TCN: "UIS-1", Domain: national.Name, DomainVersion: national.Version}
	if head != nil {
		head(&h)
	}
	b := itl.NewBuilder(h)
	r := b.Tagged(2)
	for _, f := range type2Values {
		r.Set(f.number, f.value)
	}
	if type2 != nil {
		type2(r)
	}
	for finger := 1; finger <= 14; finger++ {
		p := itl.Print{Position: finger, Impression: 1, Source: h.Originator, Captured: day}
		switch {
		case finger == 11 || finger == 12:
			continue
		case finger == 10:
			p.Missing = []itl.MissingFinger{{Position: 10, Code: "UP"}}
		default:
			p.Image, p.Width, p.Height, p.Compression = grey(finger), 24, 24, itl.CompressionNone
		}
		if finger > 12 {
			p.Impression = 0
		}
		b.Fingerprint14(p)
	}
	out, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var type2Values = []struct {
	number int
	value  string
}{
	{cardNumber, "00000000011"}, {4, "custody"}, {5, "Приговор суда"}, {6, "19120605"}, {7, "Астана"}, {8, "Офицер"},
	{10, "Әлімбеков"}, {11, "Қайрат"}, {12, "Серікұлы"}, {13, "18850307"}, {14, "Ақмола облысы"}, {15, "M"}, {16, "KAZ"},
	{17, "850307100012"}, {18, "012345678"}, {19, "19100201"}, {20, "19200201"}, {21, "МВД РК"},
}

// grey is 24 × 24 pixels, others for every finger.
func grey(finger int) []byte {
	out := make([]byte, 24*24)
	for i := range out {
		out[i] = byte(i/24*finger*7 + i%24*11)
	}
	return out
}
