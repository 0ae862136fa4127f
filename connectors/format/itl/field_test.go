package itl

import (
	"slices"
	"testing"
)

func TestSubfieldsAndItems(t *testing.T) {
	f := Field{Type: 14, Number: 22, Value: []byte("1\x1f2\x1e\x1e3\x1f\x1f4")}
	var got [][]string
	for s := range f.Subfields() {
		var items []string
		for item := range s.Items() {
			items = append(items, string(item))
		}
		got = append(got, items)
	}
	want := [][]string{{"1", "2"}, {""}, {"3", "", "4"}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %q", got)
	}
	for s := range f.Subfields() {
		if string(s.Item(1)) != "2" || s.Item(2) != nil {
			t.Errorf("items %q and %q", s.Item(1), s.Item(2))
		}
		break
	}
}

func TestBinaryFieldIsNotSplit(t *testing.T) {
	f := Field{Type: 14, Number: 999, Value: []byte("\x1e\x1f\x1e")}
	n := 0
	for s := range f.Subfields() {
		if n++; len(s) != 3 {
			t.Errorf("part of %d bytes", len(s))
		}
	}
	if n != 1 {
		t.Errorf("%d parts", n)
	}
}

func TestForeignFieldIsNotTheRecordsOwn(t *testing.T) {
	record := tagged(14, "002:01", "13.006:99", "006:20", "007:10", "13.020:x")
	r := &mustParse(t, []byte(type1([]string{"14 1"})+record)).Records[1]
	if width, ok := r.Int(6); !ok || width != 20 {
		t.Errorf("14.006 reads %d", width)
	}
	if _, ok := r.Field(20); ok || len(r.Fields) != 6 {
		t.Errorf("13.020 passes for 14.020, or is lost: %d fields", len(r.Fields))
	}
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "007": 7, "999999999": 999999999} {
		if got, ok := number([]byte(text)); !ok || got != want {
			t.Errorf("%q reads %d, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "-1", "+1", " 1", "1 ", "1.0", "1000000000", "٣"} {
		if n, ok := number([]byte(text)); ok {
			t.Errorf("%q reads %d", text, n)
		}
	}
}
