package extract

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"bilgate/mapping/canon"
)

func TestMakeIsDeterministic(t *testing.T) {
	first, err := Make(whole(t))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := Make(whole(t))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Fatal("the same document gave other bytes")
		}
	}
	for _, date := range []string{"/CreationDate (D:20261124120000", "/ModDate (D:20261124120000"} {
		if !bytes.Contains(first, []byte(date)) {
			t.Errorf("the file lacks %s: its date is not the document's", date)
		}
	}
}

// TestEveryFieldOfEveryKindIsPrinted fills all that a definition has: what is printed comes from the definition alone.
func TestEveryFieldOfEveryKindIsPrinted(t *testing.T) {
	for _, kind := range canon.Kinds() {
		data, s := map[string]any{}, store{}
		for _, f := range kind.Fields {
			data[f.Name] = filled(f, s)
		}
		text := readBack(t, mustMake(t, Document{Records: []canon.Record{record(t, kind.Name, data)}, Image: s.open, At: noon}))
		eachField(kind.Fields, func(f *canon.Field) {
			if f.Reference || f.Path == "loci[].locus" || f.Path == "loci[].alleles" || f.Path == "images" || len(f.Fields) > 0 {
				return
			}
			label := labels(f.Labels)
			header := strings.TrimSpace(label.KK + " " + label.RU) // in a table one language stands below the other
			if !strings.Contains(text, label.String()) && !strings.Contains(text, header) {
				t.Errorf("%s: %s is not printed as %q", kind.Name, f.Path, label)
			}
			if value, ok := marker(f); ok && !strings.Contains(text, value) {
				t.Errorf("%s: the value of %s is not printed", kind.Name, f.Path)
			}
		})
	}
}

func eachField(fields []*canon.Field, do func(*canon.Field)) {
	for _, f := range fields {
		do(f)
		eachField(f.Fields, do)
	}
}

// marker is the text that stands for a free text's value.
func marker(f *canon.Field) (string, bool) {
	free := f.Type == canon.Text && f.Codes == "" && !f.Reference && f.Name != "sha256"
	return "«" + strings.NewReplacer("_", "", ".", "", "[]", "").Replace(f.Path) + "»", free
}

// filled is a value of a field's type.
func filled(f *canon.Field, s store) any {
	codes, coded := canon.Codes(f.Codes)
	switch {
	case has(f, "sha256"):
		item := s.put(1, "PNG", 8, 8, nil)
		for _, c := range f.Fields {
			if value, free := marker(c); free {
				item[c.Name] = value
			}
		}
		delete(item, "ref")
		if f.Type == canon.List {
			return []any{item}
		}
		return item
	case f.Type == canon.Integer && coded:
		return json.Number(codes.Codes[1].Code)
	case coded:
		return codes.Codes[0].Code
	case f.Type == canon.Integer:
		return 7
	case f.Type == canon.Boolean:
		return true
	case f.Type == canon.Date:
		return "1876-08-24"
	case f.Type == canon.Timestamp:
		return "1876-08-24T00:00:00Z"
	case f.Type == canon.List && len(f.Fields) == 0:
		return []any{"9", "9.3"}
	case len(f.Fields) > 0:
		out := map[string]any{}
		for _, c := range f.Fields {
			out[c.Name] = filled(c, s)
		}
		if f.Type == canon.List {
			return []any{out}
		}
		return out
	}
	value, _ := marker(f)
	return value
}
