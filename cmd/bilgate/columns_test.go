package main

import (
	"strings"
	"testing"
)

func TestColumnsFit(t *testing.T) {
	var b strings.Builder
	long := strings.Repeat("слово ", 30)
	writeColumns(&b, [][]string{{"A", "B", "C"}, {"x", long, "12"}, {strings.Repeat("y", 150), "z", "3"}})
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	for _, line := range lines {
		if len([]rune(line)) > lineWidth {
			t.Errorf("%d characters: %s", len([]rune(line)), line)
		}
	}
	text := b.String()
	if strings.Count(text, "слово") != 30 || strings.Count(text, "y") != 150 || !strings.HasSuffix(lines[1], "12") {
		t.Errorf("words are lost:\n%s", text)
	}
	if end := len([]rune(lines[1])); strings.Index(string([]rune(lines[1])[end-2:]), "12") != 0 {
		t.Errorf("%s", lines[1])
	}
}

func TestLongWordsBreakAtTheirDots(t *testing.T) {
	got := wrapped(`lookup("sex", lower(src.pol)).orReject("sex_code")`, 20)
	want := []string{`lookup("sex",`, `lower(src.pol))`, `.orReject(`, `"sex_code")`}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q", got)
	}
}
