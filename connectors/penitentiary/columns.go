package penitentiary

import (
	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"bilgate/mapping/canon"
)

// text is a column of texts, null where the source has none.
func text(name string) arrow.Field {
	return arrow.Field{Name: name, Type: arrow.BinaryTypes.String, Nullable: true}
}

// whole is a column of whole numbers.
func whole(name string) arrow.Field {
	return arrow.Field{Name: name, Type: arrow.PrimitiveTypes.Int64, Nullable: true}
}

// guarded says how sensitive a column is, as mappings read it: "biometric" or "genomic". Columns of which
// nothing is said are personal.
func guarded(f arrow.Field, sensitivity canon.Sensitivity) arrow.Field {
	f.Metadata = arrow.MetadataFrom(map[string]string{"sensitivity": string(sensitivity)})
	return f
}

// appendText appends a text; an empty one is absent.
func appendText(to *array.StringBuilder, value string) {
	if value == "" {
		to.AppendNull()
		return
	}
	to.Append(value)
}

// structColumns appends the members of one struct in their order.
type structColumns struct {
	to   *array.StructBuilder
	next int
}

func (s *structColumns) field() array.Builder {
	s.next++
	return s.to.FieldBuilder(s.next - 1)
}

func (s *structColumns) text(value string) { appendText(s.field().(*array.StringBuilder), value) }

// whole appends a number; a negative one stands for one that is not known.
func (s *structColumns) whole(n int) {
	to := s.field().(*array.Int64Builder)
	if n < 0 {
		to.AppendNull()
		return
	}
	to.Append(int64(n))
}

// positive appends a number; 0 stands for one that is not known.
func (s *structColumns) positive(n int) {
	if n == 0 {
		n = -1
	}
	s.whole(n)
}
