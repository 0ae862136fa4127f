package canon

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

func TestAppendJSONKeepsTheSchemasOrderAndLeavesNothingsOut(t *testing.T) {
	for kind, row := range map[string]string{"person": personRow, "fingerprint_registration": cardRow, "genomic_registration": profileRow} {
		k, batch := rows(t, kind, row)
		if got := string(k.AppendJSON(nil, batch, 0, Writing{})); got != row {
			t.Errorf("%s:\n got %s\nwant %s", kind, got, row)
		}
	}
}

func TestAppendJSONLeavesEmptyStructsAndListsOut(t *testing.T) {
	k, batch := rows(t, "fingerprint_registration",
		`{"subject":{"scheme":"none"},"basis":"exchange","person":{},"card":{"number":null},"images":[],"place":""}`)
	want := `{"subject":{"scheme":"none"},"basis":"exchange","place":""}`
	if got := string(k.AppendJSON(nil, batch, 0, Writing{})); got != want {
		t.Errorf("got %s", got)
	}
}

func TestAppendJSONAppendsAndReadsSlices(t *testing.T) {
	k, batch := rows(t, "genomic_registration", strings.Replace(profileRow, "S-1", "S-0", 2), profileRow, profileRow)
	slice := batch.NewSlice(1, 3)
	defer slice.Release()
	if got := string(k.AppendJSON([]byte("before "), slice, 0, Writing{})); got != "before "+profileRow {
		t.Errorf("got %s", got)
	}
}

// Every text comes back from a JSON decoder as it was, whatever has to be escaped.
func TestAppendJSONEscapes(t *testing.T) {
	texts := []string{"", `"\`, "\x00\x01\x1f \x7f", "a\tb\nc\rd", "Қыздарбекова «Ұ» №", "<&>\u2028", strings.Repeat("ы\"", 300)}
	for _, text := range texts {
		quoted := AppendText(nil, text)
		var back string
		if err := json.Unmarshal(quoted, &back); err != nil || back != text {
			t.Errorf("%q: %s, %v", text, quoted, err)
		}
	}
}

func TestReferencesAreFilledFromTheDigest(t *testing.T) {
	k, batch := rows(t, "fingerprint_registration", cardRow)
	ref := func(sha256 string) string { return "ref-" + sha256 }
	got := string(k.AppendJSON(nil, batch, 0, Writing{Ref: ref}))
	want := strings.Replace(strings.Replace(cardRow, `"sha256":"aa"`, `"sha256":"aa","ref":"ref-aa"`, 1), `"sha256":"bb"`, `"sha256":"bb","ref":"ref-bb"`, 1)
	if got != want {
		t.Errorf("got %s", got)
	}
	if got := string(k.AppendJSON(nil, batch, 0, Writing{Ref: ref, Content: true})); got != cardRow {
		t.Errorf("the content has references: %s", got)
	}
}

func TestContentLeavesAColumnsReferencesOut(t *testing.T) {
	withRef := strings.Replace(cardRow, `"sha256":"aa"`, `"sha256":"aa","ref":"kept"`, 1)
	k, batch := rows(t, "fingerprint_registration", withRef)
	if got := string(k.AppendJSON(nil, batch, 0, Writing{})); got != withRef {
		t.Errorf("without Ref, the column's reference is lost: %s", got)
	}
	if got := string(k.AppendJSON(nil, batch, 0, Writing{Content: true})); got != cardRow {
		t.Errorf("the content has a reference: %s", got)
	}
}

// mirror stands for a vault: it turns a value round and keeps its path before it.
func mirror(path string, plain []byte) []byte {
	return append([]byte(path+"|"), turned(plain)...)
}

func unmirror(path string, sealed []byte) ([]byte, error) {
	rest, ok := bytes.CutPrefix(sealed, []byte(path+"|"))
	if !ok {
		return nil, errors.New("sealed for another path")
	}
	return turned(rest), nil
}

func turned(b []byte) []byte {
	out := make([]byte, len(b))
	for i := range b {
		out[len(b)-1-i] = b[i]
	}
	return out
}

func TestSealedFieldsHideAndComeBack(t *testing.T) {
	k, batch := rows(t, "genomic_registration", profileRow)
	sealed := k.AppendJSON(nil, batch, 0, Writing{Seal: mirror})
	if bytes.Contains(sealed, []byte("9.3")) || !bytes.Contains(sealed, []byte(`"loci":{"sealed":"`)) {
		t.Fatalf("the profile is not sealed: %s", sealed)
	}
	plain, err := k.Unseal(sealed, unmirror)
	if err != nil || string(plain) != profileRow {
		t.Errorf("%v: %s", err, plain)
	}
	var spaced bytes.Buffer
	if err := json.Indent(&spaced, sealed, "", "  "); err != nil {
		t.Fatal(err)
	}
	if plain, err := k.Unseal(spaced.Bytes(), unmirror); err != nil || !bytes.Contains(plain, []byte(`["6","9.3"]`)) {
		t.Errorf("a unit with white space does not open: %v: %s", err, plain)
	}
	if again, err := k.Unseal(plain, unmirror); err != nil || string(again) != profileRow {
		t.Errorf("a plain unit does not stay as it is: %v: %s", err, again)
	}
}

func TestUnsealSaysWhichFieldDoesNotOpen(t *testing.T) {
	k, _ := Lookup("genomic_registration")
	cause := errors.New("no key")
	_, err := k.Unseal([]byte(`{"loci":{"sealed":"AAAA"}}`), func(string, []byte) ([]byte, error) { return nil, cause })
	if !errors.Is(err, cause) || !strings.Contains(err.Error(), "loci") {
		t.Errorf("got %v", err)
	}
	for _, broken := range []string{`{"loci":{"sealed":"!"}}`, `{"loci":`, `[]`, ``} {
		if _, err := k.Unseal([]byte(broken), unmirror); err == nil {
			t.Errorf("%q opens", broken)
		}
	}
}

// nestedKind has sealing units below a struct and in a list's items, and one inside another.
const nestedKind = `kind: nested
version: 1
labels: {kk: a, ru: b, en: c}
fields:
  - name: outer
    type: struct
    labels: &l {kk: a, ru: b, en: c}
    note: &n A sentence.
    fields:
      - {name: face, type: struct, sensitivity: biometric, labels: *l, note: *n, fields: [{name: code, type: text, labels: *l, note: *n, source: s}]}
  - name: list
    type: list
    labels: *l
    note: *n
    fields:
      - {name: open, type: boolean, labels: *l, note: *n, source: s}
      - {name: dna, type: text, sensitivity: genomic, labels: *l, note: *n, source: s}
`

func TestSealingUnitsBelowStructsAndLists(t *testing.T) {
	k, err := Parse([]byte(nestedKind), "nested.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const row = `{"outer":{"face":{"code":"xyz"}},"list":[{"open":true,"dna":"12"},{"open":false},{"dna":"13"}]}`
	batch := batchOf(t, k, row)
	var paths []string
	sealed := k.AppendJSON(nil, batch, 0, Writing{Seal: func(path string, plain []byte) []byte {
		paths = append(paths, path+"="+string(plain))
		return mirror(path, plain)
	}})
	if got := strings.Join(paths, " "); got != `outer.face={"code":"xyz"} list[].dna="12" list[].dna="13"` {
		t.Errorf("sealed: %s", got)
	}
	for _, text := range []string{string(sealed), row} {
		plain, err := k.Unseal([]byte(text), unmirror)
		if err != nil || string(plain) != row {
			t.Errorf("%v: %s", err, plain)
		}
	}
}

func batchOf(t *testing.T, k *Kind, row string) arrow.RecordBatch {
	t.Helper()
	batch, _, err := array.RecordFromJSON(memory.DefaultAllocator, k.Arrow(), strings.NewReader("["+row+"]"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(batch.Release)
	return batch
}

func TestUnsealPassesProvenanceThrough(t *testing.T) {
	k, batch := rows(t, "genomic_registration", profileRow)
	record := Record{ID: strings.Repeat("A", 24), Kind: k.Name, Op: Put, Data: k.AppendJSON(nil, batch, 0, Writing{Seal: mirror})}
	wire, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := k.Unseal(wire, unmirror)
	if err != nil {
		t.Fatal(err)
	}
	var back Record
	if err := json.Unmarshal(plain, &back); err != nil || back.ID != record.ID || string(back.Data) != profileRow {
		t.Errorf("%v: %s", err, plain)
	}
}
