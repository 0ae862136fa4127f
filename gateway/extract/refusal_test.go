package extract

import (
	"errors"
	"strings"
	"testing"

	"bilgate/mapping/canon"
)

// secret stands for a personal value: it must never be in an error.
const secret = "Құпиясөз"

func TestRefusals(t *testing.T) {
	of := func(kind string, data map[string]any) canon.Record { return record(t, kind, data) }
	raw := func(kind, text string) canon.Record {
		return canon.Record{Kind: kind, Op: canon.Put, Data: []byte(text)}
	}
	for _, c := range []struct {
		name string
		rec  canon.Record
		want string
	}{
		{"unknown kind", of("horoscope", map[string]any{}), "its kind is unknown"},
		{"withdrawn", canon.Record{Kind: "person", Op: canon.Retract}, "withdrawn"},
		{"no fields", raw("person", ""), "person: the business fields are not a JSON object"},
		{"null", raw("person", "null"), "not a JSON object"},
		{"broken JSON", raw("person", `{"ground": "`+secret), "not a JSON object"},
		{"sealed list", raw("genomic_registration", `{"loci": {"sealed": "QUJD"}}`), "genomic_registration: loci: it is still sealed"},
		{"sealed group", raw("person", `{"person": {"sealed": "QUJD"}}`), "person: person: it is still sealed"},
		{"sealed item", raw("person", `{"documents": [{"sealed": "QUJD"}]}`), "person: documents: it is still sealed"},
		{"sealed text", raw("person", `{"legal_basis": {"sealed": "QUJD"}}`), "person: legal_basis: it is still sealed"},
		{"text for a group", of("person", map[string]any{"person": secret}), "person: person: the value is not of the type struct"},
		{"group for a text", of("person", map[string]any{"legal_basis": map[string]any{"x": secret}}), "legal_basis: the value is not of the type text"},
		{"text for a list", of("person", map[string]any{"documents": secret}), "documents: the value is not of the type list"},
		{"texts for items", of("person", map[string]any{"documents": []any{secret}}), "documents: the value is not of the type list"},
		{"number for an allele", of("genomic_registration", map[string]any{"loci": []any{map[string]any{"locus": "TH01", "alleles": []any{7}}}}),
			"loci[].alleles: the value is not of the type list"},
		{"right to left", of("person", map[string]any{"person": map[string]any{"surname": secret + " عمر"}}), "person.surname: the font has no letter of the script Arabic"},
		{"emoji", of("person", map[string]any{"documents": []any{map[string]any{"number": secret + "😀"}}}), "documents[].number: the font has no symbol"},
		{"CJK locus", of("genomic_registration", map[string]any{"loci": []any{map[string]any{"locus": "李", "alleles": []any{secret}}}}), "loci[].locus: the font has no letter of the script Han"},
	} {
		_, err := Make(Document{Records: []canon.Record{personRecord(t), c.rec}, At: noon})
		switch {
		case err == nil:
			t.Errorf("%s: no error", c.name)
		case !strings.Contains(err.Error(), c.want), !strings.HasPrefix(err.Error(), "extract: record 2 of 2: "):
			t.Errorf("%s: %v; want %q of record 2", c.name, err, c.want)
		case strings.Contains(err.Error(), secret):
			t.Errorf("%s: the error shows the value: %v", c.name, err)
		}
	}
}

func TestNumberIsCheckedToo(t *testing.T) {
	_, err := Make(Document{Number: "№ ✓" + secret, Records: []canon.Record{personRecord(t)}, At: noon})
	if err == nil || !strings.Contains(err.Error(), "number: the font has no symbol") || strings.Contains(err.Error(), secret) {
		t.Error(err)
	}
}

func TestNoRecordIsNoExtract(t *testing.T) {
	if _, err := Make(Document{At: noon}); err == nil {
		t.Error("an extract of nothing")
	}
}

func TestPicturesThatAreNotTheRecordsStopTheExtract(t *testing.T) {
	s := store{}
	rec := cardRecord(t, s, []int{1, 2})
	s["ref-1"] = append([]byte{}, s["ref-0"]...)
	_, err := Make(Document{Records: []canon.Record{rec}, Image: s.open, At: noon})
	if err == nil || !strings.Contains(err.Error(), "images[1]: the stored picture is not the one of the record") {
		t.Error(err)
	}
	lost := errors.New("the object store does not answer")
	_, err = Make(Document{Records: []canon.Record{rec}, Image: func(string) ([]byte, error) { return nil, lost }, At: noon})
	if !errors.Is(err, lost) || !strings.Contains(err.Error(), "photo: open the picture") {
		t.Error(err)
	}
}
