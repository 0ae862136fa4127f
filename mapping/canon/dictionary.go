package canon

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"slices"
	"strings"
	texttemplate "text/template"
)

//go:embed dictionary
var dictionaryFiles embed.FS

// DictionaryFormats are the forms in which a data dictionary is written.
var DictionaryFormats = []string{"markdown", "html"}

// Dictionary writes the data dictionary of the kinds in a language: their fields, what the law asks of each basis,
// the code lists in use and the dated terms. As "html" it is one page that loads nothing. An unknown format, or a
// word or note without a translation, is an error.
func Dictionary(kinds []*Kind, lang Lang, format string) ([]byte, error) {
	d := &dictionary{Lang: lang}
	for _, k := range kinds {
		d.add(k)
	}
	d.Terms = terms().Codes
	switch format {
	case "markdown":
		return d.markdown()
	case "html":
		return d.html()
	}
	return nil, fmt.Errorf("there is no format %q: %s", format, strings.Join(DictionaryFormats, ", "))
}

// dictionary is what the templates show.
type dictionary struct {
	Lang  Lang
	Kinds []dictionaryKind
	Lists []*CodeList
	Terms []Code
}

type dictionaryKind struct {
	Name, Label string
	Version     int
	Feeds       []string
	Fields      []*Field // depth first
	Matrix      *matrix  // nil for a kind without bases
}

func (d *dictionary) add(k *Kind) {
	entry := dictionaryKind{
		Name: k.Name, Label: k.Labels[d.Lang], Version: k.Version, Feeds: k.Feeds, Fields: allFields(k.Fields), Matrix: k.matrix(),
	}
	for _, f := range entry.Fields {
		if list, ok := Codes(f.Codes); ok && !slices.Contains(d.Lists, list) {
			d.Lists = append(d.Lists, list)
		}
	}
	d.Kinds = append(d.Kinds, entry)
}

// functions are what the templates call.
func (d *dictionary) functions() map[string]any {
	return map[string]any{
		"say":   func(word string) (string, error) { return translated("words", word, d.Lang) },
		"note":  func(text string) (string, error) { return translated("notes", text, d.Lang) },
		"type":  func(f *Field) (string, error) { return translated("words", f.typeWord(), d.Lang) },
		"label": func(c Code) string { return c.Labels[d.Lang] },
		"codes": codesInLine,
		"cell":  func(text string) string { return strings.ReplaceAll(text, "|", `\|`) },
	}
}

func (f *Field) typeWord() string {
	if f.Partial {
		return "partial date"
	}
	return string(f.Type)
}

// codesInLine are the codes of a short list, "" for a long one, which has its own section.
func codesInLine(name string) string {
	list, ok := Codes(name)
	if !ok || len(list.Distinct()) > 12 {
		return ""
	}
	return strings.Join(list.Distinct(), ", ")
}

// basesOf are a kind's bases, in the order of the code list.
func basesOf(kind string) []*Basis {
	list, _ := Codes("basis")
	var out []*Basis
	for _, name := range list.Distinct() {
		if b, ok := BasisOf(kind, name); ok {
			out = append(out, b)
		}
	}
	return out
}

func (d *dictionary) markdown() ([]byte, error) {
	page, err := texttemplate.New("page.md").Funcs(d.functions()).ParseFS(dictionaryFiles, "dictionary/page.md")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = page.Execute(&out, d)
	return out.Bytes(), err
}

func (d *dictionary) html() ([]byte, error) {
	page, err := htmltemplate.New("page.html").Funcs(d.functions()).ParseFS(dictionaryFiles, "dictionary/page.html")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = page.Execute(&out, d)
	return out.Bytes(), err
}
