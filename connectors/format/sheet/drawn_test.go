package sheet_test

import (
	"errors"
	"math"
	"os"
	"strconv"
	"sync"
	"testing"

	"bilgate/connectors/format/sheet"
	"bilgate/fixtures"
)

// index is the index file of a card of somebody who never lived.
func index() sheet.Index {
	return sheet.Index{
		ControlNumber: "KZUIS1", Originator: "KZUIS0001", CardNumber: "00000000011", Basis: "custody", Ground: "Приговор суда",
		RegisteredOn: "1912-06-05", Officer: "Офицер", Surname: "Әлімбеков", GivenName: "Қайрат", BirthDate: "1885-03", Sex: "M",
	}
}

// sheetsVariable asks for more than the few sheets of an ordinary run: BILGATE_SHEETS=200.
const sheetsVariable = "BILGATE_SHEETS"

// drawn is how many sheets are drawn and read.
func drawn(t *testing.T) uint64 {
	t.Helper()
	asked := os.Getenv(sheetsVariable)
	if asked == "" {
		return 4
	}
	n, err := strconv.ParseUint(asked, 10, 16)
	if err != nil {
		t.Fatalf("%s is no number of sheets", sheetsVariable)
	}
	return n
}

// TestDrawnSheets: every field within a millimetre of the truth, every empty one named, and no other.
func TestDrawnSheets(t *testing.T) {
	var mu sync.Mutex
	worst := 0.0
	t.Run("seeds", func(t *testing.T) {
		for seed := range drawn(t) {
			t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
				t.Parallel()
				off := drawnSheet(t, seed)
				mu.Lock()
				defer mu.Unlock()
				worst = max(worst, off)
			})
		}
	})
	t.Logf("the farthest corner lies %.3f mm off", worst)
}

// drawnSheet draws the sheet of a seed, one in four as JPEG, and reads it.
func drawnSheet(t *testing.T, seed uint64) float64 {
	wear := fixtures.WearOf(seed)
	s := fixtures.DrawSheet(seed, 500, wear)
	scan := s.PNG()
	if seed%4 == 3 {
		scan = s.JPEG()
	}
	card, err := sheet.Read(scan, index(), sheet.Options{})
	if err != nil {
		t.Fatalf("%v, wear %+v", err, wear)
	}
	return compare(t, "drawn", card, s)
}

// compare holds a card against the truth and returns the farthest corner's distance in mm.
func compare(t *testing.T, name string, card *sheet.Card, s *fixtures.Sheet) float64 {
	t.Helper()
	worst := 0.0
	if len(card.Fields) != len(s.Fields) {
		t.Errorf("%s: %d fields of %d: %v", name, len(card.Fields), len(s.Fields), card.Findings)
		return 0
	}
	for i, want := range s.Fields {
		got := card.Fields[i]
		off := distance(got.Corners, want.Corners) / float64(s.PixelsPerInch) * 25.4
		worst = max(worst, off)
		state := sheet.Print
		switch {
		case want.Empty:
			state = sheet.Empty
		case want.Smeared:
			state = sheet.Unreadable
		}
		if got.Position != want.Position || off > 1 || got.State != state || named(card, want.Position) != want.Empty {
			t.Errorf("%s: field %d is position %d, %.2f mm off, %s, named empty: %v; want %s", name, want.Position, got.Position, off, got.State, named(card, want.Position), state)
		}
	}
	return worst
}

func distance(a, b [4][2]float64) float64 {
	worst := 0.0
	for i := range a {
		worst = max(worst, math.Hypot(a[i][0]-b[i][0], a[i][1]-b[i][1]))
	}
	return worst
}

// named says whether a finding says that a field is empty.
func named(card *sheet.Card, position int) bool {
	for _, f := range card.Findings {
		if f.Rule == sheet.RuleEmpty && f.Position == position {
			return true
		}
	}
	return false
}

// refusal reads what must be refused.
func refusal(t *testing.T, scan []byte, x sheet.Index) *sheet.Finding {
	t.Helper()
	_, err := sheet.Read(scan, x, sheet.Options{})
	var f *sheet.Finding
	if !errors.As(err, &f) {
		t.Fatalf("not refused: %v", err)
	}
	return f
}
