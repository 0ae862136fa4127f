package schedules

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Memory is a Ledger for one process, gone when it ends: for tests, and where history is not needed.
// Its zero value is empty and ready.
type Memory struct {
	mu    sync.Mutex
	slots map[slotKey]*slotRow
	runs  []Run // in the order they were appended
}

type slotKey struct {
	job  string
	slot time.Time
}

type slotRow struct {
	Lease
	closed bool
}

var _ Ledger = (*Memory)(nil)

// Claim implements Ledger.
func (m *Memory) Claim(_ context.Context, want Lease) (Lease, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	row := m.row(want)
	if row.closed || row.alive(want.Started) {
		return Lease{}, false, nil
	}
	if row.Holder != "" {
		m.runs = append(m.runs, row.Expired())
	}
	row.Attempt++
	row.Holder, row.Started, row.Until = want.Holder, want.Started, want.Until
	return row.Lease, true, nil
}

// row answers the slot's row, a new one for a slot never seen.
func (m *Memory) row(want Lease) *slotRow {
	if m.slots == nil {
		m.slots = map[slotKey]*slotRow{}
	}
	key := slotKey{want.Job, want.Slot}
	if m.slots[key] == nil {
		m.slots[key] = &slotRow{Lease: Lease{Job: want.Job, Slot: want.Slot, Trigger: want.Trigger}}
	}
	return m.slots[key]
}

// fenced answers the row that holder has under this attempt.
func (m *Memory) fenced(job string, slot time.Time, holder string, attempt int) (*slotRow, error) {
	row := m.slots[slotKey{job, slot}]
	if row == nil || row.closed || row.Holder != holder || row.Attempt != attempt {
		return nil, ErrLost
	}
	return row, nil
}

// Extend implements Ledger.
func (m *Memory) Extend(_ context.Context, held Lease) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	row, err := m.fenced(held.Job, held.Slot, held.Holder, held.Attempt)
	if err == nil {
		row.Until = held.Until
	}
	return err
}

// Finish implements Ledger.
func (m *Memory) Finish(_ context.Context, run Run, retry time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	row, err := m.fenced(run.Job, run.Slot, run.Holder, run.Attempt)
	if err != nil {
		return err
	}
	m.runs = append(m.runs, run)
	row.Holder, row.Until, row.closed = "", retry, retry.IsZero()
	return nil
}

// Slots implements Ledger.
func (m *Memory) Slots(_ context.Context, job string) (newest time.Time, open []Lease, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for key, row := range m.slots {
		if key.job != job {
			continue
		}
		if row.Trigger != ByHand && key.slot.After(newest) {
			newest = key.slot
		}
		if !row.closed {
			open = append(open, row.Lease)
		}
	}
	slices.SortFunc(open, func(a, b Lease) int { return a.Slot.Compare(b.Slot) })
	return newest, open, nil
}

// History implements Ledger.
func (m *Memory) History(_ context.Context, job string, limit int) ([]Run, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	runs := m.running(job)
	for _, run := range slices.Backward(m.runs) {
		if job == "" || run.Job == job {
			runs = append(runs, run)
		}
	}
	return runs[:min(limit, len(runs))], nil
}

func (m *Memory) running(job string) []Run {
	var runs []Run
	for key, row := range m.slots {
		if row.Holder != "" && (job == "" || key.job == job) {
			runs = append(runs, row.running())
		}
	}
	slices.SortFunc(runs, func(a, b Run) int { return b.Started.Compare(a.Started) })
	return runs
}
