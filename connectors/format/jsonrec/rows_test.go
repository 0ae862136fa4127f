package jsonrec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// author writes random objects: of the schema, and of much that is not.
type author struct{ *rand.Rand }

func (a author) pick(from ...string) string { return from[a.IntN(len(from))] }

func (a author) space() string { return a.pick("", "", "", " ", "\n\t ") }

func (a author) text() string {
	var b strings.Builder
	for range a.IntN(12) {
		b.WriteString(a.pick("a", "Қ", "Нұр", "лан ", "é", "😀", "€", `\n`, `\"`, `\u0416`, `\ud83d\ude00`, strings.Repeat("x", 70), "\x7f"))
	}
	if a.IntN(60) == 0 {
		b.WriteString(a.pick("\xff", "\xd0", "\xe2\x82", `\ud83d`, "\x01", `\x`, "\xed\xa0\x80", "\xc0\x80"))
	}
	return `"` + b.String() + `"`
}

func (a author) value(depth int) string {
	switch n := a.IntN(9); {
	case n < 3:
		return a.text()
	case n < 5:
		return a.pick("0", "7", "-12", "-0", "1234567890123456789", "-9223372036854775808", "9223372036854775808", "1.5", "1e3", "01", "999999999999999999")
	case n == 5:
		return a.pick("true", "false", "null", "nul")
	case depth > 2:
		return "null"
	case n == 6:
		return a.list(func() string { return a.value(depth + 1) })
	}
	return a.object("any", "Other", "id", "no")
}

func (a author) list(item func() string) string {
	var items []string
	for range a.IntN(4) {
		items = append(items, a.space()+item()+a.space())
	}
	return "[" + strings.Join(items, ",") + "]"
}

// fitting is a value of a field's kind.
func (a author) fitting(name string) string {
	switch name {
	case "rev", "pages":
		return a.pick("1", "-20", "300000", "null", "123456789012345678")
	case "alive":
		return a.pick("true", "false", "null")
	case "fio":
		return a.list(a.text)
	case "first":
		return a.object("no", "pages")
	case "docs":
		return a.list(func() string { return a.object("no", "pages") })
	}
	return a.text()
}

func (a author) object(names ...string) string {
	a.Shuffle(min(len(names), 2*a.IntN(2)), func(i, j int) { names[i], names[j] = names[j], names[i] })
	var members []string
	for _, name := range names {
		value := a.fitting(name)
		switch a.IntN(60) {
		case 0:
			value = a.value(1)
		case 1, 2, 3:
			continue
		case 4:
			name = a.pick("iD", "new", `i\u0064`, "Қосымша", "no", "fio")
			value = a.value(1)
		}
		members = append(members, a.space()+`"`+name+`"`+a.space()+":"+a.space()+value+a.space())
	}
	return "{" + strings.Join(members, ",") + "}" + a.space()
}

func (a author) body() []byte {
	body := a.space() + a.object("id", "rev", "fio", "alive", "docs", "first")
	if a.IntN(25) == 0 {
		body = body[:a.IntN(len(body))]
	}
	return []byte(body)
}

// TestDecodersAgree reads random objects at a glance, after Check, and by encoding/json: all give the same
// rows, and what Check refuses no one takes.
func TestDecodersAgree(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	a := author{rand.New(rand.NewPCG(seed, 1))}
	d, rows := NewDecoder(schema), NewRows(schema)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	var glanced, checked tape
	taken, slow := 0, 0
	var wants []string
	for range 20_000 {
		body := a.body()
		atGlance := glanced.read(d, body, false)
		fault := d.fault(body)
		if atGlance && fault != nil {
			t.Fatalf("%q is taken at a glance: %v", body, fault)
		}
		unknown, err := rows.Append(body)
		other, otherErr := d.Append(b, body)
		if (err != nil) != (fault != nil) || fmt.Sprint(err) != fmt.Sprint(otherErr) || unknown != other {
			t.Fatalf("%q: %v with %d unknown, %v with %d; %v", body, err, unknown, otherErr, other, fault)
		}
		if fault != nil {
			continue
		}
		taken++
		if !checked.read(d, body, true) {
			t.Fatalf("%q does not read once it is checked", body)
		}
		if !atGlance {
			slow++
		}
		wants = append(wants, plainJSON(t, body))
	}
	if taken < 8000 || slow == 0 || slow > taken/4 {
		t.Errorf("%d objects are taken, %d of them not at a glance", taken, slow)
	}
	compareRows(t, rows.NewRecordBatch(), b.NewRecordBatch(), wants)
}

// plainJSON is what encoding/json reads in the schema's fields, written in the order of their names.
func plainJSON(t *testing.T, body []byte) string {
	type part struct {
		No    *string `json:"no"`
		Pages *int64  `json:"pages"`
	}
	var r struct {
		Alive *bool    `json:"alive"`
		Docs  []*part  `json:"docs"`
		Fio   []string `json:"fio"`
		First *part    `json:"first"`
		ID    string   `json:"id"`
		Rev   *int64   `json:"rev"`
	}
	if err := json.Unmarshal(body, &r); err != nil {
		t.Fatalf("encoding/json refuses %q: %v", body, err)
	}
	return marshalled(t, r)
}

// marshalled writes a value without escaping for HTML.
func marshalled(t *testing.T, v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func compareRows(t *testing.T, got, other arrow.RecordBatch, wants []string) {
	defer got.Release()
	defer other.Release()
	if !array.RecordEqual(got, other) {
		t.Fatal("the two ways into columns differ")
	}
	text, err := got.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var lines []json.RawMessage
	if err := json.Unmarshal(text, &lines); err != nil || len(lines) != len(wants) {
		t.Fatalf("%d rows, want %d: %v", len(lines), len(wants), err)
	}
	for i, want := range wants {
		if plain := plainJSON(t, lines[i]); plain != want {
			t.Fatalf("row %d is %s, want %s", i, plain, want)
		}
	}
}

// TestReleasedMemoryServesAgain: a batch in use is not written over; one that is released is.
func TestReleasedMemoryServesAgain(t *testing.T) {
	rows := NewRows(schema)
	body := func(n int) []byte {
		return fmt.Appendf(nil, `{"id":"%09d","rev":%d,"fio":["a%d"],"alive":true,"docs":[{"no":null}]}`, n, n, n)
	}
	fill := func(n int) arrow.RecordBatch {
		for i := range 100 {
			if _, err := rows.Append(body(n + i)); err != nil {
				t.Fatal(err)
			}
		}
		return rows.NewRecordBatch()
	}
	kept := fill(1000)
	defer kept.Release()
	before, _ := kept.MarshalJSON()
	for n := range 5 {
		fill(n).Release()
	}
	if after, _ := kept.MarshalJSON(); !bytes.Equal(before, after) {
		t.Error("a batch in use was written over")
	}
	if n := testing.AllocsPerRun(20, func() { fill(7).Release() }); n > 300 {
		t.Errorf("a batch of 100 rows allocates %v times", n)
	}
}

func TestValidText(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	pieces := []string{"a", "Ж", "қ", "é", "€", "😀", "\xd0", "\x80", "\xc1\x81", "\xed\xa0\x80", "\xf4\x90\x80\x80", "ҮЛКЕН", "plain text"}
	for range 20_000 {
		s := ""
		for range rng.IntN(9) {
			s += pieces[min(rng.IntN(40), 39)%len(pieces)]
		}
		before := strings.Repeat("z", rng.IntN(9))
		if got := validText([]byte(before+s), len(before), len(before+s)); got != utf8.ValidString(s) {
			t.Fatalf("%q: %t", s, got)
		}
	}
}
