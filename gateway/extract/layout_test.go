package extract

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"bilgate/mapping/canon"
)

// crowded is a document of long names, long words, long lists and a value that is longer than a page.
func crowded(t testing.TB) Document {
	d := whole(t)
	d.Number = strings.Repeat("KZ1800-", 40)
	long := map[string]any{"surname": strings.Repeat("Щ", 700), "given_name": strings.Repeat("Әбілқайырұлы ", 60), "birth_place": strings.Repeat("Қарқаралы уезі, ", 900)}
	var documents []any
	for i := range 40 {
		documents = append(documents, map[string]any{"type": "passport", "number": fmt.Sprint("N", i), "issuer": strings.Repeat("орган ", i)})
	}
	documents = append(documents, map[string]any{"number": strings.Repeat("0123456789", 60), "issuer": strings.Repeat("басқарма ", 3000)})
	mixture := []any{}
	for i := range 30 {
		mixture = append(mixture, fmt.Sprintf("%d.%d", 5+i, i%4))
	}
	var extra []any
	for i := range 33 {
		extra = append(extra, map[string]any{"position": 16 + i%2*5, "sha256": strings.Repeat("0123456789abcdef", 4)})
	}
	d.Records = append(d.Records,
		record(t, "fingerprint_registration", map[string]any{"images": extra}),
		record(t, "person", map[string]any{"subject": subject(), "person": long, "documents": documents}),
		record(t, "genomic_registration", map[string]any{"loci": []any{
			map[string]any{"locus": "SE33", "alleles": mixture},
			map[string]any{"locus": strings.Repeat("LOCUS", 9), "alleles": []any{"9"}},
			map[string]any{"locus": "TH01", "alleles": []any{}},
		}}))
	return d
}

// word is a word's place on a page, in points.
type placed struct{ left, top, right, bottom float64 }

func places(t *testing.T, pdf []byte) (pages [][]placed) {
	for _, l := range strings.Split(poppler(t, pdf, "pdftotext", "-bbox"), "\n") {
		l = strings.TrimSpace(l)
		if strings.HasPrefix(l, "<page") {
			pages = append(pages, nil)
		}
		if !strings.HasPrefix(l, "<word") {
			continue
		}
		var p [4]float64
		for i, part := range strings.Split(l, `"`) {
			if i%2 == 1 && i/2 < 4 {
				p[i/2], _ = strconv.ParseFloat(part, 64)
			}
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], placed{p[0], p[1], p[2], p[3]})
	}
	return pages
}

func TestNothingLeavesThePageOrOverlaps(t *testing.T) {
	const point = 72 / 25.4
	pages := places(t, mustMake(t, crowded(t)))
	if len(pages) < 8 {
		t.Fatalf("only %d pages", len(pages))
	}
	for n, words := range pages {
		for i, w := range words {
			if w.left < margin*point-1 || w.right > (margin+inner)*point+1 || w.top < margin*point-6 || w.bottom > (pageHeight-8)*point {
				t.Fatalf("page %d: a word stands outside the margins: %+v", n+1, w)
			}
			for _, v := range words[:i] {
				wide, high := math.Min(w.right, v.right)-math.Max(w.left, v.left), math.Min(w.bottom, v.bottom)-math.Max(w.top, v.top)
				if wide > 1 && high > 0.4*math.Min(w.bottom-w.top, v.bottom-v.top) {
					t.Fatalf("page %d: two words overlap: %+v %+v", n+1, w, v)
				}
			}
		}
	}
}

func TestLongValuesAreWrappedAndNotCut(t *testing.T) {
	text := readBack(t, mustMake(t, crowded(t)))
	for word, want := range map[string]int{"уезі,": 900, "басқарма": 3000, "Әбілқайырұлы": 60 + 3} {
		if n := strings.Count(text, word); n != want {
			t.Errorf("%q stands there %d times, not %d", word, n, want)
		}
	}
	if n := strings.Count(text, "Щ"); n != 700 {
		t.Errorf("%d letters of the long name are there, not 700", n)
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct{ least, wish, want []float64 }{
		{[]float64{10, 20}, []float64{10, 30}, []float64{10, 30}},
		{[]float64{40, 40}, []float64{90, 240}, []float64{60, 120}},
		{[]float64{180, 180}, []float64{180, 180}, []float64{90, 90}},
	} {
		got := share(c.least, c.wish)
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 0.01 {
				t.Errorf("share(%v, %v) = %v; want %v", c.least, c.wish, got, c.want)
				break
			}
		}
	}
}

func TestTheTitleSaysWhatIsInside(t *testing.T) {
	person, card, profile := canon.Record{Kind: "person"}, canon.Record{Kind: "fingerprint_registration"}, canon.Record{Kind: "genomic_registration"}
	for _, c := range []struct {
		records []canon.Record
		want    both
	}{
		{[]canon.Record{person}, titlePerson}, {[]canon.Record{person, card}, titleFingerprint},
		{[]canon.Record{profile}, titleGenomic}, {[]canon.Record{card, profile}, titleBoth},
	} {
		if got := titleOf(c.records); got != c.want {
			t.Errorf("%v; want %v", got, c.want)
		}
	}
}
