package mapping

import "strings"

// circle is the way on which a let comes back to itself, "a → b → a"; "" if it does not.
func (c *compiler) circle(name string) string {
	w := wayBack{compiler: c, name: name, seen: map[string]bool{}}
	if !w.from(name) {
		return ""
	}
	return name + " → " + strings.Join(w.way, " → ")
}

// wayBack is the search for such a way, in the words of the expressions: those that do not compile count too.
type wayBack struct {
	compiler *compiler
	name     string
	way      []string
	seen     map[string]bool
}

func (w *wayBack) from(name string) bool {
	w.seen[name] = true
	for _, word := range names(w.compiler.values[name].Value) {
		if w.compiler.values[word] == nil || w.seen[word] && word != w.name {
			continue
		}
		w.way = append(w.way, word)
		if word == w.name || w.from(word) {
			return true
		}
		w.way = w.way[:len(w.way)-1]
	}
	return false
}

// names are the words of an expression outside of quotes that may be names: no fields, which follow a dot.
func names(text string) []string {
	var out []string
	runes := []rune(text)
	for at := 0; at < len(runes); {
		switch r := runes[at]; {
		case r == '"' || r == '\'':
			at = quoteEnd(runes, at)
		case isWord(r):
			end := wordEnd(runes, at)
			if at == 0 || runes[at-1] != '.' {
				out = append(out, string(runes[at:end]))
			}
			at = end
		default:
			at++
		}
	}
	return out
}
