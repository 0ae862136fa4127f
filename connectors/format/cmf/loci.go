package cmf

import (
	"slices"

	"bilgate/connectors/format/genotype"
)

// LocusName is the schema's name for a canonical locus name; a name that the schema does not list
// stays as it is.
func LocusName(canonical string) string {
	switch canonical {
	case "DYS389I":
		return "DYS389 I"
	case "DYS389II":
		return "DYS389 II"
	}
	return canonical
}

// LocusOf writes one locus of a profile, read by one person at one time (an xs:dateTime).
//
// A homozygote is one ALLELE: older schemas key an allele by its value, and files in use are written
// so. An incomplete locus goes out with what was not designated, so that whoever reads it finds it
// incomplete again.
func LocusOf(l genotype.Locus, readBy, readAt string) Locus {
	out := Locus{Name: LocusName(l.Name), ReadingBy: readBy, ReadingTime: readAt}
	for _, value := range writtenValues(l) {
		out.Alleles = append(out.Alleles, Allele{Value: value})
	}
	return out
}

func writtenValues(l genotype.Locus) []string {
	m, _ := genotype.MarkerOf(l.Name)
	pairs := m.Kind != genotype.X && m.Kind != genotype.Unknown // where one allele stands for two
	switch {
	case l.Incomplete:
		return append(slices.Clone(l.Alleles), l.Undesignated()...)
	case pairs && len(l.Alleles) == 2 && l.Alleles[0] == l.Alleles[1]:
		return l.Alleles[:1]
	}
	return l.Alleles
}
