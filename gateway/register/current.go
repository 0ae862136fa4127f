package register

import "bilgate/mapping/canon"

// register decides what a canonical record does to the register.
func (p *plan) register(o *Outcome) (outcome, code string, version int64) {
	rec := p.state.records[o.Record]
	if rec == nil {
		rec = &recordRow{id: o.Record, kind: o.Kind, feed: o.Feed}
		p.state.records[o.Record] = rec
		p.become(rec, o)
		return Registered, "", rec.current
	}
	same := rec.content == o.Content && rec.op == o.Op
	switch order := o.Order.Compare(rec.order); {
	case order < 0:
		return p.late(rec, o)
	case same:
		rec.order = o.Order
		p.dirty[rec.id] = true
		return Unchanged, "", rec.current
	case order == 0:
		return Rejected, CodeRevisionConflict, 0
	}
	p.become(rec, o)
	return Registered, "", rec.current
}

// late stores an older state that arrives after a newer one: superseded at once, sent nowhere.
func (p *plan) late(rec *recordRow, o *Outcome) (outcome, code string, version int64) {
	for _, v := range p.state.history[rec.id] {
		if v.order != o.Order {
			continue
		}
		if v.content == o.Content && v.op == o.Op {
			return Unchanged, "", v.version
		}
		return Rejected, CodeRevisionConflict, 0
	}
	v := p.version(rec, o)
	v.supersede(p.now, rec.current)
	return Registered, "", v.version
}

// become makes the outcome the record's current version.
func (p *plan) become(rec *recordRow, o *Outcome) {
	known, held := rec.last > 0, rec.op == canon.Put
	old := rec.current
	v := p.version(rec, o)
	if known {
		p.supersede(rec, old, v.version)
	}
	p.planned[rec.id] = v
	rec.current, rec.op, rec.order, rec.content = v.version, o.Op, o.Order, o.Content
	if o.Op == canon.Put || !known {
		rec.subject = o.Subject // a removal goes to where the subsystems hold the record
	}
	if o.Op == canon.Put {
		p.rekey(rec, o, known)
	}
	if o.Op == canon.Put || known && held {
		p.deliver(rec, o.Op)
	}
}

func (p *plan) version(rec *recordRow, o *Outcome) *versionRow {
	rec.last++
	p.dirty[rec.id] = true
	v := &versionRow{Outcome: o, record: rec.id, version: rec.last, op: o.Op, order: o.Order, content: o.Content}
	p.versions = append(p.versions, v)
	p.state.history[rec.id] = append(p.state.history[rec.id], v)
	return v
}

func (p *plan) supersede(rec *recordRow, old, by int64) {
	v := p.planned[rec.id]
	if v == nil {
		v = &versionRow{record: rec.id, version: old}
		p.superseded = append(p.superseded, v)
	}
	v.supersede(p.now, by)
}

func (p *plan) rekey(rec *recordRow, o *Outcome, known bool) {
	if known {
		for i := range p.keys {
			if k := &p.keys[i]; k.record == rec.id && k.until == 0 {
				k.until = rec.current
			}
		}
		p.closed = append(p.closed, keyRow{record: rec.id, until: rec.current})
	}
	for _, key := range o.Keys {
		p.keys = append(p.keys, keyRow{key: key, record: rec.id, since: rec.current})
	}
}

func (p *plan) deliver(rec *recordRow, op canon.Op) {
	for _, subsystem := range p.takes(rec.kind) {
		k := [2]string{rec.id, subsystem}
		if older := p.owed[k]; older != nil {
			older.state, older.ended = Superseded, p.now
		}
		d := &deliveryRow{record: rec.id, version: rec.current, kind: rec.kind, subject: rec.subject, subsystem: subsystem, op: op, state: Waiting}
		p.owed[k] = d
		p.deliveries = append(p.deliveries, d)
		if rec.current > 1 {
			p.overtaken = append(p.overtaken, d)
		}
	}
}
