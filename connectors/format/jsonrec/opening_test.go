package jsonrec

import (
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
)

// TestOpening compares openings of every length, and finds every byte that differs.
func TestOpening(t *testing.T) {
	for length := range 40 {
		for _, kind := range []Kind{Text, Number} {
			o := openingOf("abcdefghijklmnopqrstuvwxyzabcdefghijklmn"[:length], kind)
			body := []byte(o.text + `12345678`)
			if !o.stands(body) {
				t.Errorf("%q does not stand in %q", o.text, body)
			}
			for i := range o.text {
				body[i] ^= 1
				if o.stands(body) {
					t.Errorf("%q stands in %q", o.text, body)
				}
				body[i] ^= 1
			}
			if o.stands([]byte(o.text)) {
				t.Errorf("%q stands where nothing follows", o.text)
			}
		}
	}
}

// TestLongKeys: keys that differ in their last letters only, with and without white space, are told apart.
func TestLongKeys(t *testing.T) {
	body := `{"custody_start_day":"a","custody_start_end":"b", "custody_began" : "c"}`
	var fields []arrow.Field
	for _, name := range []string{"custody_start_end", "custody_start_day", "custody_began"} {
		fields = append(fields, arrow.Field{Name: name, Type: arrow.BinaryTypes.String, Nullable: true})
	}
	rows := NewRows(arrow.NewSchema(fields, nil))
	if _, err := rows.Append([]byte(body)); err != nil {
		t.Fatal(err)
	}
	batch := rows.NewRecordBatch()
	defer batch.Release()
	got, err := batch.MarshalJSON()
	const want = `[{"custody_began":"c","custody_start_day":"a","custody_start_end":"b"}`
	if err != nil || !strings.HasPrefix(string(got), want) {
		t.Errorf("got %s, want %s: %v", got, want, err)
	}
}
