package gateway_test

import (
	"fmt"

	"bilgate/gateway/register"
)

// model says, independently of the register, what the outcomes that it lists may be: it takes them in
// their order and keeps for each record what the contract's points 1, 4, 7 and 9 say.
type model struct {
	sent     map[string]*sent // by feed and message id
	records  map[string]*recordModel
	problems []string
	conflict map[string]int // by feed: rows of identity conflicts
	repeat   map[string]int // by feed: rows of duplicates of first parts
	arrival  int64
}

// sent is a message as the agency made it.
type sent struct {
	feed, id string
	parts    []part
	wrong    string // code under every mapping, "" if none
	mendable string // code under the first mapping
	outcomes []string
}

// part is one state of one record.
type part struct {
	record  string
	order   int64 // 0: by arrival
	removed bool
	content string
}

type recordModel struct {
	current, last int64
	state         part
	numbers       map[int64]part
}

func newModel() *model {
	return &model{sent: map[string]*sent{}, records: map[string]*recordModel{}, conflict: map[string]int{}, repeat: map[string]int{}}
}

func (m *model) add(s *sent) { m.sent[s.feed+" "+s.id] = s }

func (m *model) wrong(format string, args ...any) {
	m.problems = append(m.problems, fmt.Sprintf(format, args...))
}

// take is one row of a feed's outcomes.
func (m *model) take(feed string, o register.AgencyOutcome) {
	s := m.sent[feed+" "+o.MessageID]
	if s == nil {
		m.wrong("outcome %+v of a message that nobody sent", o)
		return
	}
	if s.outcomes == nil {
		s.outcomes = make([]string, max(1, len(s.parts)))
	}
	last := &s.outcomes[o.Part-1]
	switch {
	case o.Outcome == register.Duplicate:
		if *last == "" {
			m.wrong("%s part %d: a duplicate of nothing", o.MessageID, o.Part)
		}
		if o.Part == 1 {
			m.repeat[feed]++
		}
	case o.Code == register.CodeIdentityConflict:
		m.conflict[feed]++
	case *last != "" && *last != register.Rejected:
		m.wrong("%s part %d: %s after %s", o.MessageID, o.Part, o.Outcome, *last)
	default:
		*last = o.Outcome
		m.apply(s, o)
	}
}

// apply checks a first outcome, or that of a replay.
func (m *model) apply(s *sent, o register.AgencyOutcome) {
	switch {
	case s.wrong != "" && (o.Outcome != register.Rejected || o.Code != s.wrong):
		m.wrong("%s: %s %s, want a reject %s", o.MessageID, o.Outcome, o.Code, s.wrong)
		return
	case s.wrong != "" || s.mendable != "" && o.Code == s.mendable:
		return
	case o.Parts != len(s.parts):
		m.wrong("%s: %d parts, want %d", o.MessageID, o.Parts, len(s.parts))
		return
	}
	outcome, version := m.register(s.parts[o.Part-1])
	if o.Outcome != outcome || version != o.Version {
		m.wrong("%s part %d: %s version %d %s, want %s version %d", o.MessageID, o.Part, o.Outcome, o.Version, o.Code, outcome, version)
	}
}

// register is contract 4.
func (m *model) register(p part) (outcome string, version int64) {
	if p.order == 0 {
		m.arrival++
		p.order = m.arrival
	}
	r := m.records[p.record]
	if r == nil {
		r = &recordModel{numbers: map[int64]part{}}
		m.records[p.record] = r
		return register.Registered, r.add(p, true)
	}
	same := r.state.content == p.content && r.state.removed == p.removed
	switch {
	case p.order < r.state.order:
		for v, old := range r.numbers {
			if old.order == p.order && old.content == p.content && old.removed == p.removed {
				return register.Unchanged, v
			} else if old.order == p.order {
				return register.Rejected, 0
			}
		}
		return register.Registered, r.add(p, false)
	case same:
		r.state.order = p.order
		return register.Unchanged, r.current
	case p.order == r.state.order:
		return register.Rejected, 0
	}
	return register.Registered, r.add(p, true)
}

func (r *recordModel) add(p part, current bool) int64 {
	r.last++
	r.numbers[r.last] = p
	if current {
		r.current, r.state = r.last, p
	}
	return r.last
}
