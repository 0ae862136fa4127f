package mapping

// appendNode applies a function that makes a text to a column. The texts are views into one buffer, which
// the workspace keeps: what leaves a run is copied.
type appendNode[A any] struct {
	*callNode
	apply func(dst []byte, a A) []byte
}

func (n *appendNode[A]) run(f *frame) column {
	in := n.args[0].run(f).(*vector[A])
	return appendTexts(f, n.slot, in.state, func(dst []byte, i int) []byte { return n.apply(dst, in.values[i]) })
}

// sumNode joins two texts.
type sumNode struct{ *callNode }

func (n *sumNode) run(f *frame) column {
	left, right := n.args[0].run(f).(*vector[string]), n.args[1].run(f).(*vector[string])
	states := f.work.stateOnly(n.slot, f.rows)
	for i, s := range left.state {
		states[i] = worse(s, right.state[i])
	}
	return appendTexts(f, n.slot, states, func(dst []byte, i int) []byte {
		return append(append(dst, left.values[i]...), right.values[i]...)
	})
}

// appendTexts makes a text for every row that is present.
func appendTexts(f *frame, slot int, states []state, add func(dst []byte, i int) []byte) column {
	out := take[string](f.work, slot, f.rows)
	copy(out.state, states)
	buffer, ends := f.work.texts(slot, f.rows)
	for i, s := range states {
		if s == present {
			buffer = add(buffer, i)
		}
		ends[i] = int32(len(buffer))
	}
	f.work.buffers[slot] = buffer
	out.joined = &f.work.joined[slot]
	out.joined.text = viewOf(buffer)
	from := int32(0)
	for i, to := range ends {
		out.values[i] = out.joined.text[from:to]
		from = to
	}
	return out
}
