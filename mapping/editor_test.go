package mapping

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const cursor = "‸"

// editorText is a mapping in which every kind of place occurs.
const editorText = `mapping: penitentiary.inmate
version: 1
to: person
lookups:
  sex: sex.csv
  citizenship: citizenship.csv
let:
  born: date(src.dob, "DD.MM.YYYY")
  since: date(src.custody_start, "DD.MM.YYYY")
const:
  subject.scheme: iin
fields:
  subject.value:      iin(src.iin).orReject("iin_check")
  person.surname:     trim(src.fio[?0].orReject("fio"))
  person.birth_date:  born.orReject("birth_date")
  person.sex:         lookup("sex", src.pol).orReject("sex_code")
  person.citizenship: |
    lookup("citizenship", src.citizenship, since).orReject("citizenship_code")
  person.birth_place: src.address.city
  documents[]:
    each: src.cards
    as: card
    when: card.kind == "id"
    fields:
      number: card.number.orReject("document_number")
tests:
  - name: a wrong day
    given: {dob: "31.02.1885", cards: [{kind: id}]}
    reject: {code: birth_date, field: dob}
  - given:
      iin: "850307100012"
    expect:
      person: {surname: А}
`

// edited makes an editor of a text with a cursor in it, and gives the cursor's place.
func edited(t testing.TB, text string) (*Editor, place) {
	t.Helper()
	before, after, ok := strings.Cut(text, cursor)
	if !ok {
		t.Fatal("the text has no cursor")
	}
	lines := strings.Split(before, "\n")
	at := place{len(lines), len([]rune(lines[len(lines)-1])) + 1}
	files := fstest.MapFS{"mapping.yaml": {Data: []byte(before + after)}, "sex.csv": {Data: []byte(sexList)}, "citizenship.csv": {Data: []byte(countryList)}}
	return Edit(Source{files, "mapping.yaml"}, inmateSchema(), kind(t, "person"), "test 1"), at
}

// at puts the cursor into editorText: at the ‸ in a piece of it.
func at(t testing.TB, piece string) string {
	t.Helper()
	plain := strings.Replace(piece, cursor, "", 1)
	if strings.Count(editorText, plain) != 1 {
		t.Fatalf("%q stands %d times in the text", plain, strings.Count(editorText, plain))
	}
	return strings.Replace(editorText, plain, piece, 1)
}

// put puts something with a cursor in the place of a piece of editorText.
func put(t testing.TB, piece, instead string) string {
	t.Helper()
	if strings.Count(editorText, piece) != 1 {
		t.Fatalf("%q stands %d times in the text", piece, strings.Count(editorText, piece))
	}
	return strings.Replace(editorText, piece, instead, 1)
}

func TestEditorTextIsInOrder(t *testing.T) {
	e, _ := edited(t, at(t, "version‸"))
	if e.Problems().Failed() {
		t.Error(e.Problems())
	}
}

func TestHover(t *testing.T) {
	for _, c := range []struct{ at, word, says string }{
		{"vers‸ion: 1", "version", "whole number from 1"},
		{"to: pers‸on", "person", "Тұлға · Лицо · Person"},
		{"  se‸x: sex.csv", "sex", "2 rows, valid on all days"},
		{"citizenship: citiz‸enship.csv", "citizenship", "5 rows, dated between 1991-12-25 and 1991-12-26"},
		{"bo‸rn: date", "born", "date that may be missing"},
		{"bor‸n.orReject", "born", `date(src.dob, "DD.MM.YYYY")`},
		{"date(src.do‸b", "dob", "text; may be missing\n\nSource field of penitentiary.inmate. Sensitivity: personal."},
		{"subject.sch‸eme: iin", "subject.scheme", "required"},
		{"subject.scheme: ii‸n", "iin", "`iin`"},
		{"  subject.va‸lue:", "subject.value", "Sensitivity: personal"},
		{"person.s‸ex:   ", "person.sex", "- kk: Жынысы\n- ru: Пол\n- en: Sex"},
		{"tri‸m(", "trim", "trim(text: text) → text"},
		{`lookup("se‸x"`, "sex", "Code list **sex** (`sex.csv`)"},
		{"iin(src‸.iin)", "src", "of the feed **penitentiary.inmate**"},
		{"src.fi‸o[?0]", "fio", "list of text"},
		{"src.address.ci‸ty", "city", "**address.city**"},
		{`citizenship", src.citizen‸ship`, "citizenship", "**citizenship**"},
		{"each: src.car‸ds", "cards", "list of records with kind, number, issued"},
		{"number: car‸d.number", "card", "an item of `cards[]`"},
		{"number: card.num‸ber", "number", "**cards[].number**"},
		{`when: card.ki‸nd`, "kind", "**cards[].kind** — text"},
		{"      num‸ber: card", "number", "**documents[].number**"},
		{"wh‸en: card", "when", "Only items"},
		{"given: {do‸b: ", "dob", "**dob**"},
		{"[{ki‸nd: id}]", "kind", "**cards[].kind**"},
		{"code: birth_da‸te", "birth_date", "line 15"},
		{"person: {sur‸name", "surname", "**person.surname**"},
		{"      i‸in: \"85", "iin", "**iin**"},
	} {
		e, p := edited(t, at(t, c.at))
		h, ok := e.Hover(p.line, p.column)
		line := e.skeleton.doc.line(p.line)
		if !ok || !strings.Contains(h.Text, c.says) {
			t.Errorf("%s: %q", c.at, h.Text)
			continue
		}
		if word := string(line[h.Column-1 : h.EndColumn-1]); word != c.word {
			t.Errorf("%s: the word is %q", c.at, word)
		}
	}
}

func labels(list []Completion) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.Label
	}
	return out
}

// TestComplete: has lists labels that are offered, in their order; none of lacks is.
func TestComplete(t *testing.T) {
	for _, c := range []struct{ name, text, has, lacks string }{
		{"sections", put(t, "version: 1\n", "version: 1\n‸\n"), "when use", "mapping fields src"},
		{"a section being written", put(t, "version: 1\n", "version: 1\nw‸\n"), "when use", "fields"},
		{"required targets first", "mapping: penitentiary.inmate\nto: person\nfields:\n  person.sex: a\n  ‸\n", "subject.scheme person.surname person.birth_date person.citizenship subject.value documents[]", "person.sex src"},
		{"a target being written", put(t, "  documents[]:", "  pers‸\n  documents[]:"), "person.given_name", "person.surname person.birth_place subject.scheme"},
		{"constants are no lists", "mapping: penitentiary.inmate\nto: person\nconst:\n  ‸\n", "subject.scheme", "documents[]"},
		{"source fields", at(t, "date(src.‸dob"), "id iin fio dob cards", "born lookup"},
		{"source fields of a half-written line", put(t, "  documents[]:", "  person.given_name: src.‸\n  documents[]:"), "fio", "born"},
		{"fields of a struct", at(t, "src.address.‸city"), "city street", "iin"},
		{"fields of an item", at(t, "number: card.‸number"), "kind number issued", "iin"},
		{"fields of an item by its index", "mapping: penitentiary.inmate\nto: person\nfields:\n  person.surname: src.cards[0].‸\n", "kind number", "orReject"},
		{"functions of a list", put(t, "each: src.cards", "each: src.cards.‸"), "map filter", "kind"},
		{"items of a loop", put(t, "each: src.cards", "each: src.cards.filter(c, c.‸)"), "kind number", "iin"},
		{"answers of a value", at(t, `card.number.‸orReject`), "orReject orValue hasValue contains", "iin trim"},
		{"names", at(t, "number: ‸card.number"), "card src born trim lookup", "kind"},
		{"names outside a list", at(t, "subject.value:      ‸iin"), "src born trim", "card"},
		{"an empty value", put(t, "  documents[]:", "  person.given_name: ‸\n  documents[]:"), "src born trim", ""},
		{"names in a file that is no YAML", put(t, "  documents[]:", "  pers\n  person.given_name: ‸\n  documents[]:"), "born", "card"},
		{"code lists", at(t, `lookup("‸sex"`), "citizenship sex", "born"},
		{"nothing in other texts", at(t, `date(src.dob, "D‸D`), "", "sex born"},
		{"codes of a constant", at(t, "subject.scheme: i‸in"), "iin document", "src"},
		{"files of code lists", at(t, "sex: s‸ex.csv"), "citizenship.csv sex.csv", "mapping.yaml"},
		{"keys of a list", put(t, "    as: card\n", "    as: card\n    ‸\n"), "", "each as when fields"},
		{"keys of another block", "mapping: penitentiary.inmate\nto: person\nfields:\n  documents[]:\n    - ‸\n", "each as when fields", "type"},
		{"fields of a list", put(t, "tests:", "      ‸\ntests:"), "type issued", "number"},
		{"keys of a test", put(t, "a wrong day\n", "a wrong day\n    ‸\n"), "expect skip", "given reject"},
		{"given keys in brackets", at(t, "given: {‸dob:"), "id iin fio", "person cards"},
		{"given keys below", put(t, "850307100012\"\n", "850307100012\"\n      ‸\n"), "id fio dob", "iin"},
		{"given keys of items", at(t, "[{‸kind: id}]"), "number issued", "iin"},
		{"given keys of a bracket that is open", put(t, "  - given:\n", "  - given: {iin: x, ‸\n  - given:\n"), "id fio dob", "iin"},
		{"expected keys", put(t, "{surname: А}", "{surname: А, ‸}"), "given_name birth_date", "surname"},
		{"reject codes", at(t, "code: b‸irth_date"), "birth_date iin_check required", "src"},
		{"reject fields", at(t, "field: d‸ob"), "dob address.city cards[].kind", ""},
		{"nothing in a comment", put(t, "version: 1", "# ‸\nversion: 1"), "", "when"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, p := edited(t, c.text)
			got := labels(e.Complete(p.line, p.column))
			from := 0
			for _, want := range strings.Fields(c.has) {
				i := slices.Index(got[from:], want)
				if i < 0 {
					t.Fatalf("no %q behind %v in %q", want, got[:from], got)
				}
				from += i + 1
			}
			for _, not := range strings.Fields(c.lacks) {
				if slices.Contains(got, not) {
					t.Errorf("%q is offered", not)
				}
			}
			if c.has == "" && c.lacks != "" && len(got) > 0 && !strings.Contains(c.name, "keys") {
				t.Errorf("offered: %q", got)
			}
		})
	}
}
