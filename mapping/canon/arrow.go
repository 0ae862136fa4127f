package canon

import "github.com/apache/arrow-go/v18/arrow"

func arrowFields(fields []*Field) []arrow.Field {
	out := make([]arrow.Field, len(fields))
	for i, f := range fields {
		out[i] = arrow.Field{
			Name:     f.Name,
			Type:     arrowType(f),
			Nullable: !f.Required,
			Metadata: arrow.MetadataFrom(map[string]string{"sensitivity": string(f.Sensitivity)}),
		}
	}
	return out
}

// arrowType follows the table beside the Type constants.
func arrowType(f *Field) arrow.DataType {
	switch f.Type {
	case Integer:
		return arrow.PrimitiveTypes.Int64
	case Boolean:
		return arrow.FixedWidthTypes.Boolean
	case Struct:
		return arrow.StructOf(arrowFields(f.Fields)...)
	case List:
		if f.Fields == nil {
			return arrow.ListOfNonNullable(arrow.BinaryTypes.String)
		}
		return arrow.ListOfNonNullable(arrow.StructOf(arrowFields(f.Fields)...))
	default:
		return arrow.BinaryTypes.String
	}
}
