package lsp

import (
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

const cursor = "‸"

// cursored takes the cursor out of a text, and gives its place on the wire.
func cursored(t testing.TB, text string) (string, position) {
	t.Helper()
	before, after, ok := strings.Cut(text, cursor)
	if !ok {
		t.Fatal("the text has no cursor")
	}
	last := before[strings.LastIndex(before, "\n")+1:]
	return before + after, position{strings.Count(before, "\n"), len(utf16.Encode([]rune(last)))}
}

func about(uri string, p position) object {
	return object{"textDocument": object{"uri": uri}, "position": p}
}

// replace puts a piece with a cursor into the text of a mapping.
func replace(t testing.TB, text, piece, instead string) string {
	t.Helper()
	if strings.Count(text, piece) != 1 {
		t.Fatalf("%q stands %d times in the text", piece, strings.Count(text, piece))
	}
	return strings.Replace(text, piece, instead, 1)
}

// TestSession is a whole session, message by message.
func TestSession(t *testing.T) {
	uri, text := feedFolder(t, "inmate")
	c := connect(t)
	if m := c.request("textDocument/hover", about(uri, position{})); m.Error == nil || m.Error.Code != codeNotInitialized {
		t.Errorf("before initialize: %+v", m.Error)
	}
	can := ask[struct {
		Capabilities struct {
			PositionEncoding string
			TextDocumentSync struct{ Change int }
		}
	}](c, "initialize", object{"capabilities": object{}})
	if can.Capabilities.PositionEncoding != "utf-16" || can.Capabilities.TextDocumentSync.Change != 2 {
		t.Errorf("%+v", can)
	}
	c.notify("initialized", object{})
	c.notify("$/setTrace", object{"value": "off"})
	c.open(uri, text)
	for _, d := range c.diagnosed(uri, 1) {
		if d.Severity != severityInformation {
			t.Errorf("the mapping as it is: %+v", d)
		}
	}
	if m := c.request("workspace/symbol", object{"query": ""}); m.Error == nil || m.Error.Code != -32601 {
		t.Errorf("an unknown method: %+v", m.Error)
	}
	if m := c.request("textDocument/hover", []int{1}); m.Error == nil || m.Error.Code != -32602 {
		t.Errorf("wrong parameters: %+v", m.Error)
	}
	c.notify("textDocument/didClose", object{"textDocument": object{"uri": uri}})
	if list := c.diagnosed(uri, 0); len(list) != 0 {
		t.Errorf("closed: %v", list)
	}
	if result := string(c.call("shutdown", nil)); result != "null" {
		t.Errorf("shutdown: %s", result)
	}
	if m := c.request("textDocument/hover", about(uri, position{})); m.Error == nil || m.Error.Code != -32600 {
		t.Errorf("after shutdown: %+v", m.Error)
	}
	c.notify("exit", nil)
	if err := c.end(); err != nil {
		t.Error(err)
	}
}

func (c *client) end() error {
	select {
	case err := <-c.ended:
		return err
	case <-time.After(20 * time.Second):
		c.t.Fatal("the server does not end")
		return nil
	}
}

// TestGoneWithoutShutdown: an editor that dies is no end in order.
func TestGoneWithoutShutdown(t *testing.T) {
	c := begun(t)
	c.notify("exit", nil)
	if err := c.end(); err != ErrNoShutdown {
		t.Errorf("%v", err)
	}
}

// TestDiagnosticsFollowChanges: incremental changes on lines with Cyrillic letters and an emoji, with CR LF.
func TestDiagnosticsFollowChanges(t *testing.T) {
	for _, end := range []string{"\n", "\r\n"} {
		uri, text := feedFolder(t, "inmate")
		text = replace(t, text, "      birth_place: Ақмола облысы\n      pol:", "      birth_place: 😀 Ақмола\n      pol:")
		c := begun(t)
		c.open(uri, strings.ReplaceAll(text, "\n", end))
		if list := c.diagnosed(uri, 1); worst(list) < severityInformation {
			t.Fatalf("%v", list)
		}
		// A wrong field of a test stands behind Cyrillic letters and the emoji, in one line.
		_, from := cursored(t, replace(t, text, "fio: [Каримов], dob", "fio: [Каримов], ‸dob"))
		c.change(uri, 2, object{"range": extent{from, position{from.Line, from.Character + 1}}, "text": "🙂"},
			object{"range": extent{position{from.Line, from.Character + 2}, position{from.Line, from.Character + 4}}, "text": "xy"})
		list := c.diagnosed(uri, 2)
		if worst(list) != severityError || list[0].Code != "source.unknown" {
			t.Fatalf("%+v", list)
		}
		want := extent{from, position{from.Line, from.Character + 4}}
		if list[0].Range != want {
			t.Errorf("the word is at %+v, not %+v", list[0].Range, want)
		}
		if !strings.Contains(list[0].Message, "\nfix: ") {
			t.Errorf("no fix: %q", list[0].Message)
		}
		c.change(uri, 3, object{"range": want, "text": "dob"})
		if list := c.diagnosed(uri, 3); worst(list) < severityInformation {
			t.Errorf("mended: %+v", list)
		}
		c.change(uri, 4, object{"text": "mapping: [\n"})
		if list := c.diagnosed(uri, 4); worst(list) != severityError {
			t.Errorf("no YAML: %+v", list)
		}
	}
}

// worst is the severity of the worst diagnostic: the lower the worse.
func worst(list []diagnostic) int {
	out := severityInformation + 1
	for _, d := range list {
		out = min(out, d.Severity)
	}
	return out
}

// TestOtherFiles: a fault in a code list or in a fragment is reported there, as it stands in the editor.
func TestOtherFiles(t *testing.T) {
	uri, text := feedFolder(t, "inmate")
	c := begun(t)
	c.open(uri, text)
	c.diagnosed(uri, 1)
	list := strings.Replace(uri, "mapping.yaml", "sex.csv", 1)
	c.open(list, "code,value\nM,мужской\nQ,женский\n")
	if d := c.finding(list, 1, "code.unreachable"); d.Range != (extent{position{2, 0}, position{2, 1}}) {
		t.Errorf("an unreachable code: %+v", d)
	}
	c.change(list, 2, object{"text": "code;value\n"})
	c.finding(list, 2, "lookup.header")
	c.notify("textDocument/didClose", object{"textDocument": object{"uri": list}})
	if found := c.diagnosed(list, 0); len(found) > 0 {
		t.Errorf("the code list on disk is in order: %+v", found)
	}
	fragment := strings.Replace(uri, "inmate/mapping.yaml", "shared/subject.yaml", 1)
	c.open(fragment, "fragment: subject\ntakes: {number: optional text, other: optional text, scheme: text}\nfields:\n  scheme: scheme\n  value: numbr\n")
	if d := c.finding(fragment, 1, "name.unknown"); d.Range.Start != (position{4, 9}) {
		t.Errorf("in the fragment: %+v", d)
	}
}

// TestWhichFeed: a mapping of no feed says so, and nothing that would follow from a guess.
func TestWhichFeed(t *testing.T) {
	c := begun(t)
	c.open("untitled:1.yaml", "version: 1\nmapping: nobody.nothing\nto: person\nfields: {}\n")
	list := c.diagnosed("untitled:1.yaml", 1)
	if len(list) != 1 || list[0].Code != "feed" || !strings.Contains(list[0].Message, "penitentiary.inmate") || list[0].Range != (extent{position{1, 9}, position{1, 23}}) {
		t.Errorf("%+v", list)
	}
	c.open("untitled:2.yaml", "services:\n  web: {image: x}\n")
	if list := c.diagnosed("untitled:2.yaml", 1); len(list) != 0 {
		t.Errorf("a file that is no mapping: %+v", list)
	}
	items := ask[[]struct{ Label string }](c, "textDocument/completion", about("untitled:1.yaml", position{1, 10}))
	if len(items) == 0 || items[0].Label != "penitentiary.inmate" {
		t.Errorf("feeds: %+v", items)
	}
}
