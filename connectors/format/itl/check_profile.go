package itl

import "slices"

// Profile is what one partner demands beyond the standard.
type Profile struct {
	TOTs       []string // the types of transaction it may send; none = any
	Type2      []int    // the numbers that its Type-2 record must have
	TenFingers bool     // positions 1 to 10 each as an image or in AMP
}

// CheckProfile reports, with grade P, what the transaction lacks for a partner.
func (t *Transaction) CheckProfile(p Profile) []Finding {
	if t.fault != nil {
		return nil
	}
	c := newChecker(t)
	first := &t.Records[0]
	if len(p.TOTs) > 0 && !slices.Contains(p.TOTs, first.Text(4)) {
		c.field(first, 4, GradeProfile, RuleTransactionType, "the type of transaction is not one that this partner sends")
	}
	c.checkType2(p.Type2)
	if p.TenFingers {
		c.checkTenFingers()
	}
	return c.findings
}

func (c *checker) checkType2(numbers []int) {
	second := c.t.firstOfType(2)
	if second == nil {
		if len(numbers) > 0 {
			c.record(&c.t.Records[0], GradeProfile, RuleType2, "there is no Type-2 record")
		}
		return
	}
	for _, n := range numbers {
		if f, ok := second.Field(n); !ok || len(f.Value) == 0 {
			c.field(second, n, GradeProfile, RuleType2, "the field is missing")
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

func (c *checker) checkTenFingers() {
	accounted := map[int]bool{}
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
