package mapping

import (
	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// expression is one checked expression of a mapping.
type expression struct {
	scalar  scalar
	ast     *celast.AST
	typ     *types.Type
	doc     *document // the file that it stands in
	scope   *scope    // what it may name
	prefix  string    // of the lets that it names, in the program
	program cel.Program
	replan  func(more ...cel.ProgramOption) (cel.Program, error) // makes another program of it
	calls   map[int64]*call                                      // of the library's functions and of orReject and coalesce, by expression id
	runtime int                                                  // the first of its sites of run-time errors, one an operation
	reach   reach
	looping bool
}

// call is one call of a library function, with its literals bound and the sites of its refusal.
type call struct {
	name string
	op   operation // none of orReject and coalesce
	live []int     // the arguments that are not literal
	site int
}

func (e *expression) text() string { return string(e.scalar.value) }

func (e *expression) optional() bool { return isOptional(e.typ) }

func isOptional(t *types.Type) bool {
	return t.Kind() == types.OpaqueKind && t.TypeName() == types.OptionalType.TypeName()
}

// plainType is the type without the optional around it.
func plainType(t *types.Type) *types.Type {
	if isOptional(t) {
		return t.Parameters()[0]
	}
	return t
}

// scope is what an expression may name: the record, the lets before it, the loops around it.
type scope struct {
	env     *cel.Env
	outer   *scope
	names   map[string]*variable
	ordered []string // in the order of declaration
}

// variable is a name in scope.
type variable struct {
	typ    *types.Type
	record *record     // of the record, or of a loop's item
	let    *expression // of a let; nil while it does not compile
	reach  reach       // what it stands for
	used   bool        // an expression names it
}

func (s *scope) lookup(name string) *variable {
	for ; s != nil; s = s.outer {
		if v := s.names[name]; v != nil {
			return v
		}
	}
	return nil
}

// all are the names in scope, the innermost first.
func (s *scope) all() []string {
	var out []string
	for ; s != nil; s = s.outer {
		out = append(out, s.ordered...)
	}
	return out
}

// declare adds a name.
func (s *scope) declare(name string, v *variable) error {
	extended, err := s.env.Extend(cel.Variable(name, v.typ))
	if err != nil {
		return err
	}
	s.env = extended
	s.names[name] = v
	s.ordered = append(s.ordered, name)
	return nil
}

// inner is a scope inside this one.
func (s *scope) inner() *scope {
	return &scope{env: s.env, outer: s, names: map[string]*variable{}}
}
