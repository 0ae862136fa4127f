package gateway_test

import (
	"fmt"
	"maps"

	"bilgate/gateway/register"
)

func (w *world) pushInmates() {
	var batch []map[string]any
	for range 1 + w.rand.IntN(12) {
		batch = append(batch, w.inmate())
	}
	body := ndjson(batch...)
	w.push(inmates, "application/x-ndjson", nil, body)
	if w.rand.IntN(6) == 0 { // the same messages in another batch
		w.push(inmates, "application/x-ndjson", nil, body)
	}
}

// inmate makes a message: an update mostly, sometimes a withdrawal, a wrong one, or a repeat.
func (w *world) inmate() map[string]any {
	record := fmt.Sprint("i", w.rand.IntN(12))
	w.messages++
	id := fmt.Sprint("m", w.messages)
	switch w.rand.IntN(12) {
	case 0:
		return w.withdrawal(id, record)
	case 1:
		return w.put(id, record, map[string]any{"dob": "31.02.1885"}, &sent{wrong: "birth_date"})
	case 2:
		return w.put(id, record, map[string]any{"pol": "муж."}, &sent{mendable: "sex_code"})
	case 3:
		if old := w.latest[record]; old != nil { // the same again
			return old
		}
	case 4:
		if old := w.latest[record]; old != nil { // the same id, another body
			other := maps.Clone(old)
			other["birth_place"] = "Другой"
			return other
		}
	}
	m := w.put(id, record, nil, &sent{})
	w.latest[record] = m
	return m
}

func (w *world) put(id, record string, over map[string]any, s *sent) map[string]any {
	place := fmt.Sprint("Город ", w.rand.IntN(3))
	m := inmate(id, record, w.revision(record), map[string]any{"birth_place": place})
	maps.Copy(m, over)
	s.feed, s.id = inmates, id
	s.parts = []part{{record: w.h.gateway.RecordKey(inmates, record), order: int64(m["rev"].(int)), content: place}}
	w.model.add(s)
	return m
}

// revision is usually the next one, sometimes an older one that comes late, or skips some.
func (w *world) revision(record string) int {
	w.revisions[record] += 1 + w.rand.IntN(3)
	if rev := w.revisions[record]; w.rand.IntN(6) > 0 {
		return rev
	}
	return 1 + w.rand.IntN(w.revisions[record])
}

func (w *world) withdrawal(id, record string) map[string]any {
	rev := w.revision(record)
	w.model.add(&sent{feed: inmates, id: id, parts: []part{{record: w.h.gateway.RecordKey(inmates, record), order: int64(rev), removed: true}}})
	return map[string]any{"op": "retract", "id": record, "revision": rev, "message_id": id}
}

// pushTable sends a DNA table, whose message id is made of the batch's.
func (w *world) pushTable() {
	s := &sent{feed: dna, id: fmt.Sprintf("b%d/1", w.batches+1)}
	var samples []string
	for i := range 6 {
		if w.rand.IntN(2) == 0 {
			samples = append(samples, fmt.Sprint("S", i))
		}
	}
	set := maps.Clone(dnaSettings)
	set["reader"] = fmt.Sprint("R", w.rand.IntN(2))
	for _, name := range samples {
		s.parts = append(s.parts, part{record: w.h.gateway.RecordKey(dna, dnaSettings["laboratory"]+"/"+name), content: set["reader"]})
	}
	if len(samples) == 0 {
		s.wrong = "empty"
	}
	w.model.add(s)
	w.push(dna, "text/tab-separated-values", set, dnaTable(samples...))
}

// judge holds everything against the model.
func (w *world) judge() {
	status := w.h.settle() // and the books balance, and nothing is missing
	for _, feed := range []string{inmates, dna} {
		for _, o := range w.h.outcomes(feed) {
			w.model.take(feed, o)
		}
		first := 0
		for _, s := range w.model.sent {
			if s.feed == feed {
				first++
				w.ended(s)
			}
		}
		if b := status.Feeds[feed]; b.Received != int64(first+w.model.conflict[feed]+w.model.repeat[feed]) {
			w.t.Errorf("%s: received %d, of them %d first, %d conflicts, %d repeats", feed, b.Received, first, w.model.conflict[feed], w.model.repeat[feed])
		}
	}
	for _, p := range w.model.problems {
		w.t.Error(p)
	}
	w.judgeVersions()
	w.judgeSubsystem("fingerprint", "person")
	w.judgeSubsystem("genomic", "person", "genomic_registration")
	w.judgeMappings()
}

// ended: every part of every message has its effect, once; the mapping's fault was mended.
func (w *world) ended(s *sent) {
	for i, o := range s.outcomes {
		if o == "" || s.mendable != "" && o == register.Rejected && s.wrong == "" && !w.revisionTaken(s) {
			w.t.Errorf("%s part %d ended as %q", s.id, i+1, o)
		}
	}
	if len(s.outcomes) == 0 {
		w.t.Errorf("%s has no outcome", s.id)
	}
}

// revisionTaken: another message of the record has the same revision.
func (w *world) revisionTaken(s *sent) bool {
	for _, o := range w.model.sent {
		if o != s && o.feed == s.feed && len(o.parts) == 1 && o.parts[0].record == s.parts[0].record && o.parts[0].order == s.parts[0].order {
			return true
		}
	}
	return false
}
