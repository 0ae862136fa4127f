package mrz

import "strings"

// readName gives primary and secondary identifier (Doc 9303-3 clause 4.6). The
// first << parts them; a single filler stands for a blank, a hyphen or an
// apostrophe, and is given as a blank in the surname and as a border between
// given names. A name that fills its field may be truncated.
func (z *zone) readName() (surname string, given []string, truncated bool) {
	field, name := z.text(z.name), z.trimmed(z.name)
	z.checkName(name)
	primary, secondary, _ := strings.Cut(name, "<<")
	words := func(s string) []string { return strings.FieldsFunc(s, func(r rune) bool { return r == '<' }) }
	return strings.Join(words(primary), " "), words(secondary), !strings.HasSuffix(field, "<")
}

// checkName looks at a name without the fillers behind it.
func (z *zone) checkName(name string) {
	if i := strings.IndexAny(name, "0123456789"); i >= 0 {
		z.add(GradeTable, RuleNameLetters, FieldName, shift(z.name, i), class('0'), "letter or filler", "a name has letters only")
	}
	if name == "" {
		z.add(GradeTable, RuleNameEmpty, FieldName, z.name, class('<'), "letter", "the name is empty")
		return
	}
	if i := strayFiller(name); i >= 0 {
		z.add(GradeTable, RuleNameSeparator, FieldName, shift(z.name, i), class('<'), "letter", "a name begins with a filler, or is parted by << more than once")
	}
}

// strayFiller finds the first filler of a name that neither parts two words nor
// primary from secondary identifier: one at the start, the third of three, the
// first of a second <<. It is -1 if there is none.
func strayFiller(name string) int {
	if name[0] == '<' {
		return 0
	}
	first := strings.Index(name, "<<")
	if first < 0 {
		return -1
	}
	secondary := name[first+2:]
	if secondary[0] == '<' {
		return first + 2
	}
	if second := strings.Index(secondary, "<<"); second >= 0 {
		return first + 2 + second
	}
	return -1
}
