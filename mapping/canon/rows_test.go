package canon

import (
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// rows makes a batch of a kind's schema from JSON, one object a row.
func rows(t testing.TB, kind string, objects ...string) (*Kind, arrow.RecordBatch) {
	t.Helper()
	k, ok := Lookup(kind)
	if !ok {
		t.Fatalf("no kind %s", kind)
	}
	text := "[" + strings.Join(objects, ",") + "]"
	batch, _, err := array.RecordFromJSON(memory.DefaultAllocator, k.Arrow(), strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(batch.Release)
	return k, batch
}

const (
	personRow = `{"subject":{"scheme":"iin","value":"500101100010","country":"KAZ"},` +
		`"person":{"surname":"Сейітқызы","given_name":"Әйгерім","names_lang":"kk","birth_date":"1850-01","sex":"F","citizenship":"KAZ"},` +
		`"documents":[{"type":"identity_card","number":"012345678","issued":"1899-05-04"}],` +
		`"links":{"card_number":"00000000017","specimen":"B-17"}}`

	cardRow = `{"subject":{"scheme":"card","value":"00000000017"},` +
		`"person":{"surname":"Сейітов","given_name":"Асан","birth_date":"1850-01-01","sex":"M"},` +
		`"card":{"number":"00000000017"},"basis":"custody","ground":"үкім","date":"1899-05-04","capture":"live_scan",` +
		`"images":[{"idc":1,"position":13,"impression":0,"resolution":500,"width":800,"height":750,"compression":"PNG",` +
		`"media":"image/png","size":4096,"sha256":"aa","quality":1,"quality_algorithm":"NFIQ1"},{"position":15,"sha256":"bb"}],` +
		`"fingers":[{"position":7,"status":"amputated"}]}`

	profileRow = `{"subject":{"scheme":"specimen","value":"S-1"},"specimen":{"id":"S-1","barcode":"B-17"},"origin":"lab",` +
		`"kit":"GlobalFiler","category":"convicted","profile_class":"person",` +
		`"loci":[{"locus":"TH01","alleles":["6","9.3"],"raw":"THO1 6,9.3"},{"locus":"FGA","alleles":["21"]}]}`
)
