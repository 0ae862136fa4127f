package reconcile

import (
	"context"
	"fmt"
	"iter"
)

// Page answers holdings offset … offset+limit of a listing sorted by kind and id. It may answer fewer, at least two
// while there are two: a side may have a limit of its own.
type Page func(ctx context.Context, offset, limit int) ([]Holding, error)

// tries is how often one place of a listing is looked for again when holdings before it vanish.
const tries = 20

// Paged lists a side page by page, limit (at least 2) at a time. Holdings may come and go meanwhile: each page begins
// with the last holding of the page before, and where that has moved, the listing is taken up again around it. So
// whatever is there the whole time is listed exactly once. ErrUnsorted: the listing is out of order; ErrMoved:
// too much vanished too fast.
func Paged(ctx context.Context, limit int, page Page) iter.Seq2[Holding, error] {
	return func(yield func(Holding, error) bool) {
		r := reader{page: page, limit: limit}
		for !r.ended {
			fresh, err := r.next(ctx)
			if err != nil {
				yield(Holding{}, err)
				return
			}
			for _, h := range fresh {
				if !yield(h, nil) {
					return
				}
			}
		}
	}
}

// reader is a place in a listing: offset is where last, the newest holding passed on, was seen.
type reader struct {
	page   Page
	limit  int
	offset int
	last   Holding
	begun  bool
	ended  bool
}

// next reads the page at the place and answers what in it comes after last.
func (r *reader) next(ctx context.Context) ([]Holding, error) {
	holdings, err := r.overlapping(ctx)
	if err != nil {
		return nil, err
	}
	for i := 1; i < len(holdings); i++ {
		if compare(holdings[i-1], holdings[i]) >= 0 {
			return nil, fmt.Errorf("holding %d: %w", r.offset+i+1, ErrUnsorted)
		}
	}
	fresh := holdings
	for r.begun && len(fresh) > 0 && compare(fresh[0], r.last) <= 0 {
		fresh = fresh[1:]
	}
	r.ended = len(fresh) == 0 && len(holdings) <= 1
	r.offset += max(len(holdings)-1, 0)
	if len(fresh) > 0 {
		r.last, r.begun = fresh[len(fresh)-1], true
	}
	return fresh, nil
}

// overlapping reads a page that begins at or before last, going back as far as needed.
func (r *reader) overlapping(ctx context.Context) ([]Holding, error) {
	for back := 1; back <= tries; back++ {
		holdings, err := r.page(ctx, r.offset, r.limit)
		if err != nil {
			return nil, err
		}
		if !r.begun || r.offset == 0 || len(holdings) > 0 && compare(holdings[0], r.last) <= 0 {
			return holdings, nil
		}
		r.offset = max(0, r.offset-back*r.limit/2)
	}
	return nil, fmt.Errorf("near holding %d: %w", r.offset, ErrMoved)
}
