package mapping

import (
	"bytes"
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"
)

// FormatSource writes a schema as the source file that ParseSource reads. It fails on a type that no JSON
// record has.
func FormatSource(name string, schema *arrow.Schema) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "source: %s\nformat: %s\nfields:\n", name, sourceFormat)
	if err := formatFields(&b, "  ", schema.Fields()); err != nil {
		return nil, fmt.Errorf("source file of %s: %w", name, err)
	}
	return b.Bytes(), nil
}

func formatFields(b *bytes.Buffer, indent string, fields []arrow.Field) error {
	for _, f := range fields {
		kind, items, members, err := sourceTypeOf(f.Type)
		if err != nil {
			return fmt.Errorf("field %s: %w", f.Name, err)
		}
		line := fmt.Sprintf("name: %s, type: %s", f.Name, kind)
		if items != "" {
			line += ", items: " + items
		}
		if !f.Nullable {
			line += ", required: true"
		}
		if secret, ok := f.Metadata.GetValue(SensitivityKey); ok {
			line += ", sensitivity: " + secret
		}
		if members == nil {
			fmt.Fprintf(b, "%s- {%s}\n", indent, line)
			continue
		}
		fmt.Fprintf(b, "%s- %s\n", indent, bytes.ReplaceAll([]byte(line), []byte(", "), []byte("\n"+indent+"  ")))
		fmt.Fprintf(b, "%s  fields:\n", indent)
		if err := formatFields(b, indent+"    ", members); err != nil {
			return err
		}
	}
	return nil
}

// sourceTypeOf is a type in the words of a source file; items stands beside a list of other than texts and
// structs, members are those of a struct or of a list's items.
func sourceTypeOf(t arrow.DataType) (kind, items string, members []arrow.Field, err error) {
	switch t := t.(type) {
	case *arrow.StringType:
		return "text", "", nil, nil
	case *arrow.Int64Type:
		return "integer", "", nil, nil
	case *arrow.BooleanType:
		return "boolean", "", nil, nil
	case *arrow.StructType:
		return "struct", "", t.Fields(), nil
	case *arrow.ListType:
		kind, _, members, err := sourceTypeOf(t.Elem())
		switch {
		case err != nil || kind == "list":
			return "", "", nil, fmt.Errorf("no source file describes the type %s", t)
		case kind == "text" || kind == "struct":
			kind = ""
		}
		return "list", kind, members, nil
	}
	return "", "", nil, fmt.Errorf("no source file describes the type %s", t)
}
