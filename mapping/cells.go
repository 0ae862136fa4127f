package mapping

import (
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// cells receives the values of one expression, row by row.
type cells interface {
	column
	set(i int, v ref.Val)
}

func (v *vector[T]) set(i int, value ref.Val) {
	switch x := value.(type) {
	case *types.Err:
		s, _ := faultState(x)
		v.state[i] = s
	case *types.Optional:
		v.state[i] = absent
		if x.HasValue() {
			v.values[i], v.state[i] = unbox[T](x.GetValue()), present
		}
	default:
		v.values[i], v.state[i] = unbox[T](value), present
	}
}

// newCells makes room for n values of a type.
func newCells(t *types.Type, n int) cells {
	switch t = plainType(t); {
	case t.Kind() == types.StringKind:
		return cellsOf[string](n)
	case t.Kind() == types.IntKind:
		return cellsOf[int64](n)
	case t.Kind() == types.BoolKind:
		return cellsOf[bool](n)
	case t.Kind() == types.DoubleKind:
		return cellsOf[float64](n)
	case t.Kind() == types.TimestampKind:
		return cellsOf[time.Time](n)
	case t.IsExactType(dateType), t.IsExactType(partialType):
		return cellsOf[Date](n)
	}
	if t.IsExactType(keyType) {
		return cellsOf[matchKey](n)
	}
	return cellsOf[[]string](n)
}

func cellsOf[T any](n int) cells { return &vector[T]{values: make([]T, n), state: make([]state, n)} }

// items are the items of a list value; none where there is nothing.
func items(v ref.Val) (traits.Lister, int) {
	if o, ok := v.(*types.Optional); ok {
		if !o.HasValue() {
			return nil, 0
		}
		v = o.GetValue()
	}
	list := v.(traits.Lister)
	return list, int(list.Size().(types.Int))
}
