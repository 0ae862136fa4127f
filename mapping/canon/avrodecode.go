package canon

import (
	"strconv"
	"time"
)

// appendAvroObject appends a decoded record as the JSON object that AppendJSON writes.
func appendAvroObject(dst []byte, list []*column, v map[string]any) []byte {
	dst = append(dst, '{')
	start := len(dst)
	for _, c := range list {
		if value := v[c.field.Name]; value != nil {
			dst = c.appendAvro(c.openMember(dst, start), value)
		}
	}
	return append(dst, '}')
}

func (c *column) appendAvro(dst []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return AppendText(dst, v)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case bool:
		return strconv.AppendBool(dst, v)
	case time.Time:
		return AppendText(dst, v.Format(time.DateOnly))
	case map[string]any:
		if sealed, ok := v["sealed"].([]byte); ok && c.seal {
			return appendSealed(dst, sealed)
		}
		return appendAvroObject(dst, c.children, v)
	default:
		return c.appendAvroItems(dst, v.([]any))
	}
}

func (c *column) appendAvroItems(dst []byte, items []any) []byte {
	dst = append(dst, '[')
	for i, item := range items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = c.appendAvro(dst, item)
	}
	return append(dst, ']')
}
