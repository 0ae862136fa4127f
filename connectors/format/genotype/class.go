package genotype

// tally counts what decides a profile's class.
type tally struct {
	designated int // autosomal loci in full
	extra      int // loci with more alleles than one person has copies
	crowded    bool
}

// crowd is the number of alleles at one locus that no single person's profile has.
const crowd = 5

func (t *tally) add(m Marker, l Locus) {
	if m.Kind == Autosomal && !l.Incomplete {
		t.designated++
	}
	if len(l.Alleles) > m.Copies {
		t.extra++
	}
	t.crowded = t.crowded || len(l.Alleles) >= crowd
}

// class says what the profile may be used for. More than four alleles at a locus, or more alleles than
// copies at several loci, is a mixture.
func (p *Profile) class(t tally) Class {
	if _, refused := p.Refusal(); refused {
		return Refused
	}
	switch {
	case t.crowded || t.extra > 1:
		return Mixture
	case t.designated < PersonLoci:
		p.note(Place{}, "", GradeTable, RuleTooFewLoci)
		return Incomplete
	}
	return Person
}
