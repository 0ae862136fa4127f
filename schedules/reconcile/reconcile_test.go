package reconcile

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"bilgate/schedules"
)

var slot = time.Date(2026, 3, 1, 21, 0, 0, 0, time.UTC)

// list is a side in memory.
type list struct {
	name string
	held []Holding
	fail error // after the last holding
}

func (l list) Name() string { return l.name }

func (l list) Holdings(context.Context) iter.Seq2[Holding, error] {
	return func(yield func(Holding, error) bool) {
		for _, h := range l.held {
			if !yield(h, nil) {
				return
			}
		}
		if l.fail != nil {
			yield(Holding{}, l.fail)
		}
	}
}

// kept keeps reports in memory.
type kept struct {
	reports []Report
	err     error
}

func (k *kept) Save(_ context.Context, r Report) error {
	if k.err == nil {
		k.reports = append(k.reports, r)
	}
	return k.err
}

func holding(i int) Holding {
	kinds := []string{"fingerprint_registration", "genomic_registration", "person"}
	return Holding{ID: fmt.Sprintf("%08d", i/3), Kind: kinds[i%3], Version: 1, Digest: fmt.Sprintf("%064x", i)}
}

// planted makes two sides of about n records and says what a comparison of them must find.
func planted(random *rand.Rand, n int) (want, have []Holding, diffs map[string]Class, inFlight int64) {
	diffs = map[string]Class{}
	for i := range n {
		w := holding(i)
		w.Version = 1 + random.Int64N(5)
		h, key := w, w.Kind+"/"+w.ID
		class := Class("")
		switch random.IntN(12) {
		case 0:
			class = Missing
		case 1:
			class = Extra
		case 2:
			h.Version, class = h.Version+1-2*random.Int64N(2), OtherVersion
		case 3:
			h.Digest, class = "other", Altered
		case 4:
			w.Digest = "" // not known: not compared
		case 5:
			w.Pending, h.Version = true, h.Version-1
			inFlight++
		}
		if class != "" {
			diffs[key] = class
		}
		if class != Extra {
			want = append(want, w)
		}
		if class != Missing && !(w.Pending && random.IntN(2) == 0) {
			have = append(have, h)
		}
	}
	slices.SortFunc(want, compare)
	slices.SortFunc(have, compare)
	return want, have, diffs, inFlight
}

func TestExactlyThePlantedAreFound(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 7))
		n := random.IntN(200)
		want, have, planted, inFlight := planted(random, n)
		report, err := Compare(t.Context(), Pair{"fingerprint", list{name: "register", held: want}, list{name: "fingerprint", held: have}}, slot)
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]Class{}
		for _, d := range report.Differences {
			found[d.Kind+"/"+d.ID] = d.Class
			checkSides(t, d)
		}
		if !reflect.DeepEqual(found, planted) || len(report.Differences) != len(planted) {
			t.Fatalf("seed %d: found %v, planted %v", seed, found, planted)
		}
		if report.Counts.Compared != int64(n) || report.Counts.InFlight != inFlight {
			t.Fatalf("seed %d: counts %+v, want %d compared, %d in flight", seed, report.Counts, n, inFlight)
		}
	}
}

// checkSides: a finding names what each side has, and only that.
func checkSides(t *testing.T, d Difference) {
	t.Helper()
	if (d.Want == Holding{}) != (d.Class == Extra) || (d.Have == Holding{}) != (d.Class == Missing) || d.FoundAt.IsZero() || d.Subsystem != "fingerprint" {
		t.Fatalf("finding %+v", d)
	}
}

func TestUnsortedSideIsAnError(t *testing.T) {
	good := []Holding{holding(0), holding(3), holding(6)}
	for name, bad := range map[string][]Holding{
		"swapped": {holding(0), holding(6), holding(3)},
		"twice":   {holding(0), holding(3), holding(3)},
		"kinds":   {holding(1), holding(3)},
	} {
		for _, pair := range []Pair{
			{"s", list{name: "register", held: good}, list{name: "s", held: bad}},
			{"s", list{name: "register", held: bad}, list{name: "s", held: good}},
		} {
			if _, err := Compare(t.Context(), pair, slot); !errors.Is(err, ErrUnsorted) {
				t.Errorf("%s: %v, want ErrUnsorted", name, err)
			}
		}
	}
}

func TestHalfAListingSavesNothing(t *testing.T) {
	whole := []Holding{holding(0), holding(3), holding(6)}
	broken := errors.New("connection reset")
	for name, pair := range map[string]Pair{
		"subsystem breaks": {"s", list{name: "register", held: whole}, list{"s", whole[:1], broken}},
		"register breaks":  {"s", list{"register", whole[:1], broken}, list{name: "s", held: whole}},
		"both at the end":  {"s", list{name: "register", held: whole}, list{"s", whole, broken}},
		"at once":          {"s", list{name: "register"}, list{"s", nil, broken}},
	} {
		saved := new(kept)
		_, err := Job("reconcile", schedules.Every(time.Hour), []Pair{pair}, saved).Do(t.Context(), slot)
		if !errors.Is(err, broken) || len(saved.reports) != 0 {
			t.Errorf("%s: %v, saved %+v", name, err, saved.reports)
		}
	}
}

func TestStoppedHalfWaySavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	saved := new(kept)
	pair := Pair{"s", list{name: "register", held: []Holding{holding(0), holding(3), holding(6)}}, stopping{cancel}}
	_, err := Job("reconcile", schedules.Every(time.Hour), []Pair{pair}, saved).Do(ctx, slot)
	if !errors.Is(err, context.Canceled) || len(saved.reports) != 0 {
		t.Errorf("%v, saved %+v", err, saved.reports)
	}
}

// stopping is a side during whose listing the job is stopped, and which then simply ends.
type stopping struct{ cancel func() }

func (stopping) Name() string { return "s" }

func (s stopping) Holdings(context.Context) iter.Seq2[Holding, error] {
	return func(yield func(Holding, error) bool) {
		if yield(holding(0), nil) {
			s.cancel()
		}
	}
}

func TestJobGoesOnToTheNextPair(t *testing.T) {
	one := []Holding{holding(0)}
	pairs := []Pair{
		{"fingerprint", list{name: "register", held: one}, list{name: "fingerprint", held: []Holding{holding(3), holding(0)}}},
		{"genomic", list{name: "register", held: one}, list{name: "genomic"}},
	}
	saved := new(kept)
	summary, err := Job("reconcile", schedules.Every(time.Hour), pairs, saved).Do(t.Context(), slot)
	var failure *schedules.Failure
	if !errors.As(err, &failure) || failure.Class != ClassUnsorted {
		t.Errorf("error %v", err)
	}
	if len(saved.reports) != 1 || saved.reports[0].Subsystem != "genomic" || saved.reports[0].Slot != slot {
		t.Errorf("saved %+v", saved.reports)
	}
	if summary["differences"] != 1 || summary["genomic.missing"] != 1 || summary["genomic.compared"] != 1 {
		t.Errorf("summary %v", summary)
	}
	saved.err = errors.New("disk full")
	if _, err := Job("r", schedules.Every(time.Hour), pairs[1:], saved).Do(t.Context(), slot); !errors.As(err, &failure) || failure.Class != ClassFindings {
		t.Errorf("findings that cannot be kept: %v", err)
	}
}

// asked is a side that can also be read; each read answers the next of its looks.
type asked struct {
	list
	looks *[]Holding
}

func (a asked) Held(context.Context, string, string) (Holding, bool, error) {
	h := (*a.looks)[0]
	*a.looks = (*a.looks)[1:]
	return h, h.Version != 0, nil
}

func TestDifferencesAreLookedAtAgain(t *testing.T) {
	v := func(version int64) Holding { h := holding(0); h.Version, h.Digest = version, ""; return h }
	flying := v(2)
	flying.Pending = true
	for name, c := range map[string]struct {
		register, subsystem []Holding
		want                Class
	}{
		"stands":                 {[]Holding{v(2), v(2)}, []Holding{v(1)}, OtherVersion},
		"arrived meanwhile":      {[]Holding{v(2), v(2)}, []Holding{v(2)}, ""},
		"on its way":             {[]Holding{flying, flying}, []Holding{v(1)}, ""},
		"moved between looks":    {[]Holding{v(2), v(3)}, []Holding{v(3)}, ""},
		"withdrawn, still there": {[]Holding{{}, {}}, []Holding{v(1)}, Extra},
		"withdrawn meanwhile":    {[]Holding{v(2), {}}, []Holding{{}}, ""},
		"gone there":             {[]Holding{v(2), v(2)}, []Holding{{}}, Missing},
	} {
		pair := Pair{"s", asked{list{name: "register", held: []Holding{v(2)}}, &c.register}, asked{list{name: "s", held: []Holding{v(1)}}, &c.subsystem}}
		report, err := Compare(t.Context(), pair, slot)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case c.want == "" && (len(report.Differences) != 0 || report.Counts.InFlight != 1):
			t.Errorf("%s: %+v", name, report)
		case c.want != "" && (len(report.Differences) != 1 || report.Differences[0].Class != c.want):
			t.Errorf("%s: %+v", name, report)
		}
	}
}

// TestInASchedule: the job as the scheduler runs it by hand.
func TestInASchedule(t *testing.T) {
	saved := new(kept)
	pair := Pair{"genomic", list{name: "register", held: []Holding{holding(0), holding(3)}}, list{name: "genomic", held: []Holding{holding(0)}}}
	s, err := schedules.New(new(schedules.Memory), []schedules.Job{Job("reconcile", schedules.Daily(2, 0), []Pair{pair}, saved)}, nil, "a")
	if err != nil {
		t.Fatal(err)
	}
	run, err := s.Trigger(t.Context(), "reconcile")
	if err != nil || run.State != schedules.Done || run.Summary["differences"] != 1 || saved.reports[0].Differences[0].ID != holding(3).ID || saved.reports[0].Slot != run.Slot {
		t.Errorf("%+v, %v, saved %+v", run, err, saved.reports)
	}
}
