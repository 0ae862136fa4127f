package extract

import (
	"slices"
	"testing"

	"bilgate/mapping/canon"
)

// cardOf reads one fingerprint record and returns its card.
func cardOf(t *testing.T, rec canon.Record, s store) card {
	t.Helper()
	c := contents{at: noon.In(almaty), image: s.open}
	sec, err := c.section(rec)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range sec.blocks {
		if found, ok := b.(card); ok {
			return found
		}
	}
	t.Fatal("the section has no card")
	return card{}
}

func TestPrintsLieWhereTheAnnexHasThem(t *testing.T) {
	s := store{}
	got := cardOf(t, cardRecord(t, s, []int{21, 13, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 15, 14, 2}), s)
	names := func(boxes []box) (out []string) {
		for _, b := range boxes {
			if !b.drawn() {
				t.Errorf("%s is not drawn", b.name)
			}
			out = append(out, b.name.RU)
		}
		return out
	}
	for _, c := range []struct {
		place string
		boxes []box
		want  []string
	}{
		{"right hand", got.right, []string{"Правая рука: большой", "Правая рука: указательный", "Правая рука: средний", "Правая рука: безымянный", "Правая рука: мизинец"}},
		{"left hand", got.left, []string{"Левая рука: большой", "Левая рука: указательный", "Левая рука: средний", "Левая рука: безымянный", "Левая рука: мизинец"}},
		{"control", got.control, []string{"Контрольные отпечатки: четыре пальца левой руки", "Контрольные отпечатки: оба больших пальца", "Контрольные отпечатки: четыре пальца правой руки"}},
		{"palms", got.palms, []string{"Правая ладонь"}},
		{"others", got.others, []string{"Правая рука: указательный"}},
	} {
		if got := names(c.boxes); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q; want %q", c.place, got, c.want)
		}
	}
}

func TestAMissingFingerShowsItsStatus(t *testing.T) {
	rec := record(t, "fingerprint_registration", map[string]any{
		"images":  []any{map[string]any{"position": 1, "sha256": "00"}},
		"fingers": []any{map[string]any{"position": 8, "status": "amputated"}},
	})
	got := cardOf(t, rec, store{})
	if b := got.left[2]; b.status != (both{"Ампутацияланған", "Ампутирован"}) || b.drawn() || b.digest != "" {
		t.Errorf("left middle finger: %+v", b)
	}
	if b := got.right[0]; b.digest != "00" || b.status != (both{}) {
		t.Errorf("right thumb: %+v", b)
	}
}
