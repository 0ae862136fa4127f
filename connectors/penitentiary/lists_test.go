package penitentiary

import (
	"fmt"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// Items of a list must stay with their row when many rows are mapped at once.
func TestDocumentsStayWithTheirPerson(t *testing.T) {
	feed := Inbound().Feeds[0]
	kind, _ := canon.Lookup(feed.Kind)
	program, problems := mapping.Compile(mapping.Source{FS: feed.Mapping, File: "mapping.yaml"}, feed.Schema, kind, feed.Decoder)
	if problems.Failed() {
		t.Fatal(problems)
	}
	b := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, feed.Schema)}
	for i, document := range []string{`"doc_type":"паспорт","doc_no":"N0"`, `"facility":"1"`, `"doc_type":"паспорт","doc_no":"N2"`, `"doc_type":"паспорт","doc_no":"N3"`} {
		body := fmt.Sprintf(`{"inmate_id":"i%d","rev":1,"fio":["А"],"dob":"01.01.1885","pol":"мужской","citizenship":"Казахстан",%s}`, i, document)
		if _, err := feed.Decode(b, connectors.Message{RecordID: "i", Op: connectors.Put, Format: "application/json", Body: []byte(body)}); err != nil {
			t.Fatal(err)
		}
	}
	result := program.Run(b.Columns.NewRecordBatch())
	if len(result.Rejects) > 0 {
		t.Fatalf("rejects %+v", result.Rejects)
	}
	for i, want := range []string{`"number":"N0"`, "", `"number":"N2"`, `"number":"N3"`} {
		text := string(kind.AppendJSON(nil, result.Batch, i, canon.Writing{}))
		if strings.Count(text, `"number":`) != strings.Count(want, `"number":`) || !strings.Contains(text, want) {
			t.Errorf("row %d: %s", i, text)
		}
	}
}
