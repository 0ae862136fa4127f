package mapping

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"bilgate/mapping/canon"
)

// TestCodeTable looks up every value of lists of many lengths, and values that they do not have.
func TestCodeTable(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{1, 2, 12, 250, 5000} {
		l := &codeList{byValue: map[string]codes{}}
		for len(l.byValue) < n {
			v := strings.Repeat("ә", rng.IntN(4)) + fmt.Sprint(rng.IntN(10*n)) + strings.Repeat("x", rng.IntN(20))
			l.byValue[v] = codes{always: "code of " + v}
		}
		table := newCodeTable(l)
		for v := range l.byValue {
			if code, ok := table.code(v); !ok || code != "code of "+v {
				t.Fatalf("%d values: %q gives %q, %t", n, v, code, ok)
			}
			for _, other := range []string{v + "y", v[1:], ""} {
				_, known := l.byValue[other]
				if _, ok := table.code(other); ok != known {
					t.Fatalf("%d values: %q is found: %t", n, other, ok)
				}
			}
		}
	}
}

// TestCodeTableIsPerfect: in a list of countries each value stands at its own place.
func TestCodeTableIsPerfect(t *testing.T) {
	l := &codeList{byValue: map[string]codes{}}
	list, _ := canon.Codes("country")
	for _, c := range list.Codes[:25] {
		l.byValue[c.Labels["ru"]] = codes{always: c.Code}
	}
	table := newCodeTable(l)
	for v := range l.byValue {
		if table.slots[table.place(v)].value != v {
			t.Errorf("%s stands beside its place", v)
		}
	}
}
