package genotype

import (
	_ "embed"
	"strings"
)

//go:embed sets.tsv
var setTable string

var locusSets = loadSets(setTable)

// LocusSet are the canonical names of an agreed set of loci, in the order of its source; nil for a name
// that is not in sets.tsv. The sets are "CODIS 20" (core loci since 2017), "ESS 7" and "ESS 12" (European
// standard set, 2001 and 2009), "Prüm 24" (Decision 2008/616/JHA), and of order 730 "order 730 annex 14
// autosomal", "order 730 annex 14 Y" and "order 730 annex 17".
func LocusSet(name string) []string { return locusSets[name] }

func loadSets(table string) map[string][]string {
	found := map[string][]string{}
	for _, row := range embeddedTSV(table)[1:] {
		found[row[0]] = strings.Split(row[1], "; ")
	}
	return found
}

// Missing are the loci of a set that the profile does not have in full.
func (p Profile) Missing(set []string) []string {
	complete := make(map[string]bool, len(p.Loci))
	for _, l := range p.Loci {
		complete[l.Name] = !l.Incomplete
	}
	var missing []string
	for _, name := range set {
		if !complete[name] {
			missing = append(missing, name)
		}
	}
	return missing
}

// demand notes, with grade P, the loci that the source's agreement asks for and the profile lacks.
func (p *Profile) demand(required []string) {
	if len(required) == 0 {
		return
	}
	for _, name := range p.Missing(required) {
		p.note(Place{}, name, GradeProfile, RuleRequiredLocus)
	}
}
