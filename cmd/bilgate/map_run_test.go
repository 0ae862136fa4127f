package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMapRunShowsRecordsRejectsSkipsAndRetractions(t *testing.T) {
	dir := t.TempDir()
	file := exported(t, "penitentiary.inmate", filepath.Join(dir, "mapping"))
	sample := filepath.Join(dir, "sample.ndjson")
	choosy, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	choosy = bytes.Replace(choosy, []byte("\nfields:"), []byte("\nwhen:\n  has_a_name: src.fio.size() > 0\n\nfields:"), 1)
	if err := os.WriteFile(file, choosy, 0o600); err != nil {
		t.Fatal(err)
	}
	text := `{"message_id":"1","inmate_id":"a","rev":1,"fio":["Асанов"],"dob":"01.01.1885","pol":"мужской","citizenship":"Казахстан"}
{"message_id":"2","inmate_id":"b","rev":1,"fio":["Асанов"],"dob":"31.02.1885","pol":"мужской","citizenship":"Казахстан"}
{"message_id":"2a","inmate_id":"c","rev":1,"fio":[],"dob":"31.02.1885"}
{"op":"retract","id":"a","revision":2,"message_id":"3"}
{"message_id":"4"`
	if err := os.WriteFile(sample, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(must(t, "map", "run", file, sample)), "\n")
	want := []string{`"record":{`, `"code":"birth_date"`, `"skip":"has_a_name"`, `"retract":"a"`, `"code":"truncated"`}
	if len(lines) != len(want) {
		t.Fatalf("%d lines: %v", len(lines), lines)
	}
	for i, w := range want {
		if !strings.Contains(lines[i], w) {
			t.Errorf("line %d: %s, want %s", i+1, lines[i], w)
		}
	}
}
