package holdings

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"sync"

	"bilgate/connectors"
)

// Store is what a reference subsystem holds: the current state of each record, from a journal on disk.
// It is safe for concurrent use.
type Store struct {
	lock    *os.File
	journal *journal
	turns   [256]sync.Mutex // one writer a record at a time, spread over records by their id

	mu      sync.RWMutex // guards what follows
	records map[string]*record
	sorted  []string // ids as Holdings lists them; nil after a change
}

// record is the state of one record; a removed one stays as its last version.
type record struct {
	connectors.Holding
	Subject, Media string
	gone           bool
	bodyAt         int64
	size           int
	done           []applied
}

// applied is a transaction that had its effect, and what was answered.
type applied struct {
	transaction string
	version     int64
	digest      string
}

// Write is one wish of a caller.
type Write struct {
	Transaction string
	ID, Kind    string // Kind is empty on a removal that does not say it
	Subject     string // opaque id of the person
	Version     int64
	Media       string
	Body        []byte
	Expect      Expectation
}

// Expectation is what the caller takes for granted.
type Expectation int

const (
	Anything Expectation = iota
	Absent               // creating: the record must not be held
	Present              // updating: the record must be held
)

// Refusal is why a write has no effect. Code is stable.
type Refusal struct {
	Code    string
	Holding connectors.Holding // what the store has, zero if nothing
}

func (r *Refusal) Error() string { return "refused: " + r.Code }

// Codes of a Refusal.
const (
	OlderVersion = "older_version" // the store has, or removed, a newer one
	Exists       = "exists"
	Unknown      = "unknown"
	OtherKind    = "other_kind" // the id is held under another kind
)

// Open takes a data directory, creating it, and reads its journal.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	lock, err := lockDir(dir)
	if err != nil {
		return nil, err
	}
	s := &Store{lock: lock, records: map[string]*record{}}
	if s.journal, err = openJournal(filepath.Join(dir, "journal"), s.apply); err != nil {
		lock.Close()
		return nil, err
	}
	return s, nil
}

// Close gives the data directory back. Writes under way end first or fail.
func (s *Store) Close() error { return errors.Join(s.journal.close(), s.lock.Close()) }

// Put stores one version and returns what is held of it. A *Refusal says why not; any other error is the disk's.
func (s *Store) Put(w Write) (connectors.Holding, error) {
	defer s.turn(w.ID)()
	digest := sha256.Sum256(w.Body)
	e := entry{Act: actPut, ID: w.ID, Kind: w.Kind, Subject: w.Subject, Version: w.Version,
		Digest: hex.EncodeToString(digest[:]), Media: w.Media, Transaction: w.Transaction, body: w.Body}
	now := s.find(w.ID)
	if a, ok := now.repeated(w.Transaction); ok {
		return connectors.Holding{ID: w.ID, Kind: w.Kind, Version: a.version, Digest: a.digest}, nil
	}
	if code := now.refuses(w); code != "" {
		return connectors.Holding{}, &Refusal{code, now.held()}
	}
	return connectors.Holding{ID: w.ID, Kind: w.Kind, Version: w.Version, Digest: e.Digest}, s.commit(e)
}

// Remove ends a record at a version. An unknown record leaves its version too, so that an older one that is
// still on its way is refused.
func (s *Store) Remove(w Write) error {
	defer s.turn(w.ID)()
	now := s.find(w.ID)
	if _, ok := now.repeated(w.Transaction); ok {
		return nil
	}
	if now != nil && w.Version < now.Version {
		return &Refusal{OlderVersion, now.held()}
	}
	return s.commit(entry{Act: actRemove, ID: w.ID, Kind: w.Kind, Version: w.Version, Transaction: w.Transaction})
}

// turn waits until no other writer has the record.
func (s *Store) turn(id string) (leave func()) {
	h := fnv.New32a()
	h.Write([]byte(id))
	m := &s.turns[h.Sum32()%uint32(len(s.turns))]
	m.Lock()
	return m.Unlock
}

// find returns the state of a record, nil where none ever came. Its writer's turn keeps it unchanged.
func (s *Store) find(id string) *record {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.records[id]
}

func (r *record) repeated(transaction string) (applied, bool) {
	if r != nil {
		for _, a := range r.done {
			if a.transaction == transaction {
				return a, true
			}
		}
	}
	return applied{}, false
}

// refuses names the rule that a put breaks, or nothing.
func (r *record) refuses(w Write) string {
	held := r != nil && !r.gone
	switch {
	case r != nil && (w.Version < r.Version || r.gone && w.Version == r.Version):
		return OlderVersion
	case held && r.Kind != w.Kind:
		return OtherKind
	case held && w.Expect == Absent:
		return Exists
	case !held && w.Expect == Present:
		return Unknown
	}
	return ""
}

// held is what a refusal shows; a removed record shows its last version without a digest.
func (r *record) held() connectors.Holding {
	if r == nil {
		return connectors.Holding{}
	}
	return r.Holding
}

// commit makes an entry durable and then visible.
func (s *Store) commit(e entry) error {
	bodyAt, err := s.journal.append(e)
	if err != nil {
		return fmt.Errorf("store %s: %w", e.ID, err)
	}
	s.apply(e, bodyAt)
	return nil
}
