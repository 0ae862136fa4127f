package inspect

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

var today = time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)

// TestTextFaces holds the readable face of one file of each format against testdata, two damaged ones among them.
func TestTextFaces(t *testing.T) {
	files := madeFiles(t)
	files["tenprint-cut"] = files["tenprint"][:2000]
	files["mrz-wrong-digit"] = []byte(strings.Replace(specimen, "7408122", "7408123", 1))
	files["zip"] = []byte("PK\x03\x04")
	delete(files, "jpeg") // the encoders are the library's, and so are their bytes
	delete(files, "png")
	for name, data := range files {
		var face bytes.Buffer
		Read(data, Options{Today: today}).WriteText(&face)
		for _, line := range strings.Split(face.String(), "\n") {
			if n := utf8.RuneCountInString(line); n > width || strings.HasSuffix(line, " ") {
				t.Errorf("%s: %d characters in %q", name, n, line)
			}
		}
		file := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(file, face.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(face.Bytes(), want) {
			t.Errorf("%s differs from %s; -update writes it anew\n%s", name, file, face.String())
		}
	}
}

// TestTextHasNoControlCharacters: what a terminal would act on is not printed, revealed or not.
func TestTextHasNoControlCharacters(t *testing.T) {
	hostile := bytes.Replace(madeFiles(t)["tenprint"], []byte("UIS-1"), []byte("\x1b[2J\x07"), 1)
	for _, reveal := range []bool{false, true} {
		var face bytes.Buffer
		Read(hostile, Options{Reveal: reveal, Today: today}).WriteText(&face)
		if strings.ContainsAny(face.String(), "\x1b\x07") || !strings.Contains(face.String(), "·[2J·") {
			t.Errorf("reveal %t: %.1200q", reveal, face.String())
		}
	}
}
