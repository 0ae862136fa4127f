package lsp

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// placeIn opens a penitentiary mapping in which a piece is replaced by one with a cursor.
func placeIn(t *testing.T, feed, piece, instead string) (*client, string, string, position) {
	t.Helper()
	uri, text := feedFolder(t, feed)
	text, at := cursored(t, replace(t, text, piece, instead))
	c := begun(t)
	c.open(uri, text)
	return c, uri, text, at
}

func TestHover(t *testing.T) {
	for _, c := range []struct{ feed, piece, instead, says string }{
		{"inmate", "person.surname:  ", "person.sur‸name:  ", "Тегі"},
		{"inmate", "person.birth_date: ", "person.birth_‸date: ", "required"},
		{"inmate", "partialDate(src.dob", "partial‸Date(src.dob", "partialDate(text: text, format: text in quotes)"},
		{"inmate", "partialDate(src.dob", "partialDate(src.d‸ob", "Source field of penitentiary.inmate"},
		{"inmate", `lookup("sex"`, `lookup("s‸ex"`, "Code list **sex** (`sex.csv`)"},
		{"inmate", `lookup("document", docWord)`, `lookup("document", doc‸Word)`, "lower(trim(src.doc_type))"},
		{"inmate", "number: src.iin, other", "number: src.ii‸n, other", "**iin**"},
		{"tenprint", "i.position.orReject", "i.posi‸tion.orReject", "images[].position"},
		{"tenprint", "fingers[]:", "fing‸ers[]:", "Саусақ"},
		{"dna", "      alleles: l.alleles", "      alleles: l.alle‸les", "genomic"},
		{"dna", "l.locus.orReject", "l.locus.orRe‸ject", "the record is rejected with the code"},
	} {
		editor, uri, _, at := placeIn(t, c.feed, c.piece, c.instead)
		h := ask[struct{ Contents markup }](editor, "textDocument/hover", about(uri, at))
		if !strings.Contains(h.Contents.Value, c.says) {
			t.Errorf("%s: %q", c.instead, h.Contents.Value)
		}
	}
}

type completionItem struct {
	Label            string
	InsertTextFormat int
	TextEdit         textEdit
	SortText         string
}

func TestCompletion(t *testing.T) {
	for _, c := range []struct{ feed, piece, instead, first, has, lacks string }{
		{"inmate", "  person.surname:          trim(src.fio[?0].orReject(\"fio\"))\n", "  ‸\n", "person.surname", "", "person.sex"},
		{"inmate", "  links.card_number: src.card_no\n", "  links.card_number: src.‸\n", "message_id", "card_no", "docWord"},
		{"inmate", "lower(trim(src.pol))).or", `lower(trim(src.‸))).or`, "message_id", "pol", ""},
		{"tenprint", "      quality:           i.quality\n", "      quality:           i.‸\n", "idc", "quality", "iin"},
		{"tenprint", `lookup("sex", src.sex)`, `lookup("‸`, "basis", "finger_status", "src"},
		{"tenprint", "given: {domain: KZ-BIL, originator: UIS, card_number: \"1\", basis: arrest", "given: {‸domain: KZ-BIL, originator: UIS, card_number: \"1\", basis: arrest", "tot", "iin", "originator"},
		{"inmate", "{number: src.iin, other: src.doc_no, scheme: '\"document\"'}", "{number: src.iin, ‸}", "other", "scheme", "number"},
		{"inmate", "at: subject", "at: sub‸ject", "", "subject", "src"},
		{"inmate", "fragment: shared/subject.yaml", "fragment: sh‸", "shared/subject.yaml", "", "mapping.yaml"},
		{"dna", "\ntests:", "\n‸\ntests:", "", "when", "fields"},
	} {
		editor, uri, _, at := placeIn(t, c.feed, c.piece, c.instead)
		items := ask[[]completionItem](editor, "textDocument/completion", about(uri, at))
		all := " "
		for _, i := range items {
			all += i.Label + " "
		}
		if len(items) == 0 || c.first != "" && items[0].Label != c.first || !strings.Contains(all, " "+c.has) || c.lacks != "" && strings.Contains(all, " "+c.lacks+" ") {
			t.Errorf("%q: %s", c.instead, all)
		}
	}
}

// TestCompletionIsApplied: what is chosen takes the place of the word that is being written.
func TestCompletionIsApplied(t *testing.T) {
	c, uri, text, at := placeIn(t, "inmate", "  person.birth_place:      trim(src.birth_place)\n", "  person.birth_place: tri‸\n")
	var chosen completionItem
	for _, i := range ask[[]completionItem](c, "textDocument/completion", about(uri, at)) {
		if i.Label == "trim" {
			chosen = i
		}
	}
	if chosen.InsertTextFormat != 2 || chosen.TextEdit.NewText != "trim(${1:text})" {
		t.Fatalf("%+v", chosen)
	}
	got := newText(text).replaced(chosen.TextEdit.Range, "trim(src.birth_place)").content
	if want := strings.Replace(text, "person.birth_place: tri\n", "person.birth_place: trim(src.birth_place)\n", 1); got != want {
		t.Error(got)
	}
}

// TestWithoutSnippets: an editor that takes no snippets gets plain text.
func TestWithoutSnippets(t *testing.T) {
	uri, text := feedFolder(t, "inmate")
	c := connect(t)
	c.call("initialize", object{"capabilities": object{}})
	text, at := cursored(t, replace(t, text, "trim(src.birth_place)", "tr‸"))
	c.open(uri, text)
	for _, i := range ask[[]completionItem](c, "textDocument/completion", about(uri, at)) {
		if strings.Contains(i.TextEdit.NewText, "$") || i.InsertTextFormat != 1 {
			t.Errorf("%+v", i)
		}
		if i.Label == "trim" && i.TextEdit.NewText != "trim(text)" {
			t.Errorf("%+v", i)
		}
	}
}

func TestDefinition(t *testing.T) {
	for _, c := range []struct{ piece, instead, file, line string }{
		{`lookup("sex"`, `lookup("s‸ex"`, "inmate/sex.csv", "code,value"},
		{"sex:         sex.csv", "sex:         sex‸.csv", "inmate/sex.csv", "code,value"},
		{"fragment: shared/subject.yaml", "fragment: shared/sub‸ject.yaml", "shared/subject.yaml", "# Whom"},
		{`lookup("document", docWord)`, `lookup("document", doc‸Word)`, "inmate/mapping.yaml", "  docWord:"},
		{"reject: {code: birth_date, field: dob}\n  - name: no date", "reject: {code: birth_‸date, field: dob}\n  - name: no date", "inmate/mapping.yaml", "  person.birth_date:"},
		{"reject: {code: iin_check", "reject: {code: iin_‸check", "shared/subject.yaml", "    number.hasValue()"},
	} {
		editor, uri, _, at := placeIn(t, "inmate", c.piece, c.instead)
		list := ask[[]location](editor, "textDocument/definition", about(uri, at))
		if len(list) != 1 || !strings.HasSuffix(list[0].URI, c.file) {
			t.Errorf("%s: %+v", c.instead, list)
			continue
		}
		content, err := os.ReadFile(pathOf(list[0].URI))
		if err != nil {
			t.Error(err)
		}
		if line := newText(string(content)).line(list[0].Range.Start.Line); !strings.HasPrefix(line, c.line) {
			t.Errorf("%s: %q", c.instead, line)
		}
	}
}

type symbol struct {
	Name                  string
	Range, SelectionRange extent
	Children              []symbol
}

func TestSymbols(t *testing.T) {
	uri, text := feedFolder(t, "inmate")
	c := begun(t)
	c.open(uri, text)
	list := ask[[]symbol](c, "textDocument/documentSymbol", object{"textDocument": object{"uri": uri}})
	var names []string
	for _, s := range list {
		names = append(names, s.Name)
	}
	if got := strings.Join(names, " "); got != "mapping version to lookups let use fields tests" {
		t.Fatal(got)
	}
	if got := list[7].Children[0].Name; got != "a citizen, all fields" {
		t.Errorf("the first test is %q", got)
	}
	checkSymbols(t, newText(text), list, extent{Start: position{0, 0}, End: position{1 << 20, 0}})
}

// checkSymbols: an entry lies in the one around it, and its name in it.
func checkSymbols(t *testing.T, text *text, list []symbol, around extent) {
	for _, s := range list {
		if s.Range.Start.before(around.Start) || around.End.before(s.Range.End) || s.SelectionRange.Start.before(s.Range.Start) || s.Range.End.before(s.SelectionRange.End) {
			t.Errorf("%s: %+v in %+v", s.Name, s, around)
		}
		checkSymbols(t, text, s.Children, s.Range)
	}
}

func TestFormatting(t *testing.T) {
	uri, text := feedFolder(t, "inmate")
	untidy := strings.ReplaceAll(replace(t, text, "  person.birth_place:      trim", "  person.birth_place: trim"), "\n", "\r\n")
	c := begun(t)
	c.open(uri, untidy)
	edits := ask[[]textEdit](c, "textDocument/formatting", object{"textDocument": object{"uri": uri}, "options": object{}})
	if len(edits) != 1 {
		t.Fatalf("%d edits", len(edits))
	}
	if got := newText(untidy).replaced(edits[0].Range, edits[0].NewText).content; got != strings.ReplaceAll(text, "\n", "\r\n") {
		t.Errorf("%q", got)
	}
	c.change(uri, 2, object{"text": text})
	if edits := ask[[]textEdit](c, "textDocument/formatting", object{"textDocument": object{"uri": uri}}); len(edits) != 0 {
		t.Errorf("a file in the form: %v", edits)
	}
}

func TestQuickFix(t *testing.T) {
	c, uri, text, at := placeIn(t, "inmate", "trim(src.birth_place)", "trim(src.birth‸_plase)")
	actions := ask[[]struct {
		Title, Kind string
		Edit        struct{ Changes map[string][]textEdit }
		Diagnostics []json.RawMessage
	}](c, "textDocument/codeAction", object{"textDocument": object{"uri": uri}, "range": extent{at, at}, "context": object{"diagnostics": []any{}}})
	if len(actions) != 1 || actions[0].Kind != "quickfix" || len(actions[0].Diagnostics) != 1 {
		t.Fatalf("%+v", actions)
	}
	edit := actions[0].Edit.Changes[uri][0]
	if got := newText(text).replaced(edit.Range, edit.NewText).content; !strings.Contains(got, "trim(src.birth_place)") {
		t.Errorf("%+v", edit)
	}
	if far := ask[[]any](c, "textDocument/codeAction", object{"textDocument": object{"uri": uri}, "range": extent{position{0, 0}, position{0, 1}}}); len(far) != 0 {
		t.Errorf("elsewhere: %v", far)
	}
}
