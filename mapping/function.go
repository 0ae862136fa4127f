package mapping

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Function is a function of the mapping language as documentation and editors show it.
type Function struct {
	Name       string
	Signatures []string // "date(text, format) → date, or a refusal"
	Help       string
	Refuses    string // when it refuses; its refusal has the function's name as code; "" if never
	Examples   []Example
}

// Example is an expression over literals and what it gives. The examples run as tests.
type Example struct {
	Expr string
	Want string // the value as text, "nothing", or "refused"
}

// Functions are all functions of the language, in the order in which they are shown.
func Functions() []Function {
	var out []Function
	for _, f := range library {
		out = append(out, f.public())
	}
	return append(out, answers...)
}

// function is the one declaration of a function: for the checker, for one row and for whole columns.
type function struct {
	name, help, refuses string
	examples            []Example
	shapes              []shape
}

// shape is one signature of a function. Arguments that are literal are bound when the mapping is compiled;
// the others lift: nothing in gives nothing, a refusal passes through.
type shape struct {
	params   []param
	result   *types.Type
	fallible bool // it may refuse; its result is then optional
	bind     func(literals []string, b *binding) (operation, error)
}

type param struct {
	name    string
	typ     *types.Type
	literal bool
}

// binding is what literal arguments may name: the file's code lists.
type binding struct{ lists map[string]*codeList }

// argumentError is a literal argument that cannot be bound.
type argumentError struct{ message, fix string }

func (e *argumentError) Error() string { return e.message }

// operation is a function with its literal arguments bound.
type operation struct {
	call   func(args []ref.Val) (ref.Val, bool) // present values only; false is a refusal
	kernel func(n *callNode) node
	gives  *codeList // the list whose codes are all it can give, if that is known
}

// library is the language's own functions. Each stands in a file of its family.
var library = []function{
	trimFunction, upperFunction, lowerFunction, replaceFunction, splitFunction, joinFunction,
	digitsFunction, integerFunction, numberFunction, sha256Function,
	dateFunction, partialDateFunction, timestampFunction,
	iinFunction, lookupFunction,
}

var libraryByName = func() map[string]*function {
	out := map[string]*function{}
	for i := range library {
		out[library[i].name] = &library[i]
	}
	return out
}()

// shape finds the signature with a number of arguments.
func (f *function) shape(args int) *shape {
	for i := range f.shapes {
		if len(f.shapes[i].params) == args {
			return &f.shapes[i]
		}
	}
	return nil
}

// declaration declares the function to CEL with every mix of present and optional arguments, without an
// implementation: the planner's decorator puts the bound operation in place of the call.
func (f *function) declaration() cel.EnvOption {
	var overloads []cel.FunctionOpt
	for _, s := range f.shapes {
		for mix := range 1 << len(s.params) {
			if args, result, ok := s.lifted(mix); ok {
				overloads = append(overloads, cel.Overload(overloadID(f.name, args), args, result))
			}
		}
	}
	return cel.Function(f.name, overloads...)
}

// lifted is the signature in which the arguments of the bits in mix are optional.
func (s *shape) lifted(mix int) (args []*types.Type, result *types.Type, ok bool) {
	result = s.result
	if s.fallible || mix != 0 {
		result = types.NewOptionalType(result)
	}
	for i, p := range s.params {
		switch optional := mix&(1<<i) != 0; {
		case optional && p.literal:
			return nil, nil, false
		case optional:
			args = append(args, types.NewOptionalType(p.typ))
		default:
			args = append(args, p.typ)
		}
	}
	return args, result, true
}

func overloadID(name string, args []*types.Type) string {
	id := name
	for _, a := range args {
		id += "_" + a.String()
	}
	return id
}

func (f *function) public() Function {
	out := Function{Name: f.name, Help: f.help, Refuses: f.refuses, Examples: f.examples}
	for _, s := range f.shapes {
		out.Signatures = append(out.Signatures, s.signature(f.name))
	}
	return out
}

func (s *shape) signature(name string) string {
	text := name + "("
	for i, p := range s.params {
		if i > 0 {
			text += ", "
		}
		text += p.name + ": " + typeName(p.typ)
	}
	text += ") → " + typeName(s.result)
	if s.fallible {
		text += ", or a refusal"
	}
	return text
}

// unary makes an operation of a function of one value.
func unary[A, B any](f func(A) (B, bool)) operation {
	return operation{
		call: func(args []ref.Val) (ref.Val, bool) {
			out, ok := f(unbox[A](args[0]))
			return box(out), ok
		},
		kernel: func(n *callNode) node { return &unaryNode[A, B]{n, f} },
	}
}

// binary makes an operation of a function of two values.
func binary[A, B, C any](f func(A, B) (C, bool)) operation {
	return operation{
		call: func(args []ref.Val) (ref.Val, bool) {
			out, ok := f(unbox[A](args[0]), unbox[B](args[1]))
			return box(out), ok
		},
		kernel: func(n *callNode) node { return &binaryNode[A, B, C]{n, f} },
	}
}

// appending makes an operation that never refuses of a function that appends its text to dst: over a
// column, all texts come to stand in one buffer.
func appending[A any](f func(dst []byte, a A) []byte) operation {
	return operation{
		call: func(args []ref.Val) (ref.Val, bool) {
			return types.String(viewOf(f(make([]byte, 0, 48), unbox[A](args[0])))), true
		},
		kernel: func(n *callNode) node { return &appendNode[A]{n, f} },
	}
}

// always makes a function that never refuses.
func always[A, B any](f func(A) B) func(A) (B, bool) {
	return func(a A) (B, bool) { return f(a), true }
}

// fixed is the bind of a shape without literal arguments.
func fixed(o operation) func([]string, *binding) (operation, error) {
	return func([]string, *binding) (operation, error) { return o, nil }
}

func textParam(name string) param    { return param{name: name, typ: types.StringType} }
func literalParam(name string) param { return param{name: name, typ: types.StringType, literal: true} }
