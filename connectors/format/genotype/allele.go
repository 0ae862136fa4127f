package genotype

import (
	"cmp"
	"strings"
)

// value is what one written value means.
type value int

const (
	designated  value = iota // an allele
	absent                   // not tested, or failed
	offLadder                // seen, but not named
	filler                   // a legacy stand-in for "any"
	isoallele                // an allele by its length, with its sequence beside it
	sequenced                // named by its sequence alone
	notAmel                  // at amelogenin: neither X nor Y
	ungrammatic              // none of these: refused
)

// meaning classifies one trimmed value at a locus.
func (m Marker) meaning(text string) value {
	switch {
	case isAbsent(text):
		return absent
	case isOffLadder(text):
		return offLadder
	case m.Kind == Sex:
		return amelMeaning(text)
	case m.Kind == Autosomal && (text == "0" || text == "1" || text == "99"):
		return filler
	case isAllele(text, m.Variant):
		return designated
	case m.isIsoallele(text):
		return isoallele
	case isSequence(text):
		return sequenced
	}
	return ungrammatic
}

// amelMeaning wants one letter a value; a cell with two in it was not taken apart and is refused.
func amelMeaning(text string) value {
	switch {
	case text == "X" || text == "Y":
		return designated
	case strings.ContainsAny(text, ",;/| "):
		return ungrammatic
	}
	return notAmel
}

// isAllele is the grammar 1*2DIGIT [ "." DIGIT ] with a microvariant of 1 to variant, and no leading zero.
func isAllele(text string, variant int) bool {
	whole, part, fraction := strings.Cut(text, ".")
	if len(whole) == 0 || len(whole) > 2 || !isDigits(whole) || len(whole) == 2 && whole[0] == '0' {
		return false
	}
	return !fraction || len(part) == 1 && part[0] >= '1' && int(part[0]-'0') <= variant
}

func isAbsent(text string) bool {
	switch len(text) {
	case 0:
		return true
	case 1:
		return strings.ContainsRune("oOfFrR-", rune(text[0]))
	case 2:
		return strings.EqualFold(text, "NA") || strings.EqualFold(text, "NR") || strings.EqualFold(text, "UN")
	case 3:
		return strings.EqualFold(text, "N/A") || strings.EqualFold(text, "NEG")
	}
	return strings.EqualFold(text, "NULL")
}

// isOffLadder knows OL, OMR (outside the marker's range), *, anything with a question mark, and the
// bounds of a ladder: <8, >20, ≤8, ≥20.
func isOffLadder(text string) bool {
	if strings.EqualFold(text, "OL") || strings.EqualFold(text, "OMR") || text == "*" || text == "?" {
		return true
	}
	if base, doubt := strings.CutSuffix(text, "?"); doubt {
		return isAllele(base, 5) || strings.EqualFold(base, "OL")
	}
	for _, bound := range [...]string{"<", ">", "≤", "≥"} {
		if limit, ok := strings.CutPrefix(text, bound); ok {
			return isAllele(strings.TrimSpace(strings.TrimPrefix(limit, "=")), 5)
		}
	}
	return false
}

// isIsoallele knows the nomenclature of the longest uninterrupted stretch, 15_14_1_0: the allele by its length
// goes before the lengths of what was sequenced.
func (m Marker) isIsoallele(text string) bool {
	length, rest, underscored := strings.Cut(text, "_")
	return underscored && m.meaning(length) == designated && rest != "" && strings.Trim(rest, "0123456789_.") == ""
}

// isSequence knows repeats in brackets, [AGAT]12. Their sum need not be the allele.
func isSequence(text string) bool {
	return strings.HasPrefix(text, "[") && strings.Contains(text, "]") && strings.Trim(text, "[]ACGTN0123456789 ") == ""
}

func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return len(text) > 0
}

// compareAlleles orders alleles as decimals, 9.3 before 10; X and Y come after all numbers.
func compareAlleles(a, b string) int {
	if c := cmp.Compare(tenths(a), tenths(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// tenths is an allele as an integer number of tenths of a repeat.
func tenths(allele string) int {
	if !isDigits(allele[:1]) {
		return 1 << 16
	}
	whole, part, _ := strings.Cut(allele, ".")
	n := 0
	for i := range len(whole) {
		n = n*10 + int(whole[i]-'0')
	}
	n *= 10
	if part != "" {
		n += int(part[0] - '0')
	}
	return n
}
