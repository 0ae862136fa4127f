package mapping

import (
	"strings"
	"testing"
	"time"
)

// TestEditorIsBounded: texts that are made to be hard take no longer than a person waits.
func TestEditorIsBounded(t *testing.T) {
	for name, text := range map[string]string{
		"brackets":    "fields: " + strings.Repeat("[", 100_000) + cursor,
		"curly":       "fields:\n  person.sex: " + strings.Repeat("{a: ", 100_000) + cursor,
		"keys":        "fields:\n" + strings.Repeat("  a: b\n", 50_000) + cursor,
		"indentation": "fields:\n" + nested(2_000) + cursor,
		"quotes":      "let:\n  a: " + strings.Repeat(`"`, 100_001) + cursor,
		"dots":        "let:\n  a: src" + strings.Repeat(".a", 4_000) + cursor,
	} {
		begun := time.Now()
		e, at := edited(t, text)
		e.Hover(at.line, at.column)
		e.Complete(at.line, at.column)
		e.Definition(at.line, at.column)
		e.Outline()
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%s take %v", name, took)
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
}

// nested is keys that stand one below the other.
func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i+2) + "a:\n")
	}
	return b.String()
}
