package canon

import "strconv"

// matrix is what the law makes of a kind's fields, basis by basis, as words of the dictionary: "R" for required, "A"
// for allowed, "–" for outside.
type matrix struct {
	Bases  []*Basis
	Fields []matrixRow // a path in Name
	Rules  []matrixRow // of subject and pictures; a word of the dictionary in Name
}

type matrixRow struct {
	Name  string
	Cells []string
}

// matrix is nil for a kind without bases.
func (k *Kind) matrix() *matrix {
	m := &matrix{Bases: basesOf(k.Name)}
	if len(m.Bases) == 0 {
		return nil
	}
	for _, f := range k.Fields {
		m.add(f, nil)
	}
	m.rule("Subject named by the IIN", func(b *Basis) string { return allowedWord(b.permits[iinSubject]) })
	m.rule("Pictures: at least", func(b *Basis) string { return strconv.Itoa(b.Images.Least) })
	m.rule("Pictures: all ten fingers shown or explained", func(b *Basis) string { return requiredWord(b.Images.Fingers) })
	m.rule("Pictures: palms", func(b *Basis) string { return palmWords[b.Images.Palms] })
	return m
}

var palmWords = map[PalmRule]string{PalmsRequired: "R", PalmsAllowed: "A", PalmsOutside: "–"}

// add writes the row of a field, or those below a struct of which a basis names a field. above are the words of the
// struct around it, which stand for all below. What the kind itself requires, every basis does.
func (m *matrix) add(f *Field, above []string) {
	row := matrixRow{Name: f.Path}
	for i, b := range m.Bases {
		word := b.word(f.Path)
		switch {
		case above == nil && f.Required:
			word = "R"
		case above != nil && word == "–":
			word = above[i]
		}
		row.Cells = append(row.Cells, word)
	}
	if f.Type != Struct || whole(f, m.Bases) {
		m.Fields = append(m.Fields, row)
		return
	}
	for _, child := range f.Fields {
		m.add(child, allowedOnly(row.Cells))
	}
}

// whole says whether no basis names a field below a struct.
func whole(f *Field, bases []*Basis) bool {
	for _, child := range allFields(f.Fields) {
		for _, b := range bases {
			if b.permits[child.Path] {
				return false
			}
		}
	}
	return true
}

// allowedOnly: a required struct does not require each of its fields.
func allowedOnly(words []string) []string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = allowedWord(word != "–")
	}
	return out
}

func (b *Basis) word(path string) string {
	for _, p := range b.Required {
		if p == path {
			return "R"
		}
	}
	return allowedWord(b.permits[path])
}

func (m *matrix) rule(name string, word func(*Basis) string) {
	row := matrixRow{Name: name}
	for _, b := range m.Bases {
		row.Cells = append(row.Cells, word(b))
	}
	m.Rules = append(m.Rules, row)
}

func allowedWord(yes bool) string {
	if yes {
		return "A"
	}
	return "–"
}

// requiredWord is for what no basis forbids.
func requiredWord(yes bool) string {
	if yes {
		return "R"
	}
	return "A"
}
