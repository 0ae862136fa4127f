package holdings

import "bilgate/connectors"

// apply lets a durable entry take effect; it is how the journal is read as well as how a write ends. Readers may
// hold the old state, so a record is replaced and never changed in place.
func (s *Store) apply(e entry, bodyAt int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.records[e.ID]
	next := old.after(e, bodyAt)
	if old.listed() != next.listed() {
		s.sorted = nil
	}
	if next == nil {
		delete(s.records, e.ID)
		return
	}
	s.records[e.ID] = next
}

func (r *record) listed() bool { return r != nil && !r.gone }

// after is the state of a record once an entry happened to it.
func (r *record) after(e entry, bodyAt int64) *record {
	if e.Act == actLose {
		return nil
	}
	next := &record{
		Holding: connectors.Holding{ID: e.ID, Kind: e.Kind, Version: e.Version, Digest: e.Digest},
		Subject: e.Subject, Media: e.Media, gone: e.Act == actRemove, bodyAt: bodyAt, size: len(e.body),
	}
	if r != nil && next.gone {
		next.Kind = r.Kind
	}
	if e.Act == actAlter {
		return next // forgets its transactions, as a subsystem restored from a copy would: a repair has its effect
	}
	if r != nil {
		next.done = r.done
	}
	next.done = append(next.done[:len(next.done):len(next.done)], applied{e.Transaction, e.Version, e.Digest})
	return next
}
