package canon

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Unseal is the way back from Writing.Seal: it opens each sealing unit of a record's business fields
// (or of a whole record) and puts the plain JSON value in its place. Units that are not sealed, and
// members that are no fields of the kind, stay as they are.
//
// An error names the unit's path and wraps what open returned.
func (k *Kind) Unseal(data []byte, open func(path string, sealed []byte) ([]byte, error)) ([]byte, error) {
	out, err := unsealObject(data, k.plan, open)
	if err != nil {
		return nil, fmt.Errorf("unseal %s: %w", k.Name, err)
	}
	return out, nil
}

type opener = func(path string, sealed []byte) ([]byte, error)

func unsealObject(object []byte, list []*column, open opener) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(object))
	if err := expect(d, '{'); err != nil {
		return nil, err
	}
	out := []byte{'{'}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		name, _ := key.(string)
		if value, err = unsealMember(value, below(list, name), open); err != nil {
			return nil, err
		}
		out = appendMember(out, name, value)
	}
	return append(out, '}'), nil
}

func unsealMember(value json.RawMessage, c *column, open opener) (json.RawMessage, error) {
	switch {
	case c == nil || !c.holdsSeal():
		return value, nil
	case c.seal:
		return c.openUnit(value, open)
	case c.field.Type == List:
		return unsealItems(value, c.children, open)
	default:
		return unsealObject(value, c.children, open)
	}
}

func (c *column) openUnit(value json.RawMessage, open opener) (json.RawMessage, error) {
	var unit struct{ Sealed *[]byte }
	if value[0] != '{' {
		return value, nil
	}
	if err := json.Unmarshal(value, &unit); err != nil {
		return nil, fmt.Errorf("%s: the sealed value is not base64", c.field.Path)
	}
	if unit.Sealed == nil {
		return value, nil
	}
	plain, err := open(c.field.Path, *unit.Sealed)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.field.Path, err)
	}
	return plain, nil
}

func unsealItems(list []byte, children []*column, open opener) ([]byte, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(list, &items); err != nil {
		return nil, err
	}
	out := []byte{'['}
	for i, item := range items {
		if i > 0 {
			out = append(out, ',')
		}
		plain, err := unsealObject(item, children, open)
		if err != nil {
			return nil, err
		}
		out = append(out, plain...)
	}
	return append(out, ']'), nil
}

func expect(d *json.Decoder, delimiter json.Delim) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	if token != delimiter {
		return errors.New("a JSON object is expected")
	}
	return nil
}
