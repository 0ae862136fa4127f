package mapping

import (
	"fmt"
	"strings"
)

// Completion is one thing that may be written at a place. It takes the place of the columns from Column up to
// EndColumn of the line.
type Completion struct {
	Label     string         `json:"label"`
	Kind      CompletionKind `json:"kind"`
	Detail    string         `json:"detail"` // one line
	Text      string         `json:"text"`   // more, in Markdown
	Insert    string         `json:"insert"` // a snippet: $1 and ${1:word} are places to fill in, \$ is a dollar
	Column    int            `json:"column"`
	EndColumn int            `json:"end_column"`
}

// CompletionKind says what a completion is.
type CompletionKind string

// The kinds of completions.
const (
	CompleteKey      CompletionKind = "key"      // of the language
	CompleteTarget   CompletionKind = "target"   // a canonical field
	CompleteSource   CompletionKind = "source"   // a source field
	CompleteName     CompletionKind = "name"     // a let, a loop's item or src
	CompleteFunction CompletionKind = "function" // of the language
	CompleteList     CompletionKind = "list"     // a code list
	CompleteCode     CompletionKind = "code"     // of a code list, of a reject, of a skip
	CompleteFile     CompletionKind = "file"     // beside the mapping
)

// Complete lists what may be written at a place, best first.
func (e *Editor) Complete(line, column int) []Completion {
	at := e.skeleton.spot(place{line, column})
	switch at.kind {
	case onKey:
		at.branch, at.kind = at.branch.parent, newKey
		return e.keys(at)
	case newKey:
		return e.keys(at)
	case inValue:
		return e.values(at)
	}
	return nil
}

// offer is the start of a list of completions: they replace the word at a place.
func (e *Editor) offer(at spot, inWord func(rune) bool) *offer {
	line := e.skeleton.doc.line(at.at.line)
	from := min(at.at.column-1, len(line))
	to := from
	for from > 0 && inWord(line[from-1]) {
		from--
	}
	for to < len(line) && inWord(line[to]) {
		to++
	}
	return &offer{from: from + 1, to: to + 1, colon: to < len(line) && line[to] == ':'}
}

// offer collects completions.
type offer struct {
	from, to int  // the columns that they replace
	colon    bool // a colon follows
	list     []Completion
}

func (o *offer) add(kind CompletionKind, label, detail, text, insert string) {
	if insert == "" {
		insert = plainSnippet(label)
	}
	o.list = append(o.list, Completion{Label: label, Kind: kind, Detail: detail, Text: text, Insert: insert, Column: o.from, EndColumn: o.to})
}

// addKey adds a key, with a colon unless one follows.
func (o *offer) addKey(kind CompletionKind, label, detail, text, after string) {
	insert := plainSnippet(label)
	if !o.colon {
		insert += after
	}
	o.add(kind, label, detail, text, insert)
}

// plainSnippet is a text that stands for itself in a snippet.
func plainSnippet(text string) string {
	return strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`).Replace(text)
}

func isKeyRune(r rune) bool { return isWord(r) || r == '.' || r == '[' || r == ']' }

// keys completes a key below a branch.
func (e *Editor) keys(at spot) []Completion {
	o := e.offer(at, isKeyRune)
	written := e.writtenBelow(at)
	fields := e.fieldsAbove(at.branch)
	given := e.givenAbove(at.branch)
	switch {
	case given != nil:
		o.given(given, written)
	case fields != nil && at.branch.section() == "tests":
		o.expected(fields, written)
	case fields != nil:
		e.targets(o, at.branch, written)
	case at.branch.key == "with" && at.branch.section() == "use":
		e.taken(o, at.branch, written)
	default:
		for _, key := range groupKeys(keyGroup(at.branch), e.fragment()) {
			if !written[key] {
				o.addKey(CompleteKey, key, "", keyHelp[strings.TrimPrefix(keyGroup(at.branch)+"/"+key, "/")], ": ")
			}
		}
	}
	return o.list
}

// writtenBelow are the keys that stand below a branch, apart from the one at the place.
func (e *Editor) writtenBelow(at spot) map[string]bool {
	out := map[string]bool{}
	for _, b := range at.branch.children {
		if b.from.line != at.at.line || at.at.column < b.from.column || at.at.column > b.to.column {
			out[b.key] = true
		}
	}
	return out
}

// taken completes the names that a fragment takes.
func (e *Editor) taken(o *offer, with *branch, written map[string]bool) {
	if e.known == nil {
		return
	}
	f := e.known.fragments[e.skeleton.scalar(with.parent.child("fragment"))]
	if f == nil {
		return
	}
	takes := valueOf(f.root, "takes")
	for i := 0; takes != nil && i+1 < len(takes.Content); i += 2 {
		if name := takes.Content[i].Value; !written[name] {
			o.addKey(CompleteName, name, takes.Content[i+1].Value, fmt.Sprintf("Taken by the fragment %s.", f.file), ": ")
		}
	}
}
