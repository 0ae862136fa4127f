package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"sync"

	"cel.dev/cel-go/cel"

	"bilgate/mapping/canon"
)

// Program is a checked mapping, ready to run. It is safe for concurrent use.
type Program struct {
	name    string
	version int
	file    string
	hash    string

	kind       *canon.Kind
	types      *sourceTypes
	lets       []*namedLet
	tree       []*target
	conditions []*condition // in file order
	leaves     []*leaf      // of the record, in file order
	lists      []*target    // of structs, of the record
	sites      []*site
	tests      []*testCase
	unused     []string // source fields that no expression reads
	advice     Problems
	at         place    // of the key fields
	files      []string // that it was compiled from, apart from its own

	covered map[*expression]cel.Program // of a coverage run, in place of the expressions' own

	slots int
	work  *sync.Pool
}

// namedLet is one let.
type namedLet struct {
	name       string
	expression *expression
	wrap       bool // the expression always gives a value, and those who name it take an optional
}

// evaluator is the interpreter's program of an expression.
func (p *Program) evaluator(e *expression) cel.Program {
	if covered, ok := p.covered[e]; ok {
		return covered
	}
	return e.program
}

// slot reserves a place for a vector in the workspaces.
func (p *Program) slot() int {
	p.slots++
	return p.slots - 1
}

// finish plans the kernels of a program without errors and computes its hash.
func (p *Program) finish(c *compiler, text []byte, decoder string) {
	p.plan()
	slots := p.slots
	p.work = &sync.Pool{New: func() any { return newWorkspace(slots) }}
	p.unread(c)
	parts := [][]byte{text, []byte(c.schema.String()), []byte(decoder)}
	for _, name := range slices.Sorted(maps.Keys(c.listTexts)) {
		parts = append(parts, []byte(name), c.listTexts[name])
	}
	for _, file := range slices.Sorted(maps.Keys(c.fragments)) {
		parts = append(parts, []byte(file), c.fragments[file].text)
		p.files = append(p.files, file)
	}
	slices.Sort(p.files)
	p.files = slices.Compact(p.files)
	p.hash = hashOf(parts)
}

// hashOf is the SHA-256 of parts, each with its length before it.
func hashOf(parts [][]byte) string {
	h := sha256.New()
	for _, part := range parts {
		h.Write([]byte(strconv.Itoa(len(part)) + ":"))
		h.Write(part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Ref names the mapping in the records that it makes. The hash is over the file, its code lists and
// fragments, the source schema and the decoder's version.
func (p *Program) Ref() canon.Mapping {
	return canon.Mapping{Name: p.name, Version: p.version, Hash: p.hash}
}
