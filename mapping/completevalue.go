package mapping

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"bilgate/mapping/canon"
)

func isFileRune(r rune) bool { return isWord(r) || strings.ContainsRune("./-", r) }

// values completes a value that is not an expression, or hands on to expressions.
func (e *Editor) values(at spot) []Completion {
	b := at.branch
	o := e.offer(at, isFileRune)
	switch where := strings.Join(b.path(), "/"); {
	case where == "to" && e.kind != nil:
		o.add(CompleteCode, e.kind.Name, e.kind.Labels["en"], "", "")
	case where == "mapping" || where == "version" || where == "fragment":
	case b.section() == "takes":
		for _, word := range takenWords() {
			o.add(CompleteKey, word, "", "", "")
			o.add(CompleteKey, "optional "+word, "", "", "")
		}
	case b.section() == "lookups":
		e.files(o, ".csv")
	case where == "use/-/fragment":
		e.files(o, ".yaml")
	case where == "use/-/at" && e.kind != nil:
		for _, name := range structs(newTargets(e.kind.Fields), "") {
			o.add(CompleteTarget, name, "record", "", "")
		}
	case b.section() == "const":
		e.constants(o, b)
	case b.section() == "tests":
		e.outcomes(o, b)
	case e.expressionAt(b):
		return e.expressions(at)
	}
	return o.list
}

// files completes the name of a file beside the mapping, or of a fragment in the shared folder.
func (e *Editor) files(o *offer, ext string) {
	folders := []string{"."}
	if ext != ".csv" {
		folders = append(folders, sharedFolder)
	}
	for _, folder := range folders {
		entries, err := fs.ReadDir(e.src.FS, folder)
		if err != nil {
			continue // there is no such folder
		}
		for _, entry := range entries {
			name := path.Join(folder, entry.Name())
			if !entry.IsDir() && path.Ext(name) == ext && name != e.src.File {
				o.add(CompleteFile, name, "", "", "")
			}
		}
	}
}

// constants completes a constant: the codes of the field's code list.
func (e *Editor) constants(o *offer, b *branch) {
	f := e.targetOf(b)
	switch {
	case f == nil:
	case f.Type == canon.Boolean:
		o.add(CompleteCode, "true", "", "", "")
		o.add(CompleteCode, "false", "", "", "")
	case f.Codes != "":
		o.codes(f.Codes)
	}
}

func (o *offer) codes(name string) {
	list, ok := canon.Codes(name)
	if !ok {
		return
	}
	for _, code := range list.Distinct() {
		c := list.Codes[slices.IndexFunc(list.Codes, func(c canon.Code) bool { return c.Code == code })]
		o.add(CompleteCode, code, c.Labels["en"], c.Labels["ru"]+" · "+c.Labels["kk"], "")
	}
}

// outcomes completes what a test wants.
func (e *Editor) outcomes(o *offer, b *branch) {
	switch {
	case b.key == "code" && b.parent.key == "reject" && e.known != nil:
		for _, code := range slices.Sorted(maps.Keys(e.known.program.Codes())) {
			o.add(CompleteCode, code, fmt.Sprintf("line %d", e.rules(code)[0].Line), "", "")
		}
		for _, code := range []string{CodeRequired, CodeList, CodeBasis} {
			o.add(CompleteCode, code, "canonical schema", "", "")
		}
	case b.key == "field" && b.parent.key == "reject":
		for _, name := range e.types.root.leaves() {
			o.add(CompleteSource, name, "", "", "")
		}
	case b.key == "skip" && len(b.path()) == 3 && e.known != nil:
		for _, reason := range slices.Sorted(maps.Keys(e.known.reasons)) {
			o.add(CompleteCode, reason, "reason of when", "", "")
		}
	default:
		if f := e.targetOf(b); f != nil && f.Codes != "" {
			o.codes(f.Codes)
		}
	}
}
