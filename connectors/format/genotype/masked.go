package genotype

// Mask stands for a value that is not shown.
const Mask = "***"

// Masked is the profile for a reader who may see its shape and no value of it: the sample's name, every
// allele and what was written are [Mask]. A locus that is not in loci.csv could have any name, so its name is
// masked too. Class and findings are as they are; the profile itself is left alone.
func (p Profile) Masked() Profile {
	p.Sample = Mask
	loci := make([]Locus, len(p.Loci))
	for i, l := range p.Loci {
		loci[i] = l.masked()
	}
	p.Loci = loci
	return p
}

func (l Locus) masked() Locus {
	if knownName(l.Name) == "" {
		l.Name = Mask
	}
	alleles := make([]string, len(l.Alleles))
	for i := range alleles {
		alleles[i] = Mask
	}
	l.Alleles, l.Raw = alleles, Mask
	return l
}
