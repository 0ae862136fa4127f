package reconcile

import (
	"context"
	"fmt"
	"time"
)

// comparison is one pair being compared.
type comparison struct {
	pair   Pair
	report Report
}

// Compare lists both sides of a pair to the end and reports how they differ. An error means that nothing is known.
func Compare(ctx context.Context, pair Pair, slot time.Time) (Report, error) {
	c := comparison{pair, Report{Slot: slot, Subsystem: pair.Subsystem, Counts: Counts{Classes: map[Class]int64{}}}}
	err := merge(ctx, pair.Want, pair.Have, func(want, have *Holding) error {
		c.report.Counts.Compared++
		if want != nil && want.Pending {
			c.report.Counts.InFlight++
			return nil
		}
		if d, differs := differ(want, have); differs {
			return c.found(ctx, d)
		}
		return nil
	})
	if err != nil {
		return Report{}, fmt.Errorf("reconcile %s: %w", pair.Subsystem, err)
	}
	return c.report, nil
}

// differ answers the difference between two looks at one record; nil is a side that lacks it.
func differ(want, have *Holding) (Difference, bool) {
	switch {
	case want == nil && have == nil:
		return Difference{}, false
	case have == nil:
		return Difference{Kind: want.Kind, ID: want.ID, Class: Missing, Want: *want}, true
	case want == nil:
		return Difference{Kind: have.Kind, ID: have.ID, Class: Extra, Have: *have}, true
	}
	class, differs := classify(*want, *have)
	if !differs {
		return Difference{}, false
	}
	return Difference{Kind: want.Kind, ID: want.ID, Class: class, Want: *want, Have: *have}, true
}

// found confirms a difference where that is possible, and reports it.
func (c *comparison) found(ctx context.Context, d Difference) error {
	d, stands, err := c.confirm(ctx, d)
	if err != nil {
		return fmt.Errorf("look again at %s %s: %w", d.Kind, d.ID, err)
	}
	if !stands {
		c.report.Counts.InFlight++
		return nil
	}
	d.Subsystem, d.FoundAt = c.pair.Subsystem, time.Now().UTC().Truncate(time.Microsecond)
	c.report.Counts.Classes[d.Class]++
	if len(c.report.Differences) < Kept {
		c.report.Differences = append(c.report.Differences, d)
	}
	return nil
}

// confirm looks at the record again: register, subsystem, register. If the register says the same twice with nothing
// under way, then nothing was delivered between the two looks, and what the subsystem said there counts.
func (c *comparison) confirm(ctx context.Context, d Difference) (Difference, bool, error) {
	register, ok := c.pair.Want.(Reader)
	subsystem, too := c.pair.Have.(Reader)
	if !ok || !too {
		return d, true, nil
	}
	var looks [3]*Holding
	for i, side := range []Reader{register, subsystem, register} {
		h, held, err := side.Held(ctx, d.Kind, d.ID)
		if err != nil {
			return d, false, err
		}
		if held {
			looks[i] = &h
		}
	}
	before, have, after := looks[0], looks[1], looks[2]
	if !settled(before, after) {
		return d, false, nil
	}
	again, differs := differ(before, have)
	return again, differs, nil
}

// settled says whether two looks at the register agree with nothing under way.
func settled(before, after *Holding) bool {
	if before == nil || after == nil {
		return before == after
	}
	return *before == *after && !before.Pending
}
