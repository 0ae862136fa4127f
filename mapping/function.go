package mapping

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Function is a function of the mapping language as documentation and editors show it.
type Function struct {
	Name       string    `json:"name"`
	Family     string    `json:"family"`     // the heading under which it stands
	Signatures []string  `json:"signatures"` // "date(text: text, format: text in quotes) → date, or a refusal"
	Help       string    `json:"help"`
	Refuses    string    `json:"refuses,omitempty"` // when it refuses; its refusal has the function's name as code; "" if never
	Examples   []Example `json:"examples"`
}

// Example is an expression over literals and what it gives. The examples run as tests.
type Example struct {
	Expr string `json:"expr"`
	Want string `json:"want"` // the value as text, "nothing", or "refused"
}

// Functions are all functions of the language, in the order in which they are shown.
func Functions() []Function {
	out := make([]Function, 0, len(library)+len(answers))
	for _, family := range families {
		for _, f := range family.functions {
			shown := f.public()
			shown.Family = family.name
			out = append(out, shown)
		}
	}
	for _, f := range answers {
		f.Family = "Answers"
		out = append(out, f)
	}
	return out
}

// function is the one declaration of a function: for the checker, for one row and for whole columns.
type function struct {
	name, help, refuses string
	examples            []Example
	member              bool // it may also be written behind its first argument, as CEL does: text.contains(part)
	shapes              []shape
}

// shape is one signature of a function. Arguments that are literal are bound when the mapping is compiled;
// the others lift: nothing in gives nothing, a refusal passes through.
type shape struct {
	params   []param
	result   *types.Type
	fallible bool // it may refuse; its result is then optional
	nothing  bool // it may give nothing where all arguments are there; its result is then optional
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
	call   func(args []ref.Val) (ref.Val, bool) // present values only; nil is nothing, false a refusal
	kernel func(n *callNode) node
	gives  *codeList // the list whose codes are all it can give, if that is known
}

// families are the language's own functions, in the order in which they are shown.
var families = []struct {
	name      string
	functions []function
}{
	{"Text", []function{
		trimFunction, collapseFunction, upperFunction, lowerFunction, nfcFunction, replaceFunction, concatFunction,
		leftFunction, rightFunction, substringFunction, padLeftFunction, splitFunction, wordsFunction, joinFunction,
		nonEmptyFunction, nothingIfFunction,
	}},
	{"Patterns", []function{startsWithFunction, endsWithFunction, containsFunction, matchesFunction, extractFunction}},
	{"Letters and spellings", []function{scriptFunction, isCyrillicFunction, isLatinFunction, lookalikeFunction, sameLookFunction, fitsLatinFunction}},
	{"Numbers and units", []function{digitsFunction, integerFunction, numberFunction, roundFunction, convertFunction, resolutionClassFunction}},
	{"Dates and times", []function{
		dateFunction, partialDateFunction, timestampFunction, unixSecondsFunction, unixMillisFunction, excelDateFunction,
		dateOfFunction, yearFunction, monthFunction, dayFunction, daysBetweenFunction, ageFunction,
	}},
	{"Code lists", []function{lookupFunction, inListFunction, reverseLookupFunction}},
	{"Identity numbers and documents", []function{iinFunction, iinBirthFunction, iinSexFunction, mrzFunction, mrzBirthFunction, mrzPartialBirthFunction, mrzExpiryFunction}},
	{"Digests and encodings", []function{sha256Function, sha256Base64Function, isBase64Function, isHexFunction}},
}

// library is the functions of all families.
var library = func() (all []function) {
	for _, f := range families {
		all = append(all, f.functions...)
	}
	return all
}()

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

// shapeOf finds the signature that takes arguments of these types, optional or not. A type that the
// checker left open fits every parameter.
func (f *function) shapeOf(args []*types.Type) *shape {
	for i := range f.shapes {
		if f.shapes[i].takes(args) {
			return &f.shapes[i]
		}
	}
	return f.shape(len(args))
}

func (s *shape) takes(args []*types.Type) bool {
	if len(args) != len(s.params) {
		return false
	}
	for i, p := range s.params {
		if !p.typ.IsAssignableType(plainType(args[i])) {
			return false
		}
	}
	return true
}

// declaration declares the function to CEL with every mix of present and optional arguments, without an
// implementation: the planner's decorator puts the bound operation in place of the call.
func (f *function) declaration() cel.EnvOption {
	var overloads []cel.FunctionOpt
	for _, s := range f.shapes {
		for mix := range 1 << len(s.params) {
			if args, result, ok := s.lifted(mix); ok {
				overloads = append(overloads, cel.Overload(overloadID(f.name, args), args, result))
				if f.member {
					overloads = append(overloads, cel.MemberOverload(overloadID("member_"+f.name, args), args, result))
				}
			}
		}
	}
	return cel.Function(f.name, overloads...)
}

// lifted is the signature in which the arguments of the bits in mix are optional.
func (s *shape) lifted(mix int) (args []*types.Type, result *types.Type, ok bool) {
	result = s.result
	if s.fallible || s.nothing || mix != 0 {
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
		text += p.name + ": " + p.takes()
	}
	text += ") → " + typeName(s.result)
	if s.nothing {
		text += ", or nothing"
	}
	if s.fallible {
		text += ", or a refusal"
	}
	return text
}

// takes says what a parameter takes.
func (p param) takes() string {
	switch {
	case p.literal && p.typ.Kind() == types.IntKind:
		return "number in digits"
	case p.literal:
		return "text in quotes"
	}
	return typeName(p.typ)
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

// countParam is a whole number that stands in the mapping itself.
func countParam(name string) param { return param{name: name, typ: types.IntType, literal: true} }

// refusing is the one shape of a function of some arguments that may refuse.
func refusing(o operation, result *types.Type, params ...param) []shape {
	return []shape{{params: params, result: result, fallible: true, bind: fixed(o)}}
}

// sure is the one shape of a function of some arguments that never refuses.
func sure(o operation, result *types.Type, params ...param) []shape {
	return []shape{{params: params, result: result, bind: fixed(o)}}
}
