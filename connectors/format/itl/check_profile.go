package itl

import (
	"bytes"
	"slices"
)

// CheckProfile reports, with grade P, what the transaction lacks for a partner.
func (t *Transaction) CheckProfile(p Profile) []Finding {
	if t.fault != nil {
		return nil
	}
	c := newChecker(t)
	first := &t.Records[0]
	tot := first.Text(4)
	if len(p.TOTs) > 0 && !slices.Contains(p.TOTs, tot) {
		c.field(first, 4, GradeProfile, RuleTransactionType, "the type of transaction is not one that this partner sends")
	}
	c.checkType2(p.demands(tot), len(p.Fields) > 0)
	if p.TenFingers || slices.Contains(p.TenPrints, tot) {
		c.checkTenFingers(&p)
	}
	if slices.Contains(p.Latents, tot) && t.firstOfType(13) == nil {
		c.record(first, GradeProfile, RuleLatent, "there is no latent print, which the type of transaction asks for")
	}
	return c.findings
}

// checkDomain reports a domain that has a profile, but none for this version of
// it: its Type-2 is not read by another version's numbers.
func (t *Transaction) checkDomain() []Finding {
	name := t.Type1().Domain.Name
	if t.fault != nil || name == "" || !isKnownDomain(name) {
		return nil
	}
	c := newChecker(t)
	c.field(&t.Records[0], 13, GradeProfile, RuleDomain, "the domain is known, this version of it is not")
	return c.findings
}

// demands are the numbers of Type-2 that a type of transaction must have, with
// their mnemonics.
func (p *Profile) demands(tot string) []Type2Field {
	var demanded []Type2Field
	for _, number := range p.Type2 {
		f, _ := p.Field(number)
		f.Number = number
		demanded = append(demanded, f)
	}
	for _, f := range p.Fields {
		if slices.Contains(f.Demanded, tot) || slices.Contains(f.Demanded, "*") {
			demanded = append(demanded, f)
		}
	}
	return demanded
}

// checkType2 asks for a Type-2 record where a profile has fields for it, and for
// the fields that are demanded.
func (c *checker) checkType2(demanded []Type2Field, expected bool) {
	second := c.t.firstOfType(2)
	if second == nil {
		if len(demanded) > 0 || expected {
			c.record(&c.t.Records[0], GradeProfile, RuleType2, "there is no Type-2 record")
		}
		return
	}
	for _, want := range demanded {
		if f, ok := second.Field(want.Number); !ok || len(bytes.TrimSpace(f.Value)) == 0 {
			c.field(second, want.Number, GradeProfile, RuleType2, "%s is missing", defaultTo(want.Mnemonic, "the field"))
		}
	}
}

// firstOfType is nil when there is no record of that type.
func (t *Transaction) firstOfType(typ int) *Record {
	for i := range t.Records {
		if t.Records[i].Type == typ {
			return &t.Records[i]
		}
	}
	return nil
}

// checkTenFingers asks for each finger as an image of its own or in AMP: 14.018,
// or the profile's own field of that name for cards of Type-4 records.
func (c *checker) checkTenFingers(p *Profile) {
	accounted := map[int]bool{}
	for _, m := range c.t.type2Missing(p) {
		accounted[m.Position] = true
	}
	for _, f := range c.t.Fingerprints() {
		if f.Kind == Finger && len(f.Data) > 0 && len(f.Positions) == 1 {
			accounted[f.Position] = true
		}
		for _, m := range f.Missing {
			accounted[m.Position] = true
		}
	}
	for finger := 1; finger <= 10; finger++ {
		if !accounted[finger] {
			c.record(&c.t.Records[0], GradeProfile, RuleTenFingers, "finger %d is neither an image nor in AMP", finger)
		}
	}
}

// type2Missing reads the profile's field AMP of Type-2, if it has one.
func (t *Transaction) type2Missing(p *Profile) []MissingFinger {
	second := t.firstOfType(2)
	at := slices.IndexFunc(p.Fields, func(f Type2Field) bool { return f.Mnemonic == "AMP" })
	if second == nil || at < 0 {
		return nil
	}
	return second.missing(p.Fields[at].Number)
}
