package mapping

import (
	"errors"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"
)

// decorate puts bound operations in place of the calls of library functions.
func (p *Program) decorate(e *expression) interpreter.InterpretableDecoratorV2 {
	return func(i interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
		planned, ok := i.(interpreter.InterpretableCall)
		if !ok {
			return i, nil
		}
		c := e.calls[planned.ID()]
		switch {
		case c == nil:
			return i, nil
		case c.name == orReject:
			return &answeredCall{planned, planned.Args()[0], p.sites[c.site]}, nil
		case c.name == coalesce:
			return &firstOf{planned}, nil
		}
		out := &boundCall{InterpretableCall: planned, call: c, site: p.sites[c.site]}
		for _, n := range c.live {
			out.args = append(out.args, planned.Args()[n])
		}
		out.optional = isOptional(e.ast.GetType(planned.ID()))
		return out, nil
	}
}

// boundCall is a call of a library function in the interpreter.
type boundCall struct {
	interpreter.InterpretableCall
	call     *call
	args     []interpreter.InterpretableV2
	site     *site
	optional bool // its result is an optional
}

// Exec lifts: a fault passes through, nothing gives nothing, and only values reach the operation.
func (b *boundCall) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	var room [2]ref.Val
	values := room[:0]
	missing := false
	for _, arg := range b.args {
		v := arg.Exec(frame)
		if types.IsUnknownOrError(v) {
			return v
		}
		if o, ok := v.(*types.Optional); ok {
			missing = missing || !o.HasValue()
			v = o.GetValue()
		}
		values = append(values, v)
	}
	if missing {
		return types.OptionalNone
	}
	out, ok := b.call.op.call(values)
	switch {
	case !ok:
		return b.site.fault
	case out == nil:
		return types.OptionalNone
	case b.optional:
		return types.OptionalOf(out)
	}
	return out
}

// Eval implements interpreter.Interpretable.
func (b *boundCall) Eval(a interpreter.Activation) ref.Val { return evalByExec(b, a) }

// Function hides the name: CEL's optimizer would put its own in place of a function that it knows, such
// as matches.
func (b *boundCall) Function() string { return "" }

// answeredCall is orReject in the interpreter.
type answeredCall struct {
	interpreter.InterpretableCall
	value interpreter.InterpretableV2
	site  *site
}

// Exec gives the value, or the rejection where there is nothing or a refusal.
func (r *answeredCall) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	v := r.value.Exec(frame)
	if s, ok := isFault(v); ok && s.refused() {
		return r.site.final
	}
	o, ok := v.(*types.Optional)
	switch {
	case !ok:
		return v
	case !o.HasValue():
		return r.site.final
	}
	return o.GetValue()
}

// Eval implements interpreter.Interpretable.
func (r *answeredCall) Eval(a interpreter.Activation) ref.Val { return evalByExec(r, a) }

// firstOf is coalesce in the interpreter.
type firstOf struct{ interpreter.InterpretableCall }

// Exec gives the first value that is not nothing; what comes after it is not asked.
func (f *firstOf) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	for _, arg := range f.Args() {
		v := arg.Exec(frame)
		if o, ok := v.(*types.Optional); !ok || o.HasValue() {
			return v
		}
	}
	return types.OptionalNone
}

// Eval implements interpreter.Interpretable.
func (f *firstOf) Eval(a interpreter.Activation) ref.Val { return evalByExec(f, a) }

// evalByExec runs a node outside a frame, which programs of this package never do.
func evalByExec(i interpreter.InterpretableV2, a interpreter.Activation) ref.Val {
	frame, ok := a.(*interpreter.ExecutionFrame)
	if !ok {
		return types.NewErr("a mapping's expression runs in a frame")
	}
	return i.Exec(frame)
}

// faultState takes the state out of an error that a site has made.
func faultState(err error) (state, bool) {
	if f, ok := errors.AsType[*faultError](err); ok {
		return f.state, true
	}
	return 0, false
}

// operationOf says which of the operations failed, by CEL's messages.
func operationOf(err error) int {
	if errors.Is(err, errNull) {
		return 5
	}
	text := err.Error()
	for i, words := range [][]string{
		1: {"division by zero"}, 2: {"modulus by zero"}, 3: {"overflow"}, 4: {"index out of", "no such key"},
		6: {"cost limit"}, 7: {"type conversion", "invalid", "cannot convert"},
	} {
		for _, w := range words {
			if strings.Contains(text, w) {
				return i
			}
		}
	}
	return 0
}
