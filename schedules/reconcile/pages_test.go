package reconcile

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

// shelf answers pages of a listing and lets something happen before each.
func shelf(held *[]Holding, most int, before func()) Page {
	return func(_ context.Context, offset, limit int) ([]Holding, error) {
		before()
		from := min(offset, len(*held))
		return slices.Clone((*held)[from:min(from+min(limit, most), len(*held))]), nil
	}
}

func collect(t *testing.T, limit int, page Page) ([]Holding, error) {
	t.Helper()
	var got []Holding
	for h, err := range Paged(t.Context(), limit, page) {
		if err != nil {
			return got, err
		}
		got = append(got, h)
	}
	return got, nil
}

func sortedHoldings(n int) []Holding {
	var held []Holding
	for i := range n {
		held = append(held, holding(i))
	}
	slices.SortFunc(held, compare)
	return held
}

func TestPagesGiveTheWholeListing(t *testing.T) {
	for n := range 30 {
		for limit := 2; limit < 12; limit++ {
			for _, most := range []int{2, 5, 100} {
				held := sortedHoldings(n)
				got, err := collect(t, limit, shelf(&held, most, func() {}))
				if err != nil || !slices.Equal(got, held) {
					t.Fatalf("%d holdings by %d, at most %d: got %d, %v", n, limit, most, len(got), err)
				}
			}
		}
	}
}

// TestPagesOfAMovingListing: whatever is there the whole time is listed exactly once, in order.
func TestPagesOfAMovingListing(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 3))
		all := sortedHoldings(400)
		var held, stays []Holding
		for _, h := range all {
			if random.IntN(3) > 0 {
				held, stays = append(held, h), append(stays, h)
			}
		}
		move := func() {
			for range random.IntN(8) {
				h := all[random.IntN(len(all))]
				if i, there := slices.BinarySearchFunc(held, h, compare); !there {
					held = slices.Insert(held, i, h)
				} else {
					held = slices.Delete(held, i, i+1)
					stays = slices.DeleteFunc(stays, func(s Holding) bool { return s == h })
				}
			}
		}
		got, err := collect(t, 10, shelf(&held, 10, move))
		if err != nil || !slices.IsSortedFunc(got, compare) {
			t.Fatalf("seed %d: %v, sorted %t", seed, err, slices.IsSortedFunc(got, compare))
		}
		for _, h := range stays {
			if n := count(got, h); n != 1 {
				t.Fatalf("seed %d: %s %s, there the whole time, is listed %d times", seed, h.Kind, h.ID, n)
			}
		}
	}
}

func count(in []Holding, h Holding) (n int) {
	for _, g := range in {
		if g == h {
			n++
		}
	}
	return n
}

func TestUnsortedPagesAreAnError(t *testing.T) {
	for limit := 2; limit < 8; limit++ {
		for i := range 19 {
			held := sortedHoldings(20)
			held[i], held[i+1] = held[i+1], held[i]
			if _, err := collect(t, limit, shelf(&held, 99, func() {})); !errors.Is(err, ErrUnsorted) {
				t.Fatalf("swapped at %d, by %d: %v", i, limit, err)
			}
		}
	}
}
