package canon

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func dictionaryOf(t *testing.T, lang Lang, format string) string {
	t.Helper()
	text, err := Dictionary(Kinds(), lang, format)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDictionaries: every kind, field, list and code in every language and form; a word, note or label without a
// translation ends it.
func TestDictionaries(t *testing.T) {
	for _, lang := range Langs {
		for format, ending := range map[string]string{"markdown": "md", "html": "html"} {
			text := dictionaryOf(t, lang, format)
			if format == "markdown" || lang == "kk" { // the page differs between languages in what the Markdown shows
				golden(t, "dictionary."+string(lang)+"."+ending, []byte(text))
			}
			for _, k := range Kinds() {
				for _, f := range allFields(k.Fields) {
					if f.Labels[lang] == "" || !strings.Contains(text, f.Path) {
						t.Errorf("%s, %s: %s lacks its line or its label", lang, format, f.Path)
					}
				}
			}
		}
	}
}

// TestEveryCodeAndTermHasItsLabel in the three languages.
func TestEveryCodeAndTermHasItsLabel(t *testing.T) {
	lists := []*CodeList{terms()}
	for _, name := range CodeListNames() {
		list, _ := Codes(name)
		lists = append(lists, list)
	}
	for _, list := range lists {
		for _, c := range list.Codes {
			for _, lang := range Langs {
				if c.Labels[lang] == "" {
					t.Errorf("%s %s has no label in %s", list.Name, c.Code, lang)
				}
			}
		}
	}
}

// TestDictionaryNotesAreUsed: a translation of a note that no field has any more is to be deleted.
func TestDictionaryNotesAreUsed(t *testing.T) {
	used := map[string]bool{}
	for _, k := range Kinds() {
		for _, f := range allFields(k.Fields) {
			used[f.Note] = true
		}
	}
	for note, texts := range dictionaryTexts()["notes"] {
		if !used[note] {
			t.Errorf("no field has the note %q", note)
		}
		if texts["kk"] == "" || texts["ru"] == "" || texts["kk"] == texts["ru"] {
			t.Errorf("the note %q is not translated", note)
		}
	}
}

// TestDictionaryPageIsWellFormed: elements close where they must, ids are unique, each link within the page has its
// target, each table header its scope, and nothing is loaded from elsewhere.
func TestDictionaryPageIsWellFormed(t *testing.T) {
	for _, lang := range Langs {
		page := dictionaryOf(t, lang, "html")
		d := xml.NewDecoder(strings.NewReader(page))
		d.Strict, d.AutoClose, d.Entity = true, nil, xml.HTMLEntity
		ids, links := map[string]bool{}, []string{}
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", lang, err)
			}
			e, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			at := map[string]string{}
			for _, a := range e.Attr {
				at[a.Name.Local] = a.Value
			}
			switch {
			case e.Name.Local == "html" && at["lang"] != string(lang):
				t.Errorf("the page says lang=%q", at["lang"])
			case e.Name.Local == "th" && at["scope"] == "":
				t.Errorf("%s: a table header without scope", lang)
			case at["src"] != "" || e.Name.Local == "link" || e.Name.Local == "script":
				t.Errorf("%s: <%s> loads something", lang, e.Name.Local)
			case e.Name.Local == "a":
				links = append(links, strings.TrimPrefix(at["href"], "#"))
			}
			if id := at["id"]; id != "" && ids[id] {
				t.Errorf("%s: id %q stands twice", lang, id)
			} else if id != "" {
				ids[id] = true
			}
			if id := at["aria-labelledby"]; id != "" {
				links = append(links, id)
			}
		}
		for _, link := range links {
			if !ids[link] {
				t.Errorf("%s: nothing has the id %q", lang, link)
			}
		}
	}
}

// TestDictionaryMatrix: the cells are what the law's checks make of a record.
func TestDictionaryMatrix(t *testing.T) {
	k, _ := Lookup("fingerprint_registration")
	m := k.matrix()
	cells := map[string]string{}
	for _, row := range append(m.Fields, m.Rules...) {
		cells[row.Name] = strings.Join(row.Cells, " ")
	}
	// identity document, visa, temporary residence, expulsion, permanent residence, custody, exchange
	for name, want := range map[string]string{
		"person.surname":           "R R R R R R A",
		"person.ethnicity":         "A – – – – A A",
		"signature":                "R – – – – – A",
		"basis":                    "R R R R R R R",
		"expulsion.date":           "– – – R – – A",
		"card.number":              "A A A A A R A",
		"Pictures: palms":          "– – R R R A A",
		"Pictures: at least":       "1 1 1 1 1 1 1",
		"Subject named by the IIN": "A – – – – A A",
	} {
		if cells[name] != want {
			t.Errorf("%s: %q, want %q", name, cells[name], want)
		}
	}
	person, _ := Lookup("person")
	if person.matrix() != nil {
		t.Error("a person has bases")
	}
}

func TestDictionaryRefuses(t *testing.T) {
	if _, err := Dictionary(Kinds(), "en", "pdf"); err == nil || !strings.Contains(err.Error(), "markdown, html") {
		t.Errorf("pdf: %v", err)
	}
	k := &Kind{Name: "sample", Fields: []*Field{{Name: "x", Path: "x", Type: Text, Sensitivity: Open, Note: "Never said before."}}}
	for _, format := range DictionaryFormats {
		if text, err := Dictionary([]*Kind{k}, "kk", format); err == nil || !strings.Contains(err.Error(), "Never said before.") || bytes.Contains(text, []byte("</html>")) {
			t.Errorf("%s: %v", format, err)
		}
	}
}
