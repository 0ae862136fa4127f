package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// shape writes down which members JSON has and of which types, in alphabetical order; the elements of an array
// count as one wherever they have the same shape.
func shape(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var members []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			members = append(members, name+" "+shape(v[name]))
		}
		return "{" + strings.Join(members, ", ") + "}"
	case []any:
		var shapes []string
		for _, e := range v {
			if s := shape(e); !slices.Contains(shapes, s) {
				shapes = append(shapes, s)
			}
		}
		return "[" + strings.Join(shapes, " | ") + "]"
	case string:
		return "text"
	case float64:
		return "number"
	case bool:
		return "bool"
	}
	return "null"
}

// hasShape fails unless the text is JSON of exactly this shape, on one line.
func hasShape(t *testing.T, text, want string) {
	t.Helper()
	if strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") {
		t.Errorf("not one line: %.300q", text)
	}
	if got := shape(decodeJSON[any](t, text)); got != want {
		t.Errorf("shape\n got %s\nwant %s", got, want)
	}
}

func TestShapeTellsDifferencesApart(t *testing.T) {
	for text, want := range map[string]string{
		`{"b": 1, "a": [{"x": "s"}, {"x": "t"}]}`: "{a [{x text}], b number}",
		`[{"x": "s"}, {"x": null}, true]`:         "[{x text} | {x null} | bool]",
		`[]`:                                      "[]",
	} {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil || shape(v) != want {
			t.Error(fmt.Sprint(err), text, shape(v), want)
		}
	}
}
