package lsp

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sourcegraph/jsonrpc2"
)

// pieces are what a hasty writer types.
var pieces = []string{
	"", "\n", "\r\n", "\r", "  ", "- ", ": ", "#", "|", "{", "}", "[", "]", "'", `"`, "src.", "lookup(\"", "trim(", ").", ".orReject(\"x\")", "😀", "Ә", "\t",
	"fields:\n", "  documents[]:\n    each: src.cards\n    as: i\n    fields:\n", "tests:\n  - given: {", "use:\n  - fragment: ", "let:\n  a: ", "when:\n", "mapping: ",
	"penitentiary.inmate", "src.fio.map(x, x.", "\x00", "\u2028", "&a *a", "---\n", "? ", "!!int ", ">-\n", "expect: {person: {",
}

// FuzzChanges types at any places of a mapping and asks everything at any places. No message may fail, and
// every range lies in the text.
func FuzzChanges(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6})
	f.Add([]byte("\x10\x00\x09\x05\x01\x20\x00\x0a\x07\x02\x31\x01\x0b\x00\x03"))
	f.Add([]byte(strings.Repeat("\x05\x09\x11\x31\x07", 12)))
	uri, content := feedFolder(f, "inmate")
	f.Fuzz(func(t *testing.T, steps []byte) { typing(t, uri, content, steps) })
}

// TestTyping types at random, always in the same way.
func TestTyping(t *testing.T) {
	for _, feed := range []string{"inmate", "tenprint", "dna"} {
		uri, content := feedFolder(t, feed)
		random := rand.New(rand.NewPCG(7, uint64(len(feed))))
		steps := make([]byte, 5*15)
		for i := range steps {
			steps[i] = byte(random.Uint32())
		}
		typing(t, uri, content, steps)
	}
}

// typing makes a server, changes a document step by step – five bytes a change – and asks after each.
func typing(t *testing.T, uri, content string, steps []byte) {
	faults := &lockedText{}
	s := &server{around: surroundings(io.Discard), begun: true}
	s.around.Log.SetOutput(faults)
	s.books, s.reporter = newBooks(s.around), newReporter(s)
	s.reporter.send = func(about string, list []diagnostic) error {
		for _, d := range list {
			inText(t, s.books.get(about), d.Range)
		}
		return nil
	}
	tell(t, s, "textDocument/didOpen", object{"textDocument": object{"uri": uri, "version": 1, "text": content}})
	for n := 0; len(steps) >= 5 && n < 40; n++ {
		from := position{int(steps[0]) % 140, int(steps[1])}
		to := position{from.Line + int(steps[2])%3, int(steps[3])}
		tell(t, s, "textDocument/didChange", object{
			"textDocument":   object{"uri": uri, "version": n + 2},
			"contentChanges": []object{{"range": extent{from, to}, "text": pieces[int(steps[4])%len(pieces)]}},
		})
		askAll(t, s, uri, position{to.Line, int(steps[1]) % 60})
		steps = steps[5:]
	}
	s.reporter.report()
	if text := faults.String(); text != "" {
		t.Fatal(text)
	}
}

// tell hands a message to the server; it must not fail.
func tell(t *testing.T, s *server, method string, params any) json.RawMessage {
	raw, err := json.Marshal(params)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := s.handle(t.Context(), nil, &jsonrpc2.Request{Method: method, Params: (*json.RawMessage)(&raw)})
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	out, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// askAll asks everything at a place.
func askAll(t *testing.T, s *server, uri string, at position) {
	doc := s.books.get(uri)
	var items []completionItem
	if err := json.Unmarshal(tell(t, s, "textDocument/completion", about(uri, at)), &items); err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		inText(t, doc, i.TextEdit.Range)
	}
	var h struct{ Range extent }
	if err := json.Unmarshal(tell(t, s, "textDocument/hover", about(uri, at)), &h); err != nil {
		t.Fatal(err)
	}
	inText(t, doc, h.Range)
	var symbols []symbol
	if err := json.Unmarshal(tell(t, s, "textDocument/documentSymbol", about(uri, at)), &symbols); err != nil {
		t.Fatal(err)
	}
	checkSymbols(t, doc.text, symbols, doc.text.whole())
	tell(t, s, "textDocument/definition", about(uri, at))
	tell(t, s, "textDocument/formatting", about(uri, at))
	tell(t, s, "textDocument/codeAction", object{"textDocument": object{"uri": uri}, "range": extent{at, at}})
}

// inText says whether a range lies in a document that is open.
func inText(t *testing.T, doc *snapshot, e extent) {
	if doc == nil {
		return
	}
	end := doc.text.whole().End
	line := doc.text.line(e.End.Line)
	if e.End.before(e.Start) || end.before(e.End) || e.End.Character > runesToUnits(line, len(line)) {
		t.Fatalf("%+v of a text that ends at %+v, in the line %q", e, end, line)
	}
}
