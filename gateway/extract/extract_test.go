package extract

import (
	"bytes"
	"os"
	"testing"
)

func TestMakeIsDeterministic(t *testing.T) {
	first, err := Make(whole(t))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := Make(whole(t))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Fatal("the same document gave other bytes")
		}
	}
	if p := os.Getenv("EXTRACT_OUT"); p != "" {
		os.WriteFile(p, first, 0o600)
	}
}
