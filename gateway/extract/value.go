package extract

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"bilgate/mapping/canon"
)

// value writes a plain field's value as the page shows it: codes by their labels, dates in the country's form.
func (c *contents) value(f *canon.Field, value any) (string, error) {
	if f.Type == canon.List {
		texts, err := textsOf(f, value)
		if err != nil {
			return "", err
		}
		return c.fieldText(f, strings.Join(texts, ", "))
	}
	raw, err := scalar(f, value)
	if err != nil {
		return "", err
	}
	switch {
	case f.Codes != "":
		return c.fieldText(f, c.label(f.Codes, raw).String())
	case f.Type == canon.Date:
		return c.fieldText(f, shortDate(raw))
	case f.Type == canon.Timestamp:
		return c.fieldText(f, shortTime(raw))
	}
	return c.fieldText(f, raw)
}

func (c *contents) fieldText(f *canon.Field, s string) (string, error) {
	clean, err := c.text(s)
	if err != nil {
		return "", fmt.Errorf("%s: %w", f.Path, err)
	}
	return clean, nil
}

// scalar is the JSON text of a text, number or truth value.
func scalar(f *canon.Field, value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	case bool:
		if v {
			return yes.String(), nil
		}
		return no.String(), nil
	}
	return "", shapeError(f, value)
}

func textsOf(f *canon.Field, value any) ([]string, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, shapeError(f, value)
	}
	var out []string
	for _, item := range list {
		s, ok := item.(string)
		if !ok {
			return nil, shapeError(f, item)
		}
		out = append(out, s)
	}
	return out, nil
}

// label is a code's name on the document's day, its earliest name if it is out of use by then, and the code itself if
// the list never had it.
func (c *contents) label(list, code string) both {
	codes, ok := canon.Codes(list)
	if !ok {
		return both{KK: code}
	}
	for _, at := range []time.Time{c.at, {}} {
		if codes.Has(code, at) {
			return both{codes.Label(code, "kk", at), codes.Label(code, "ru", at)}
		}
	}
	return both{KK: code}
}
