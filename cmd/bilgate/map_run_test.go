package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMapRunShowsRecordsRejectsAndRetractions(t *testing.T) {
	dir := t.TempDir()
	file := strings.TrimSpace(must(t, "map", "export", "penitentiary.inmate", "--out", filepath.Join(dir, "mapping")))
	sample := filepath.Join(dir, "sample.ndjson")
	text := `{"message_id":"1","inmate_id":"a","rev":1,"fio":["Асанов"],"dob":"01.01.1885","pol":"мужской","citizenship":"Казахстан"}
{"message_id":"2","inmate_id":"b","rev":1,"fio":["Асанов"],"dob":"31.02.1885","pol":"мужской","citizenship":"Казахстан"}
{"op":"retract","id":"a","revision":2,"message_id":"3"}
{"message_id":"4"`
	if err := os.WriteFile(sample, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(must(t, "map", "run", file, sample)), "\n")
	want := []string{`"record":{`, `"code":"birth_date"`, `"retract":"a"`, `"code":"truncated"`}
	if len(lines) != len(want) {
		t.Fatalf("%d lines: %v", len(lines), lines)
	}
	for i, w := range want {
		if !strings.Contains(lines[i], w) {
			t.Errorf("line %d: %s, want %s", i+1, lines[i], w)
		}
	}
}
