package genotype

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
)

// Kit is what kits.tsv knows of a typing kit: its markers, and from which allele to which the ladder of
// each goes.
type Kit struct {
	Name string   // as CODIS CMF lists it, where it does
	Loci []string // canonical names, in the kit's own order

	ladders map[string]ladder
}

// ladder is the reach of a marker's allelic ladder in tenths of a repeat. Both ends are 0 where the kit has
// none for it: amelogenin, an indel, a quality sensor.
type ladder struct{ low, high int }

//go:embed kits.tsv
var kitTable string

var kits = loadKits(kitTable)

// KitOf finds a kit by its name, or by that of a GeneMapper panel made of it: "GlobalFiler_Panel_v1",
// "COrDIS_Plus". Letter case and punctuation do not count. ok is false for a kit that is not in the table.
func KitOf(name string) (k Kit, ok bool) {
	spelled := spelling(name)
	if k, ok = kits[spelled]; ok {
		return k, true
	}
	base, _, isPanel := strings.Cut(spelled, "PANEL")
	if !isPanel {
		base = strings.TrimSuffix(strings.TrimRight(spelled, "0123456789"), "V")
	}
	k, ok = kits[base]
	return k, ok
}

// Has says whether a canonical locus is among the kit's markers.
func (k Kit) Has(locus string) bool {
	_, ok := k.ladders[locus]
	return ok
}

// reaches says whether the ladder of a marker spans the allele. A marker without a ladder spans all.
func (k Kit) reaches(locus, allele string) bool {
	l := k.ladders[locus]
	n := tenths(allele)
	return l.high == 0 || l.low <= n && n <= l.high
}

func loadKits(table string) map[string]Kit {
	found := map[string]Kit{}
	for _, row := range embeddedTSV(table)[1:] {
		k := kitFrom(row[0], row[2])
		found[spelling(k.Name)] = k
		for also := range strings.SplitSeq(row[1], "|") {
			if also != "" {
				found[spelling(also)] = k
			}
		}
	}
	return found
}

func kitFrom(name, markers string) Kit {
	k := Kit{Name: name, ladders: map[string]ladder{}}
	for marker := range strings.SplitSeq(markers, "; ") {
		var l ladder
		if cut := strings.LastIndexByte(marker, ' '); cut > 0 && strings.Contains(marker[cut:], "-") {
			low, high, _ := strings.Cut(marker[cut+1:], "-")
			l, marker = ladder{tenths(low), tenths(high)}, marker[:cut]
		}
		k.Loci = append(k.Loci, marker)
		k.ladders[marker] = l
	}
	return k
}

// checkKit holds a locus against the markers and ladders of the kit that found it, where that is known.
func (p *Profile) checkKit(l Locus, reading Reading, name string) {
	if name == "" || knownName(l.Name) == "" {
		return
	}
	kit, known := KitOf(name)
	switch {
	case !known:
	case !kit.Has(l.Name):
		p.note(reading.Place, l.Name, GradeTable, RuleKitLocus)
	case slices.ContainsFunc(l.Alleles, func(allele string) bool { return !kit.reaches(l.Name, allele) }):
		p.note(reading.Place, l.Name, GradeTable, RuleKitLadder)
	}
}

// kitOf is the one kit that the readings name.
func (r Rules) kitOf(readings []Reading) string {
	name := r.Kit
	for i, reading := range readings {
		if this := cmp.Or(reading.Kit, r.Kit); i == 0 {
			name = this
		} else if this != name {
			return ""
		}
	}
	if k, ok := KitOf(name); ok {
		return k.Name
	}
	return name
}
