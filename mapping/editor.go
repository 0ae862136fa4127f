package mapping

import (
	"bytes"
	"slices"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping/canon"
)

// Editor is what an editor shows about one text of a mapping file or a fragment: its problems, what stands at a
// place, what may be written there and where a name comes from. Lines and columns count from 1, in characters. It
// answers for any text; where that is no YAML, for as much of it as can be read. It is safe for concurrent use.
type Editor struct {
	src      Source
	skeleton *skeleton
	problems Problems
	advice   Problems
	known    *compiler // of the text, or of the nearest text that is YAML; nil for a fragment
	kind     *canon.Kind
	types    *sourceTypes
	scope    *scope // of the file's own names
}

// Edit reads a file for an editor. The parameters are those of Compile. A fragment is read alone, without the
// mappings that use it; its own problems but those of its YAML are found where they are compiled.
func Edit(src Source, in *arrow.Schema, out *canon.Kind, decoder string) *Editor {
	text, err := src.read(src.File, maxFileBytes)
	if err != nil {
		return &Editor{src: src, problems: Problems{unreadable(src.File, err)}, skeleton: newSkeleton(newDocument(src.File, nil)), kind: out, types: newSourceTypes(in)}
	}
	e := &Editor{src: src, skeleton: newSkeleton(newDocument(src.File, text)), kind: out, types: newSourceTypes(in)}
	if e.fragment() {
		c := newCompiler(src, in, out, text)
		c.parse(text, "begin with fragment: and a name")
		e.problems = c.problems
		e.scope = e.takenScope()
		return e
	}
	e.known, e.problems = compileFile(src, in, out, decoder)
	if !e.problems.Failed() {
		e.advice = e.known.program.Advice()
	}
	e.mend(text, in, out, decoder)
	e.scope = e.known.root
	return e
}

// Problems are those that Compile returns.
func (e *Editor) Problems() Problems { return slices.Clone(e.problems) }

// Advice is that of the program; none if the file does not compile.
func (e *Editor) Advice() Problems { return slices.Clone(e.advice) }

// fragment says whether the file is a fragment.
func (e *Editor) fragment() bool {
	return e.skeleton.root.child("fragment") != nil && e.skeleton.root.child("mapping") == nil
}

// maxMends is how many lines are left out of a file that is no YAML, so that the rest can be understood.
const maxMends = 5

// mend understands what is left of a file that is no YAML when the lines at fault are left out.
func (e *Editor) mend(text []byte, in *arrow.Schema, out *canon.Kind, decoder string) {
	lines := bytes.Split(text, []byte("\n"))
	problems := e.problems
	for range maxMends {
		if e.known.root != nil || len(problems) == 0 || problems[0].Code != "yaml" {
			break
		}
		at := problems[0].Line - 1
		for at > 0 && (at >= len(lines) || len(bytes.TrimSpace(lines[at])) == 0) {
			at--
		}
		if before := at - 1; before >= 0 && before < len(lines) && len(bytes.TrimSpace(lines[before])) > 0 && !bytes.ContainsRune(lines[before], ':') {
			at = before // half a key takes the next line for its own: the fault is seen there
		}
		lines[at] = nil
		e.known, problems = compileFile(e.instead(bytes.Join(lines, []byte("\n"))), in, out, decoder)
	}
	if e.known.root == nil {
		e.known, _ = compileFile(e.instead([]byte("fields: {}\n")), in, out, decoder)
	}
}

// instead is the source with another text in place of the file.
func (e *Editor) instead(text []byte) Source {
	return Source{WithTexts(e.src.FS, map[string][]byte{e.src.File: text}), e.src.File}
}
