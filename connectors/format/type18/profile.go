package type18

import (
	"fmt"
	"slices"

	"bilgate/connectors/format/genotype"
	"bilgate/connectors/format/itl"
)

// RuleFlags is a finding of grade E: alleles where ALL says that there are none, or LAI that nobody looked.
const RuleFlags = "str_flags"

// Profiles are the profiles of a transaction's Type-18 records, in file order.
func Profiles(t *itl.Transaction) []genotype.Profile {
	var profiles []genotype.Profile
	for i := range t.Records {
		if d, ok := itl.DNA(&t.Records[i]); ok {
			profiles = append(profiles, Profile(d))
		}
	}
	return profiles
}

// Profile makes a record's STR result canonical. The record of its findings is that of the transaction, and
// their place the offset of the subfield of 18.016.
func Profile(d itl.DNARecord) genotype.Profile {
	readings := make([]genotype.Reading, 0, len(d.Loci))
	for _, l := range d.Loci {
		if l.Present && l.Analysed {
			readings = append(readings, readingOf(l))
		}
	}
	p := genotype.Rules{}.Profile(d.ProfileID, readings)
	refuse(&p, d.Loci)
	for i := range p.Findings {
		p.Findings[i].Record = int32(d.Record)
	}
	return p
}

func readingOf(l itl.DNALocus) genotype.Reading {
	name := l.Name
	if name == "" {
		name = fmt.Sprintf("DLR %d", l.Number)
	}
	return genotype.Reading{Locus: name, Values: valuesOf(l), Kit: l.KitName, Place: placeOf(l)}
}

// valuesOf are the alleles; those of a call that is not precise carry the question mark of tables.
func valuesOf(l itl.DNALocus) []string {
	if l.Precise {
		return l.Alleles
	}
	values := make([]string, 0, len(l.Alleles))
	for _, allele := range l.Alleles {
		values = append(values, allele+"?")
	}
	return values
}

func placeOf(l itl.DNALocus) genotype.Place { return genotype.Place{Offset: int32(l.Offset)} }

// refuse wants no allele where the flags say that there is none. One such locus is enough.
func refuse(p *genotype.Profile, loci []itl.DNALocus) {
	i := slices.IndexFunc(loci, func(l itl.DNALocus) bool { return len(l.Alleles) > 0 && !(l.Present && l.Analysed) })
	if i < 0 {
		return
	}
	p.Class = genotype.Refused
	p.Findings = append(p.Findings, genotype.Finding{
		Grade: genotype.GradeConsistency, Locus: loci[i].Name, Place: placeOf(loci[i]), Rule: RuleFlags,
		Message: "alleles are given where the flags say that there are none, or that the locus was not analysed",
	})
}
