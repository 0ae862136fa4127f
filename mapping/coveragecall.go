package mapping

import celast "cel.dev/cel-go/common/ast"

// call finds the points of a call, then those of its arguments.
func (f *pointFinder) call(x celast.Expr) {
	c := x.AsCall()
	args := c.Args()
	if c.IsMemberFunction() {
		args = append([]celast.Expr{c.Target()}, args...)
	}
	switch name := c.FunctionName(); name {
	case "_?_:_":
		f.watch(args[0].ID(), "choice", byTruth, branchAt{word: args[1].ID(), says: "this value is never chosen"}, branchAt{word: args[2].ID(), says: "this value is never chosen"})
	case "_&&_", "_||_":
		for _, side := range args {
			f.truth(side, "side", "this side is never true", "this side is never false")
		}
	case orValue, "or":
		f.watch(args[0].ID(), "answer", byPresence, branchAt{word: x.ID(), says: "there is never a value before this"}, branchAt{word: x.ID(), says: "the other value is never needed"})
	case coalesce:
		for _, arg := range args {
			f.watch(arg.ID(), "answer", byPresence, branchAt{word: arg.ID(), says: "this value is never the one"}, branchAt{word: arg.ID(), says: "this value is never missing"})
		}
	default:
		f.library(x)
	}
	f.all(args)
}

// library finds the points of orReject and of the functions that can refuse.
func (f *pointFinder) library(x celast.Expr) {
	c := f.at.calls[x.ID()]
	switch {
	case c == nil:
	case c.name == orReject:
		f.watch(x.ID(), "reject", byAnswer(c.site), branchAt{word: x.ID(), says: "there is never a value here"}, branchAt{word: x.ID(), says: "it never rejects a record"})
	case c.op.gives != nil:
		p := f.refusal(x, "lookup", "nothing is ever found in the list", "no value is ever missing from the list")
		f.probes.calls[x.ID()] = &callProbe{p, f.list(c.op.gives)}
	case f.refuses(c, len(x.AsCall().Args())):
		p := f.refusal(x, "refusal", "no value is ever converted here", "it never refuses a value")
		f.probes.calls[x.ID()] = &callProbe{p, nil}
	}
}

func (f *pointFinder) refusal(x celast.Expr, kind, never, always string) *point {
	return f.point(kind, nil, branchAt{word: x.ID(), says: never}, branchAt{word: x.ID(), says: always})
}

// refuses says whether a function of the library can refuse what it is given.
func (f *pointFinder) refuses(c *call, args int) bool {
	function := libraryByName[c.name]
	if function == nil {
		return false
	}
	s := function.shape(args)
	return s != nil && s.fallible
}

func (f *pointFinder) list(l *codeList) *listUse {
	if f.lists[l] == nil {
		f.lists[l] = newListUse(l)
		f.coverage.lists = append(f.coverage.lists, f.lists[l])
	}
	return f.lists[l]
}
