package mapping

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"
)

// probes are the points of one expression, by the nodes whose values they see.
type probes struct {
	values map[int64][]*point
	calls  map[int64]*callProbe
}

// callProbe watches a function of the library: whether it refuses, and which row of a code list it needs.
type callProbe struct {
	point *point
	list  *listUse // nil if it looks nothing up
}

// decorate puts probes around the nodes that points see. What a node gives stays the same.
func (p *probes) decorate(i interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
	if bound, ok := i.(*boundCall); ok && p.calls[bound.ID()] != nil {
		i = p.calls[bound.ID()].around(bound)
	}
	points := p.values[i.ID()]
	if len(points) == 0 {
		return i, nil
	}
	delete(p.values, i.ID()) // the planner may decorate a node of this id again
	switch i := i.(type) {
	case interpreter.InterpretableAttribute:
		return &probedAttribute{i, points}, nil
	case interpreter.InterpretableCall:
		return &probedCall{i, points}, nil
	}
	return &probedNode{i, points}, nil
}

// around counts what a bound operation does with the values that reach it.
func (p *callProbe) around(b *boundCall) *boundCall {
	inner, outer := b.call.op.call, *b.call
	outer.op.call = func(args []ref.Val) (ref.Val, bool) {
		out, ok := inner(args)
		p.point.branches[boolInt(!ok)].taken++
		if ok && p.list != nil {
			p.list.count(args, out)
		}
		return out, ok
	}
	watched := *b
	watched.call = &outer
	return &watched
}

func counted(v ref.Val, points []*point) ref.Val {
	for _, p := range points {
		p.count(v)
	}
	return v
}

// probedNode is a node whose values are counted.
type probedNode struct {
	interpreter.InterpretableV2
	points []*point
}

// Exec gives what the node gives.
func (n *probedNode) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	return counted(n.InterpretableV2.Exec(frame), n.points)
}

// Eval implements interpreter.Interpretable.
func (n *probedNode) Eval(a interpreter.Activation) ref.Val { return evalByExec(n, a) }

// probedAttribute is a field or a choice whose values are counted.
type probedAttribute struct {
	interpreter.InterpretableAttribute
	points []*point
}

// Exec gives what the attribute gives.
func (n *probedAttribute) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	return counted(n.InterpretableAttribute.Exec(frame), n.points)
}

// Eval implements interpreter.Interpretable.
func (n *probedAttribute) Eval(a interpreter.Activation) ref.Val { return evalByExec(n, a) }

// probedCall is a call whose values are counted.
type probedCall struct {
	interpreter.InterpretableCall
	points []*point
}

// Exec gives what the call gives.
func (n *probedCall) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	return counted(n.InterpretableCall.Exec(frame), n.points)
}

// Eval implements interpreter.Interpretable.
func (n *probedCall) Eval(a interpreter.Activation) ref.Val { return evalByExec(n, a) }

// probedProgram is a program whose results are counted.
type probedProgram struct {
	cel.Program
	root *point // nil if what it gives decides nothing
}

// Eval gives what the program gives.
func (p *probedProgram) Eval(vars any) (ref.Val, *cel.EvalDetails, error) {
	v, details, err := p.Program.Eval(vars)
	if err == nil && p.root != nil {
		p.root.count(v)
	}
	return v, details, err
}
