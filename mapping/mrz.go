package mapping

import "strings"

// zone is a machine readable zone whose check digits fit: its lines of 30, 36 or 44 characters joined.
type zone struct {
	text string
	form *zoneForm
}

// zoneForm says where the parts stand in the joined lines (ICAO 9303 parts 4, 5 and 6), from and to.
type zoneForm struct {
	lines, width                                   int
	code, state, number, names, nationality, birth [2]int
	sex, expiry, optional, optional2               [2]int
	numberCheck, birthCheck, expiryCheck, allCheck int
	optionalCheck                                  int // of a passport's personal number; 0 where there is none
	all                                            [][2]int
	longNumber                                     bool // a number of more than nine characters goes on in the optional data
}

var zoneForms = []*zoneForm{
	{ // TD1, identity cards: 3 × 30
		lines: 3, width: 30, code: [2]int{0, 2}, state: [2]int{2, 5}, number: [2]int{5, 14}, numberCheck: 14, optional: [2]int{15, 30},
		birth: [2]int{30, 36}, birthCheck: 36, sex: [2]int{37, 38}, expiry: [2]int{38, 44}, expiryCheck: 44, nationality: [2]int{45, 48},
		optional2: [2]int{48, 59}, allCheck: 59, all: [][2]int{{5, 30}, {30, 37}, {38, 45}, {48, 59}}, names: [2]int{60, 90}, longNumber: true,
	},
	{ // TD2: 2 × 36
		lines: 2, width: 36, code: [2]int{0, 2}, state: [2]int{2, 5}, names: [2]int{5, 36}, number: [2]int{36, 45}, numberCheck: 45,
		nationality: [2]int{46, 49}, birth: [2]int{49, 55}, birthCheck: 55, sex: [2]int{56, 57}, expiry: [2]int{57, 63}, expiryCheck: 63,
		optional: [2]int{64, 71}, allCheck: 71, all: [][2]int{{36, 46}, {49, 56}, {57, 71}}, longNumber: true,
	},
	{ // TD3, passports: 2 × 44
		lines: 2, width: 44, code: [2]int{0, 2}, state: [2]int{2, 5}, names: [2]int{5, 44}, number: [2]int{44, 53}, numberCheck: 53,
		nationality: [2]int{54, 57}, birth: [2]int{57, 63}, birthCheck: 63, sex: [2]int{64, 65}, expiry: [2]int{65, 71}, expiryCheck: 71,
		optional: [2]int{72, 86}, optionalCheck: 86, allCheck: 87, all: [][2]int{{44, 54}, {57, 64}, {65, 87}},
	},
}

// readZone reads a zone as one text, its lines with line breaks between them or without. False where the
// length, a character or a check digit is wrong.
func readZone(s string) (zone, bool) {
	if strings.ContainsAny(s, "\r\n") {
		s = strings.ReplaceAll(strings.TrimRight(s, "\r\n"), "\r\n", "\n")
	}
	for _, f := range zoneForms {
		text, ok := f.joined(s)
		if !ok {
			continue
		}
		z := zone{text, f}
		return z, z.fits()
	}
	return zone{}, false
}

// joined is the lines of s without their breaks; false if it has another form.
func (f *zoneForm) joined(s string) (string, bool) {
	size := f.lines * f.width
	if len(s) == size+f.lines-1 {
		lines := strings.Split(s, "\n")
		s = strings.Join(lines, "")
		for _, line := range lines {
			if len(line) != f.width {
				return "", false
			}
		}
	}
	return s, len(s) == size
}

func (z zone) part(at [2]int) string { return z.text[at[0]:at[1]] }

// fits says whether all characters are of the zone's alphabet and all check digits are right.
func (z zone) fits() bool {
	for i := range len(z.text) {
		if zoneValue(z.text[i]) < 0 {
			return false
		}
	}
	f := z.form
	if _, ok := z.number(); !ok || !z.checked(f.birthCheck, f.birth) || !z.checked(f.expiryCheck, f.expiry) || !z.checked(f.allCheck, f.all...) {
		return false
	}
	empty := f.optionalCheck != 0 && strings.Trim(z.part(f.optional), "<") == ""
	return f.optionalCheck == 0 || empty && z.text[f.optionalCheck] == '<' || z.checked(f.optionalCheck, f.optional)
}

// checked says whether the digit at a place is the check digit of parts.
func (z zone) checked(at int, parts ...[2]int) bool {
	text := ""
	for _, p := range parts {
		text += z.part(p)
	}
	return z.text[at] == zoneDigit(text)
}

// number is the document's number without its filler. Where "<" stands for its check digit, its rest and the
// digit open the optional data.
func (z zone) number() (string, bool) {
	f := z.form
	if !f.longNumber || z.text[f.numberCheck] != '<' {
		n := strings.TrimRight(z.part(f.number), "<")
		return n, n != "" && z.checked(f.numberCheck, f.number)
	}
	rest, _, _ := strings.Cut(z.part(f.optional), "<")
	if len(rest) < 2 || strings.Contains(z.part(f.number), "<") {
		return "", false
	}
	n := z.part(f.number) + rest[:len(rest)-1]
	return n, rest[len(rest)-1] == zoneDigit(n)
}

// freeData is the first optional data, without what a long number took of it.
func (z zone) freeData() string {
	data := z.part(z.form.optional)
	if z.form.longNumber && z.text[z.form.numberCheck] == '<' {
		_, data, _ = strings.Cut(data, "<")
	}
	return strings.TrimRight(data, "<")
}

// names are the surname and the given names, as printed: capitals, a space for each filler between.
func (z zone) names() (surname, given string) {
	surname, given, _ = strings.Cut(strings.TrimRight(z.part(z.form.names), "<"), "<<")
	return strings.ReplaceAll(surname, "<", " "), strings.TrimSpace(strings.ReplaceAll(given, "<", " "))
}

// zoneDigit is the check digit of ICAO 9303 part 3, 4.9: weights 7, 3, 1.
func zoneDigit(s string) byte {
	sum := 0
	for i := range len(s) {
		sum += zoneValue(s[i]) * [3]int{7, 3, 1}[i%3]
	}
	return byte('0' + sum%10)
}

// zoneValue is a character's value; -1 of one that zones do not have.
func zoneValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	case c == '<':
		return 0
	}
	return -1
}
