package wsq

import (
	"strings"
	"testing"
)

func TestLayoutCoversTheFile(t *testing.T) {
	data := smallImage()
	parts, err := Layout(data)
	if err != nil {
		t.Fatal(err)
	}
	at, names := 0, []string{}
	for _, p := range parts {
		if p.Offset != at {
			t.Errorf("%s begins at %d, the part before it ends at %d", p.Name, p.Offset, at)
		}
		at = p.Offset + p.Length
		names = append(names, p.Name)
	}
	if at != len(data) || names[0] != "SOI" || names[len(names)-1] != "EOI" || !strings.Contains(strings.Join(names, " "), "SOB codes") {
		t.Errorf("%v end at %d of %d", names, at, len(data))
	}
	for cut := range len(data) {
		if parts, err := Layout(data[:cut]); err == nil {
			t.Errorf("cut at %d: %v", cut, parts)
		}
	}
}
