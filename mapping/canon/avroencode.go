package canon

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// value is a record as the encoder takes it.
func (c *AvroCodec) value(r Record) (map[string]any, error) {
	out := provenanceValue(r)
	if r.Op == Retract {
		if len(r.Data) > len("{}") {
			return nil, errors.New("a retraction has business fields")
		}
		return out, nil
	}
	data, err := avroObject(avroData+"."+c.kind.Name, "", c.kind.plan, r.Data)
	out["data"] = data
	return out, err
}

// avroObject turns a JSON object into the value of the record called name; at is the path of its members.
func avroObject(name, at string, list []*column, object []byte) (map[string]any, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(object, &members); err != nil {
		return nil, fmt.Errorf("%s: a JSON object is expected", orRoot(at))
	}
	out := make(map[string]any, len(list))
	for _, c := range list {
		raw, ok := members[c.field.Name]
		delete(members, c.field.Name)
		if ok = ok && !bytes.Equal(raw, []byte("null")); !ok {
			if c.field.Required {
				return nil, fmt.Errorf("%s: the required field is missing", c.field.Path)
			}
			out[c.field.Name] = nil
			continue
		}
		value, err := c.avroUnit(avroChild(name, c.field.Name), raw)
		if err != nil {
			return nil, err
		}
		out[c.field.Name] = value
	}
	if len(members) > 0 {
		return nil, fmt.Errorf("%s: %d members are no fields of the kind", orRoot(at), len(members))
	}
	return out, nil
}

func orRoot(path string) string {
	if path == "" {
		return "the business fields"
	}
	return path
}

// avroUnit is a field's value; that of a sealing unit stands under the name of its type where it is a record.
func (c *column) avroUnit(name string, raw json.RawMessage) (any, error) {
	if !c.seal || raw[0] != '{' {
		return c.avroValue(name, raw)
	}
	var unit map[string]string
	if json.Unmarshal(raw, &unit) == nil && len(unit) == 1 && unit["sealed"] != "" {
		sealed, err := base64.StdEncoding.Strict().DecodeString(unit["sealed"])
		if err != nil {
			return nil, fmt.Errorf("%s: the sealed value is not base64", c.field.Path)
		}
		return map[string]any{avroSealed: map[string]any{"sealed": sealed}}, nil
	}
	value, err := c.avroValue(name, raw)
	return map[string]any{name: value}, err
}

func (c *column) avroValue(name string, raw json.RawMessage) (any, error) {
	f := c.field
	switch f.Type {
	case Struct:
		return avroObject(name, f.Path, c.children, raw)
	case List:
		return c.avroItems(name, raw)
	case Integer:
		n, err := strconv.ParseInt(string(raw), 10, 64)
		return n, f.avroFault(err, "an integer")
	case Boolean:
		var b bool
		err := json.Unmarshal(raw, &b)
		return b, f.avroFault(err, "a truth value")
	default:
		return f.avroText(raw)
	}
}

const secondsOfDay = 24 * 60 * 60

func (f *Field) avroText(raw json.RawMessage) (any, error) {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return nil, f.avroFault(err, "a text")
	}
	switch f.avroShape(Codes) {
	case "date":
		day, err := time.Parse(time.DateOnly, text)
		return int32(day.Unix() / secondsOfDay), f.avroFault(err, "a day of the calendar, YYYY-MM-DD")
	case "enum":
		if list, _ := Codes(f.Codes); !list.Has(text, time.Time{}) {
			return nil, fmt.Errorf("%s: the code is not in the list %s", f.Path, f.Codes)
		}
	}
	return text, nil
}

func (c *column) avroItems(name string, raw json.RawMessage) (any, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return nil, c.field.avroFault(err, "a list")
	}
	out := make([]any, len(items))
	for i, item := range items {
		var err error
		if c.field.Fields != nil {
			out[i], err = avroObject(name, c.field.Path, c.children, item)
		} else {
			out[i], err = c.field.avroItem(item)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (f *Field) avroItem(raw json.RawMessage) (any, error) {
	var text string
	err := json.Unmarshal(raw, &text)
	return text, f.avroFault(err, "a list of texts")
}

func (f *Field) avroFault(err error, want string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: the value is not %s", f.Path, want)
}
