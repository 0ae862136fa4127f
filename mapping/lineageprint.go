package mapping

import (
	"strings"

	"bilgate/mapping/canon"
)

// printedLine is where the extract prints a field, by language: the labels of the groups around it and its own.
// A field that names a stored object is not printed.
func (p *Program) printedLine(path string) map[canon.Lang]string {
	out := map[canon.Lang]string{}
	if f, ok := p.kind.Field(path); !ok || f.Reference {
		return out
	}
	around := p.kind.Fields
	for around != nil {
		var next []*canon.Field
		for _, f := range around {
			if f.Path == path || within(path, f.Path) {
				for lang, label := range f.Labels {
					out[lang] = under(out[lang], label)
				}
				next = f.Fields
			}
		}
		around = next
	}
	return out
}

// within says whether a field lies in a struct, or in a list's items.
func within(path, outer string) bool {
	return strings.HasPrefix(path, outer+".") || strings.HasPrefix(path, outer+"[].")
}

func under(group, label string) string {
	if group == "" {
		return label
	}
	return group + " › " + label
}
