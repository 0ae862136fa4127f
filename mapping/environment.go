package mapping

import (
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/env"
	"cel.dev/cel-go/common/types"
)

// Bounds of one expression.
const (
	maxNesting    = 40      // of calls and brackets
	maxExpression = 10_000  // characters
	maxRegexp     = 1_000   // instructions of a compiled pattern
	maxLoops      = 4       // one in the other
	maxCost       = 200_000 // of an expression with a loop, for one record, in CEL's units
)

// orReject and coalesce are the answers to nothing and refusal that CEL does not have.
const (
	orReject = "orReject"
	orValue  = "orValue"
	coalesce = "coalesce"
)

// answers documents the functions that answer for a value that may be missing.
var answers = []Function{
	{
		Name: orReject, Signatures: []string{"value.orReject(code) → value"},
		Help:     "Answers nothing and a refusal: the record is rejected with the code.",
		Examples: []Example{{`date("31.02.1885", "DD.MM.YYYY").orReject("birth_date")`, "rejected birth_date"}, {`optional.of("x").orReject("x_missing")`, "x"}},
	},
	{
		Name: orValue, Signatures: []string{"value.orValue(other) → value"},
		Help:     "Answers nothing, and only that: gives the other value. A refusal passes through and rejects the record with the function's own code.",
		Examples: []Example{{`optional.none().orValue("KAZ")`, "KAZ"}, {`iin("1").orValue("")`, "refused"}},
	},
	{
		Name: coalesce, Signatures: []string{"coalesce(value, value, …) → value or nothing"},
		Help:     "The first of its two to four values that is not nothing. A refusal before it passes through; one after it does not count.",
		Examples: []Example{{`coalesce(optional.none(), optional.of("b"))`, "b"}, {`coalesce(optional.of("a"), iin("1"))`, "a"}, {`coalesce(iin("1"), optional.of("a"))`, "refused"}},
	},
}

// baseEnvironment has the functions of the language: CEL's own without those that lose types or that this
// language has in its own form, and the library.
var baseEnvironment = sync.OnceValues(func() (*cel.Env, error) {
	options := []cel.EnvOption{
		cel.StdLib(cel.StdLibSubset(&env.LibrarySubset{ExcludeFunctions: []*env.Function{
			{Name: "dyn"}, {Name: "type"}, {Name: "timestamp"}, {Name: "duration"}, {Name: "bytes"}, {Name: "uint"},
			{Name: "matches"}, {Name: "startsWith"}, {Name: "endsWith"}, {Name: "contains"},
		}})),
		cel.OptionalTypes(),
		cel.EnableIdentifierEscapeSyntax(),
		cel.HomogeneousAggregateLiterals(),
		cel.ParserRecursionLimit(maxNesting),
		cel.ParserExpressionSizeLimit(maxExpression),
		cel.RegexProgramSizeLimit(maxRegexp),
		answerDeclarations(),
		dateComparisons(),
	}
	for i := range library {
		options = append(options, library[i].declaration())
	}
	return cel.NewCustomEnv(options...)
})

func answerDeclarations() cel.EnvOption {
	t := types.NewTypeParamType("T")
	optional := types.NewOptionalType(t)
	var coalesces []cel.FunctionOpt
	for n := 2; n <= 4; n++ {
		args := make([]*types.Type, n)
		for i := range args {
			args[i] = optional
		}
		coalesces = append(coalesces, cel.Overload(overloadID(coalesce, args), args, optional))
	}
	return cel.EnvOption(func(e *cel.Env) (*cel.Env, error) {
		e, err := cel.Function(coalesce, coalesces...)(e)
		if err != nil {
			return nil, err
		}
		return cel.Function(orReject, cel.MemberOverload("optional_orReject", []*types.Type{optional, types.StringType}, t))(e)
	})
}

// dateComparisons declares < and its like for dates; Date compares itself.
func dateComparisons() cel.EnvOption {
	return func(e *cel.Env) (*cel.Env, error) {
		for _, operator := range []string{"_<_", "_<=_", "_>_", "_>=_"} {
			var err error
			id := map[string]string{"_<_": "less", "_<=_": "less_equals", "_>_": "greater", "_>=_": "greater_equals"}[operator]
			e, err = cel.Function(operator, cel.Overload(id+"_date", []*types.Type{dateType, dateType}, types.BoolType))(e)
			if err != nil {
				return nil, err
			}
		}
		return e, nil
	}
}
