package reconcile

import (
	"context"
	"fmt"
	"iter"
)

// merge walks both sides in lock-step and calls meet for every record on either: want or have is nil where a side
// lacks it. The pointers are good until meet returns. It ends at the first error of a side, of ctx or of meet.
func merge(ctx context.Context, want, have Side, meet func(want, have *Holding) error) error {
	next, stop := iter.Pull2(sorted(ctx, have))
	defer stop()
	h, err, more := next()
	for w, wantErr := range sorted(ctx, want) {
		if wantErr != nil {
			return wantErr
		}
		for ; more && err == nil && compare(h, w) < 0; h, err, more = next() {
			if err := meet(nil, &h); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
		if !more || compare(h, w) != 0 {
			if err := meet(&w, nil); err != nil {
				return err
			}
			continue
		}
		if err := meet(&w, &h); err != nil {
			return err
		}
		h, err, more = next()
	}
	for ; more && err == nil; h, err, more = next() {
		if err := meet(nil, &h); err != nil {
			return err
		}
	}
	return err
}

// sorted passes a side's holdings on and ends with an error where they are out of order or ctx has ended.
func sorted(ctx context.Context, side Side) iter.Seq2[Holding, error] {
	return func(yield func(Holding, error) bool) {
		var last Holding
		seen := 0
		for h, err := range side.Holdings(ctx) {
			switch {
			case err != nil:
				err = fmt.Errorf("list %s after %d holdings: %w", side.Name(), seen, err)
			case ctx.Err() != nil:
				err = fmt.Errorf("list %s after %d holdings: %w", side.Name(), seen, context.Cause(ctx))
			case seen > 0 && compare(last, h) >= 0:
				err = fmt.Errorf("list %s at holding %d: %w", side.Name(), seen+1, ErrUnsorted)
			}
			if !yield(h, err) || err != nil {
				return
			}
			last, seen = h, seen+1
		}
		if ctx.Err() != nil {
			yield(Holding{}, fmt.Errorf("list %s after %d holdings: %w", side.Name(), seen, context.Cause(ctx)))
		}
	}
}
