package penitentiary

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors"
)

// BenchmarkInmate frames and decodes one inmate, beside what encoding/json takes to read the same bytes
// into a struct, which checks much less.
func BenchmarkInmate(b *testing.B) {
	text, err := os.ReadFile("../../fixtures/penitentiary.inmate/good/push.ndjson")
	if err != nil {
		b.Fatal(err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	const many = 1000
	batch := strings.Repeat(line+"\n", many)
	feed := inmate()
	message := connectors.Message{RecordID: "K-0001", Format: mediaJSON, Body: []byte(line)}
	b.Run("split", func(b *testing.B) {
		b.SetBytes(int64(len(line)))
		b.ReportAllocs()
		for i := 0; i < b.N; i += many {
			err := feed.Split(connectors.Batch{Feed: feed.Name, ID: "b", Format: mediaNDJSON, Body: strings.NewReader(batch)},
				func(connectors.Message) error { return nil }, func(connectors.Unreadable) error { b.Fatal("unreadable"); return nil })
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.SetBytes(int64(len(line)))
		b.ReportAllocs()
		out := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, feed.Schema)}
		defer out.Columns.Release()
		for i := 0; b.Loop(); i++ {
			if _, err := feed.Decode(out, message); err != nil {
				b.Fatal(err)
			}
			if i%4096 == 4095 {
				out.Columns.NewRecordBatch().Release()
				out.Rows = out.Rows[:0]
			}
		}
	})
	b.Run("encoding/json", func(b *testing.B) {
		b.SetBytes(int64(len(line)))
		b.ReportAllocs()
		for b.Loop() {
			var v struct {
				MessageID string   `json:"message_id"`
				InmateID  string   `json:"inmate_id"`
				Rev       int64    `json:"rev"`
				IIN       string   `json:"iin"`
				FIO       []string `json:"fio"`
				Lang      string   `json:"lang"`
				DOB       string   `json:"dob"`
				Sex       string   `json:"pol"`
				Country   string   `json:"citizenship"`
				DocType   string   `json:"doc_type"`
				DocNumber string   `json:"doc_no"`
				Issuer    string   `json:"doc_issuer"`
				Facility  string   `json:"facility"`
				Card      string   `json:"card_no"`
			}
			if err := json.Unmarshal(message.Body, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
}
