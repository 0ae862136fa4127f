package register

// plan decides what a batch of outcomes does. It is pure: state comes in loaded, rows go out.
//
// The rules, in order (design, delivery contract 4, 6, 7, 10):
//   - an outcome seen again from the same raw record is ignored;
//   - a message id seen before is a duplicate, or, with another body, an identity conflict;
//   - a replay applies only to a part whose last outcome is a reject of another mapping;
//   - order is compared first, then content.
type plan struct {
	state *state
	now   int64
	takes func(kind string) []string

	inbox      map[inboxKey]*inboxRow // changed rows
	messages   map[rawKey]*messageRow
	replays    map[rawKey]bool
	repeats    map[repeatKey]bool // duplicates and conflicts that are counted now
	rejects    []rejectRow
	mended     []rejectRow
	versions   []*versionRow
	superseded []*versionRow              // rows that the database holds as current
	planned    map[string]*versionRow     // by record: a version of this plan that is current so far
	owed       map[[2]string]*deliveryRow // by record and subsystem: the newest delivery of this plan
	dirty      map[string]bool
	keys       []keyRow
	closed     []keyRow
	deliveries []*deliveryRow
	overtaken  []*deliveryRow // record, subsystem, version: unsent older rows are superseded
	outcomes   []outcomeRow
	dropped    map[[2]string]int64 // by feed and field
	skipped    map[[2]string]int64 // by feed and reason
}

func newPlan(s *state, now int64, takes func(string) []string) *plan {
	return &plan{
		state: s, now: now, takes: takes,
		inbox: map[inboxKey]*inboxRow{}, messages: map[rawKey]*messageRow{}, replays: map[rawKey]bool{}, repeats: map[repeatKey]bool{},
		dirty: map[string]bool{}, dropped: map[[2]string]int64{}, skipped: map[[2]string]int64{},
		planned: map[string]*versionRow{}, owed: map[[2]string]*deliveryRow{},
	}
}

func (p *plan) take(o *Outcome) {
	prev := p.state.inbox[o.key()]
	switch {
	case o.Origin != nil:
		p.takeReplay(o, prev)
	case prev == nil:
		p.apply(o, nil)
	case prev.raw == o.Raw, prev.seen == o.Raw.Offset && prev.raw.Partition == o.Raw.Partition, p.repeated(o):
		// seen again
	case prev.digest == o.Digest:
		p.duplicate(o)
	default:
		p.conflict(o)
	}
}

// repeated says whether this repeat of a message was counted before, and remembers it.
func (p *plan) repeated(o *Outcome) bool {
	k := repeatKey{rawKey{o.Feed, o.Raw}, o.Part}
	if p.state.repeats[k] {
		return true
	}
	p.state.repeats[k], p.repeats[k] = true, true
	return false
}

func (p *plan) takeReplay(o *Outcome, prev *inboxRow) {
	p.replays[rawKey{o.Feed, o.Raw}] = true
	switch {
	case prev == nil:
		p.apply(o, nil)
	case prev.outcome == Rejected && prev.raw == *o.Origin && prev.mapping != o.Mapping && prev.seen != o.Raw.Offset:
		p.apply(o, prev)
	}
}

func (p *plan) duplicate(o *Outcome) {
	p.message(o).duplicate = 1
	p.report(o, Duplicate, "", 0)
}

func (p *plan) conflict(o *Outcome) {
	p.count(o, Rejected, 1)
	p.reject(o, CodeIdentityConflict)
	p.report(o, Rejected, CodeIdentityConflict, 0)
}

// apply gives a part its outcome; prev is the reject that a replay replaces.
func (p *plan) apply(o *Outcome, prev *inboxRow) {
	outcome, code, version := p.outcome(o)
	if prev != nil {
		p.count(o, Rejected, -1)
		if outcome != Rejected {
			p.mended = append(p.mended, rejectRow{Outcome: o})
		}
	}
	p.count(o, outcome, 1)
	if outcome == Rejected {
		p.reject(o, code)
	}
	row := &inboxRow{
		digest: o.Digest, parts: o.Parts, raw: o.first(), seen: o.Raw.Offset,
		outcome: outcome, code: code, mapping: o.Mapping, record: o.Record, version: version,
		fresh: prev == nil || prev.fresh,
	}
	p.inbox[o.key()], p.state.inbox[o.key()] = row, row
	p.report(o, outcome, code, version)
}

func (p *plan) outcome(o *Outcome) (outcome, code string, version int64) {
	switch {
	case o.Rejected:
		return Rejected, o.Code, 0
	case o.Skipped != "":
		p.skipped[[2]string{o.Feed, o.Skipped}]++
		return Skipped, o.Skipped, 0
	}
	p.drop(o)
	return p.register(o)
}

func (p *plan) drop(o *Outcome) {
	for _, field := range o.Dropped {
		p.dropped[[2]string{o.Feed, field}]++
	}
}

func (p *plan) reject(o *Outcome, code string) {
	p.rejects = append(p.rejects, rejectRow{Outcome: o, code: code})
}

func (p *plan) report(o *Outcome, outcome, code string, version int64) {
	p.outcomes = append(p.outcomes, outcomeRow{Outcome: o, outcome: outcome, code: code, version: version})
}

func (p *plan) message(o *Outcome) *messageRow {
	k := rawKey{o.Feed, o.first()}
	if p.messages[k] == nil {
		p.messages[k] = &messageRow{message: o.Message, parts: o.Parts}
	}
	return p.messages[k]
}

func (p *plan) count(o *Outcome, outcome string, n int) {
	m := p.message(o)
	m.parts = o.Parts
	switch outcome {
	case Rejected:
		m.rejected += n
	case Registered:
		m.registered += n
	case Unchanged:
		m.unchanged += n
	case Skipped:
		m.skipped += n
	}
}
