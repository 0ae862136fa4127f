package holdings

import (
	"cmp"
	"slices"

	"bilgate/connectors"
)

// Held is one record as it is held.
type Held struct {
	connectors.Holding
	Subject, Media string
	Body           []byte
}

// Read returns a record; connectors.ErrNotHeld where there is none. An empty kind stands for any.
func (s *Store) Read(kind, id string) (Held, error) {
	r := s.find(id)
	if !r.listed() || kind != "" && kind != r.Kind {
		return Held{}, connectors.ErrNotHeld
	}
	body, err := s.journal.read(r.bodyAt, r.size)
	return Held{r.Holding, r.Subject, r.Media, body}, err
}

// Holding returns what is held of a record without its body; connectors.ErrNotHeld where there is none.
func (s *Store) Holding(kind, id string) (connectors.Holding, error) {
	if r := s.find(id); r.listed() && r.Kind == kind {
		return r.Holding, nil
	}
	return connectors.Holding{}, connectors.ErrNotHeld
}

// Holdings returns a window of what is held, sorted by kind and id; empty behind the end.
func (s *Store) Holdings(offset, limit int) []connectors.Holding {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sorted == nil {
		s.sort()
	}
	window := s.sorted[min(offset, len(s.sorted)):]
	window = window[:min(limit, len(window))]
	out := make([]connectors.Holding, 0, len(window))
	for _, id := range window {
		out = append(out, s.records[id].Holding)
	}
	return out
}

func (s *Store) sort() {
	s.sorted = make([]string, 0, len(s.records))
	for id, r := range s.records {
		if r.listed() {
			s.sorted = append(s.sorted, id)
		}
	}
	slices.SortFunc(s.sorted, func(a, b string) int {
		return cmp.Or(cmp.Compare(s.records[a].Kind, s.records[b].Kind), cmp.Compare(a, b))
	})
}
