package mapping

import (
	"bytes"
	"os"
	"testing"
)

// TestReference: the page is what the declarations say; -update writes it.
func TestReference(t *testing.T) {
	var page bytes.Buffer
	if err := WriteReference(&page); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("FUNCTIONS.md", page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile("FUNCTIONS.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, page.Bytes()) {
		t.Error("FUNCTIONS.md is not what the functions say: run this test with -update")
	}
}
