package canon

import (
	"bytes"
	"strings"
	"testing"

	"github.com/twmb/avro"
)

func codec(t *testing.T, k *Kind) *AvroCodec {
	t.Helper()
	c, err := k.Avro()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAvroSchemas(t *testing.T) {
	for _, k := range Kinds() {
		text, err := k.AvroSchema()
		if err != nil {
			t.Fatal(err)
		}
		golden(t, k.Name+".avsc", text)
		codec(t, k)
	}
}

// TestAvroKeepsRecords: what the gateway writes comes back byte for byte, sealed and plain, put and retracted.
func TestAvroKeepsRecords(t *testing.T) {
	ref := func(string) string { return "object" }
	for kind, row := range map[string]string{"person": personRow, "fingerprint_registration": cardRow, "genomic_registration": profileRow} {
		k, batch := rows(t, kind, row)
		c := codec(t, k)
		records := [][]byte{wire(t, k, Retract, nil)}
		for _, w := range []Writing{{}, {Ref: ref}, {Ref: ref, Seal: mirror}} {
			records = append(records, wire(t, k, Put, k.AppendJSON(nil, batch, 0, w)))
		}
		for _, record := range records {
			data, err := c.AppendAvro(nil, record)
			if err != nil {
				t.Fatal(err)
			}
			if back, err := c.JSON(data); err != nil || !bytes.Equal(back, record) {
				t.Errorf("%s: %v\n got %s\nwant %s", kind, err, back, record)
			}
			if _, err := c.JSON(append(data, 0)); err == nil {
				t.Error("a byte behind the record is taken")
			}
			if _, err := c.JSON(data[:len(data)-1]); err == nil {
				t.Error("a record without its last byte is taken")
			}
		}
	}
}

// TestAvroSealedBytes: a sealed value travels as bytes, not as base64.
func TestAvroSealedBytes(t *testing.T) {
	k, batch := rows(t, "genomic_registration", profileRow)
	secret := []byte("\x00sealed\xff")
	record := wire(t, k, Put, k.AppendJSON(nil, batch, 0, Writing{Seal: func(string, []byte) []byte { return bytes.Clone(secret) }}))
	data, err := codec(t, k).AppendAvro(nil, record)
	if err != nil || !bytes.Contains(data, secret) {
		t.Errorf("%v: %q", err, data)
	}
}

// Each case breaks one thing of a good record; the codec must refuse it, name the field and not the value.
func TestAvroRefuses(t *testing.T) {
	for _, c := range []struct{ kind, row, old, new, says string }{
		{"person", personRow, `"sex":"F"`, `"sex":"Q"`, "person.sex: the code is not in the list sex"},
		{"person", personRow, `"sex":"F"`, `"sex":1`, "person.sex: the value is not a text"},
		{"person", personRow, `"sex":"F"`, `"sex":null`, "person.sex: the required field is missing"},
		{"person", personRow, `"sex":"F"`, `"sexe":"M"`, "person.sex: the required field is missing"},
		{"person", personRow, `"sex":"F"`, `"sex":"M","sexe":"M"`, "person: 1 members are no fields"},
		{"person", personRow, `"sex":"F"`, `"sex": "F"`, "not written as the gateway writes it"},
		{"person", personRow, `"sex":"F"`, `"sex":"\u0046"`, "not written as the gateway writes it"},
		{"fingerprint_registration", cardRow, `"position":13,`, `"position":13.0,`, "images[].position: the value is not an integer"},
	} {
		k, batch := rows(t, c.kind, c.row)
		good := wire(t, k, Put, k.AppendJSON(nil, batch, 0, Writing{}))
		bad := bytes.Replace(good, []byte(c.old), []byte(c.new), 1)
		if bytes.Equal(good, bad) {
			t.Fatalf("%s has no %s", c.kind, c.old)
		}
		_, err := codec(t, k).AppendAvro(nil, bad)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.new, err, c.says)
		}
	}
}

// TestAvroDays: the day that a text names is the day that Avro's logical type holds, before 1970 too.
func TestAvroDays(t *testing.T) {
	k, err := Parse([]byte(`
kind: sample
version: 1
labels: {kk: Үлгі, ru: Образец, en: Sample}
fields:
  - {name: day, type: date, required: true, source: canonical, note: A day., labels: {kk: Күні, ru: День, en: Day}}
`), "sample.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []string{"0001-01-01", "1885-03-07", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"} {
		record := wire(t, k, Put, []byte(`{"day":"`+day+`"}`))
		if _, err := codec(t, k).AppendAvro(nil, record); err != nil {
			t.Errorf("%s: %v", day, err)
		}
	}
	for _, day := range []string{"2023-02-29", "1990", "1990-1-01", ""} {
		record := wire(t, k, Put, []byte(`{"day":"`+day+`"}`))
		if _, err := codec(t, k).AppendAvro(nil, record); err == nil || !strings.Contains(err.Error(), "day: the value is not a day") {
			t.Errorf("%s: %v", day, err)
		}
	}
}

// TestAvroNamesAreUnique: paths that differ only in where a name ends are different types.
func TestAvroNamesAreUnique(t *testing.T) {
	group := func(name, below string) *Field {
		leaf := &Field{Name: "x", Type: Text, Labels: map[Lang]string{}}
		return &Field{Name: name, Type: Struct, Fields: []*Field{{Name: below, Type: Struct, Fields: []*Field{leaf}}}}
	}
	k := &Kind{Name: "sample", Fields: []*Field{group("a", "b_c"), group("a_b", "c"), group("a__b", "c")}}
	text, err := k.AvroSchema()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := avro.Parse(string(text)); err != nil {
		t.Error(err)
	}
}
