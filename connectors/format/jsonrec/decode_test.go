package jsonrec

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

var (
	utf8Text = arrow.BinaryTypes.String
	item     = arrow.StructOf(
		arrow.Field{Name: "no", Type: utf8Text, Nullable: true},
		arrow.Field{Name: "pages", Type: arrow.PrimitiveTypes.Int64, Nullable: true})
	schema = arrow.NewSchema([]arrow.Field{
		{Name: "id", Type: utf8Text},
		{Name: "rev", Type: arrow.PrimitiveTypes.Int64, Nullable: true},
		{Name: "fio", Type: arrow.ListOfNonNullable(utf8Text), Nullable: true},
		{Name: "alive", Type: arrow.FixedWidthTypes.Boolean, Nullable: true},
		{Name: "docs", Type: arrow.ListOf(item), Nullable: true},
		{Name: "first", Type: item, Nullable: true},
	}, nil)
)

// decode appends bodies and returns the rows as Arrow writes them in JSON.
func decode(t testing.TB, bodies ...string) (rows string, unknown int, err error) {
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	d := NewDecoder(schema)
	for _, body := range bodies {
		n, failed := d.Append(b, []byte(body))
		unknown += n
		if failed != nil {
			err = failed
		}
	}
	batch := b.NewRecordBatch() // panics if the columns differ in length
	defer batch.Release()
	text, failed := batch.MarshalJSON()
	if failed != nil {
		t.Fatal(failed)
	}
	return string(text), unknown, err
}

func TestAppend(t *testing.T) {
	rows, unknown, err := decode(t,
		`{"id":"a\u0416\n","rev":-9223372036854775808,"fio":["Ақ","Б"],"alive":true,"docs":[{"no":"1","pages":2},null,{}],"first":{"pages":3,"no":"x"},"new":0}`,
		` { "alive" : false , "id" : "" , "rev" : null, "fio" : [ ] , "more" : {"id":1}, "first" : {"more":[1]} } `)
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"alive":true,"docs":[{"no":"1","pages":2},null,{"no":null,"pages":null}],"fio":["Ақ","Б"],"first":{"no":"x","pages":3},"id":"aЖ\n","rev":-9223372036854775808},` +
		`{"alive":false,"docs":null,"fio":[],"first":{"no":null,"pages":null},"id":"","rev":null}]`
	if got := compact(t, rows); got != want {
		t.Errorf("rows\n%s, want\n%s", got, want)
	}
	if unknown != 3 {
		t.Errorf("%d unknown fields, want 3", unknown)
	}
}

func compact(t *testing.T, text string) string {
	var out bytes.Buffer
	if err := json.Compact(&out, []byte(text)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAppendLeavesColumnsUntouchedOnAFault(t *testing.T) {
	for _, c := range []struct {
		body string
		want Fault
	}{
		{`{"id":"1","rev":"2"}`, Fault{CodeWrongType, "rev", Text, 16}},
		{`{"id":"1","rev":2.0}`, Fault{CodeWrongType, "rev", Number, 16}},
		{`{"id":"1","rev":9223372036854775808}`, Fault{CodeWrongType, "rev", Number, 16}},
		{`{"id":7}`, Fault{CodeWrongType, "id", Number, 6}},
		{`{"rev":7}`, Fault{CodeMissing, "id", Missing, 0}},
		{`{"id":null}`, Fault{CodeMissing, "id", Missing, 0}},
		{`{"id":"1","alive":"yes"}`, Fault{CodeWrongType, "alive", Text, 18}},
		{`{"id":"1","fio":"Ақ"}`, Fault{CodeWrongType, "fio", Text, 16}},
		{`{"id":"1","fio":["Ақ", 5]}`, Fault{CodeWrongType, "fio[1]", Number, 25}},
		{`{"id":"1","fio":["Ақ",null]}`, Fault{CodeMissing, "fio[1]", Missing, 16}},
		{`{"id":"1","docs":[{},{"no":{}}]}`, Fault{CodeWrongType, "docs[1].no", Object, 27}},
		{`{"id":"1","first":{"pages":[]}}`, Fault{CodeWrongType, "first.pages", List, 27}},
		{`{"id":"1"`, Fault{"decode." + CodeTruncated, "", Object, 9}},
		{`{"id":"1","ID":"2"}`, Fault{"decode." + CodeDuplicateKey, "", Object, 10}},
	} {
		rows, _, err := decode(t, `{"id":"before"}`, c.body, `{"id":"after"}`)
		var fault *Fault
		if !errors.As(err, &fault) || *fault != c.want {
			t.Errorf("%s: %v, want %v", c.body, err, &c.want)
		}
		if strings.Count(rows, `"id"`) != 2 || !strings.Contains(rows, "after") {
			t.Errorf("%s: the columns were touched: %s", c.body, rows)
		}
		if strings.Contains(err.Error(), "Ақ") {
			t.Errorf("%s: the error holds a value: %v", c.body, err)
		}
	}
}

func TestMembers(t *testing.T) {
	m := Members([]byte(` {"a":{"id":"no"},"i\u0064":"m-\u0031","rev":7,"op":null,"x":[{"rev":1}],"big":1e3}`), "rev", "id", "op", "none", "big")
	if n, ok := m[0].Int(); n != 7 || !ok {
		t.Errorf("rev: %d, %v", n, ok)
	}
	if m[1].Text() != "m-1" {
		t.Errorf("id: %q", m[1].Text())
	}
	if m[2].Kind != Missing || m[3].Kind != Missing {
		t.Errorf("null and nothing: %s, %s", m[2].Kind, m[3].Kind)
	}
	if _, ok := m[4].Int(); ok || m[4].Kind != Number || m[4].Text() != "" {
		t.Error("1e3 reads as a whole number, or as a text")
	}
}

// FuzzAppend: no panic, all columns as long as each other, and the fields as encoding/json reads them.
func FuzzAppend(f *testing.F) {
	for _, seed := range []string{
		`{"id":"1","rev":2,"fio":["a"],"alive":true,"docs":[{"no":"1","pages":2}],"first":{"no":"\u0416"}}`,
		`{"id":"1","docs":[null,{}],"other":1}`, `{"id":"1","rev":1.5}`, `{"id"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		rows, _, err := decode(t, body)
		if err != nil {
			return
		}
		var got []map[string]json.RawMessage
		var members map[string]json.RawMessage
		if err := errors.Join(json.Unmarshal([]byte(rows), &got), json.Unmarshal([]byte(body), &members)); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"id", "rev", "fio", "alive"} {
			if want, ok := members[name]; ok && canonical(t, got[0][name]) != canonical(t, want) {
				t.Fatalf("%s reads otherwise than encoding/json reads it: %s", name, got[0][name])
			}
		}
	})
}

// canonical writes a JSON value as encoding/json does.
func canonical(t *testing.T, raw json.RawMessage) string {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	out, _ := json.Marshal(v)
	return string(out)
}

func BenchmarkAppend(b *testing.B) {
	body := []byte(`{"id":"m-1","rev":3,"fio":["Сейітқали","Ақылбек","Нұрланұлы"],"alive":true,"docs":[{"no":"012345678","pages":1}],"first":{"no":"x"},` +
		`"birth_place":"Қарағанды облысы","citizenship":"Казахстан","doc":"удостоверение личности","start":"01.02.1899"}`)
	d := NewDecoder(schema)
	columns := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer columns.Release()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := d.Append(columns, body); err != nil {
			b.Fatal(err)
		}
		if i%4096 == 0 {
			columns.NewRecordBatch().Release()
		}
	}
}

// BenchmarkCheck compares Check with json.Valid, which does not look at UTF-8, surrogates or keys.
func BenchmarkCheck(b *testing.B) {
	body := []byte(`{"id":"m-1","rev":3,"fio":["Сейітқали","Ақылбек","Нұрланұлы"],"birth_place":"Қарағанды облысы","citizenship":"Казахстан","doc":"удостоверение личности","start":"01.02.1899"}`)
	for name, check := range map[string]func([]byte) bool{
		"Check":      func(body []byte) bool { code, _ := Check(body); return code == "" },
		"json.Valid": json.Valid,
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if !check(body) {
					b.Fatal("refused")
				}
			}
		})
	}
}
