package extract

import (
	"bytes"
	"sync"
	"testing"

	"bilgate/mapping/canon"
)

// TestFontsAreShared makes documents side by side from the same fonts: fpdf must not write into them.
func TestFontsAreShared(t *testing.T) {
	whole, cut := bytes.Clone(regularTTF), bytes.Clone(small().regular)
	documents := []Document{
		{Number: "1", Records: []canon.Record{profileRecord(t)}, At: noon},
		{Number: "Ω", Records: []canon.Record{personRecord(t)}, At: noon},
	}
	var want [2][]byte
	for i, d := range documents {
		want[i] = mustMake(t, d)
	}
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			got, err := Make(documents[i%2])
			if err != nil || !bytes.Equal(got, want[i%2]) {
				t.Errorf("document %d differs when made beside others: %v", i%2, err)
			}
		})
	}
	group.Wait()
	if !bytes.Equal(whole, regularTTF) || !bytes.Equal(cut, small().regular) {
		t.Error("a font was written into")
	}
}

func TestDrawable(t *testing.T) {
	for _, r := range kazakhLetters + kazakhCapitals + "№₸«»’–—ẞΩ" {
		if !drawable(r) {
			t.Errorf("%c is not drawable", r)
		}
	}
	for _, r := range []rune{'→', '☑', 'א', 'ع', '李', 0x1F600, 0xE000, -1, 0x10FFFF} {
		if drawable(r) {
			t.Errorf("%U is drawable", r)
		}
	}
}
