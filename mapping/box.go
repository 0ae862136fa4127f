package mapping

import (
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// unbox takes the Go value out of a CEL value of the matching type. The checker has seen to the type.
func unbox[T any](v ref.Val) T {
	var out T
	switch p := any(&out).(type) {
	case *string:
		*p = string(v.(types.String))
	case *int64:
		*p = int64(v.(types.Int))
	case *float64:
		*p = float64(v.(types.Double))
	case *bool:
		*p = bool(v.(types.Bool))
	case *matchKey:
		*p = v.(matchKey)
	case *Date:
		*p = v.(Date)
	case *time.Time:
		*p = v.(types.Timestamp).Time
	case *[]string:
		*p = unboxTexts(v.(traits.Lister))
	}
	return out
}

func unboxTexts(list traits.Lister) []string {
	n := int(list.Size().(types.Int))
	out := make([]string, n)
	for i := range out {
		out[i] = string(list.Get(types.Int(i)).(types.String))
	}
	return out
}

// box makes a CEL value of a Go value.
func box[T any](v T) ref.Val {
	switch v := any(v).(type) {
	case string:
		return types.String(v)
	case int64:
		return types.Int(v)
	case float64:
		return types.Double(v)
	case bool:
		return types.Bool(v)
	case Date:
		return v
	case matchKey:
		return v
	case time.Time:
		return types.Timestamp{Time: v}
	case []string:
		return types.NewStringList(types.DefaultTypeAdapter, v)
	}
	return types.NewErr("a value of a type that mappings do not have")
}
