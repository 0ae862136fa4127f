package register

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"bilgate/gateway/store"
	"bilgate/mapping/canon"
)

// Published is a mapping as it was stored, immutable.
type Published struct {
	Hash    string            `json:"hash"`
	Feed    string            `json:"feed"`
	Name    string            `json:"name"`
	Version int               `json:"version"`
	Author  string            `json:"author"`
	At      time.Time         `json:"at"`
	Files   map[string]string `json:"-"`
	First   bool              `json:"-"` // for a feed without a mapping; another process may be first
}

// Switch says from which raw offset of a partition on a mapping holds.
type Switch struct {
	Partition int32  `json:"partition"`
	From      int64  `json:"from"`
	Mapping   string `json:"mapping"`
}

// Publication is what came of publishing a mapping.
type Publication struct {
	Mapping  canon.Mapping `json:"mapping"`
	Feed     string        `json:"feed"`
	Switches []Switch      `json:"switches"`
}

// ErrVersionTaken says that a feed has another mapping under this version number.
var ErrVersionTaken = errors.New("another mapping has this version number: raise `version`, a published mapping never changes")

// ErrSwitched says that a mapping was published while a transaction was under way: abort it, load the
// switches and do it again.
var ErrSwitched = errors.New("the feed switched to another mapping meanwhile")

// Publish stores a mapping and switches its feed at the offsets that ends returns. The feed's row is
// locked meanwhile, and a translate transaction asks for the row before it commits (Unswitched):
// every record before the offsets was made by the old mapping, every later one is by the new. ends must
// return soon, since SQLite's only writer waits for it.
func (r *Register) Publish(ctx context.Context, p Published, ends func(context.Context) (map[int32]int64, error)) ([]Switch, error) {
	var switches []Switch
	err := r.db.Do(ctx, func(tx *store.Tx) error {
		generation, err := lockFeed(ctx, tx, p.Feed)
		if err != nil || p.First && generation > 0 {
			return err
		}
		if err := saveMapping(ctx, tx, p); err != nil {
			return err
		}
		at, err := ends(ctx)
		if err != nil {
			return err
		}
		switches, err = saveSwitches(ctx, tx, p, generation+1, at)
		return err
	})
	return switches, wrap(err, "publish mapping %s version %d", p.Name, p.Version)
}

// SwitchTo switches a feed to a mapping that was published before, at the offsets that ends returns, as
// Publish does.
func (r *Register) SwitchTo(ctx context.Context, feed, hash, author string, now time.Time, ends func(context.Context) (map[int32]int64, error)) ([]Switch, error) {
	var switches []Switch
	err := r.db.Do(ctx, func(tx *store.Tx) error {
		generation, err := lockFeed(ctx, tx, feed)
		if err != nil {
			return err
		}
		at, err := ends(ctx)
		if err != nil {
			return err
		}
		switches, err = saveSwitches(ctx, tx, Published{Feed: feed, Hash: hash, Author: author, At: now}, generation+1, at)
		return err
	})
	return switches, wrap(err, "switch %s to mapping %s", feed, short(hash))
}

func lockFeed(ctx context.Context, tx *store.Tx, feed string) (generation int64, err error) {
	if _, err := tx.Exec(ctx, `INSERT INTO feeds (name, generation) VALUES (?, 0) ON CONFLICT DO NOTHING`, feed); err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `SELECT generation FROM feeds WHERE name = ?`+tx.ForUpdate(), feed).Scan(&generation)
	return generation, err
}

func saveMapping(ctx context.Context, tx *store.Tx, p Published) error {
	var taken int
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM mappings WHERE feed = ? AND version = ? AND hash <> ?`,
		p.Feed, p.Version, p.Hash).Scan(&taken); err != nil {
		return err
	}
	if taken > 0 {
		return ErrVersionTaken
	}
	files, err := json.Marshal(p.Files)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO mappings (hash, feed, name, version, files, author, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		p.Hash, p.Feed, p.Name, p.Version, files, p.Author, micros(p.At))
	return err
}

func saveSwitches(ctx context.Context, tx *store.Tx, p Published, generation int64, at map[int32]int64) ([]Switch, error) {
	var switches []Switch
	var rows [][]any
	for _, partition := range slices.Sorted(maps.Keys(at)) {
		from := at[partition]
		rows = append(rows, []any{p.Feed, partition, from, generation, p.Hash, p.Author, micros(p.At)})
		switches = append(switches, Switch{Partition: partition, From: from, Mapping: p.Hash})
	}
	if err := tx.Insert(ctx, "switches (feed, raw_part, from_offset, generation, mapping, author, at)", "", rows); err != nil {
		return nil, err
	}
	_, err := tx.Exec(ctx, `UPDATE feeds SET generation = ? WHERE name = ?`, generation, p.Feed)
	return switches, err
}

// Switches returns a feed's switches, oldest first, and their generation.
func (r *Register) Switches(ctx context.Context, feed string) (generation int64, switches []Switch, err error) {
	err = r.db.View(ctx, func(tx *store.Tx) error {
		if err := tx.QueryRow(ctx, `SELECT COALESCE(MAX(generation), 0) FROM feeds WHERE name = ?`, feed).Scan(&generation); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT raw_part, from_offset, mapping FROM switches WHERE feed = ? ORDER BY generation, raw_part`, feed)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var s Switch
			if err := rows.Scan(&s.Partition, &s.From, &s.Mapping); err != nil {
				return err
			}
			switches = append(switches, s)
		}
		return rows.Err()
	})
	return generation, switches, wrap(err, "switches of %s", feed)
}

// Unswitched returns ErrSwitched if the feed has switched since generation. It waits for a publication
// that is under way. One that begins later reads the ends of raw later, and so switches behind
// everything that the caller has read: what it read may be committed after Unswitched returned, however
// long Kafka takes, and no lock is held meanwhile.
func (r *Register) Unswitched(ctx context.Context, feed string, generation int64) error {
	return r.db.Do(ctx, func(tx *store.Tx) error {
		var now int64
		err := tx.QueryRow(ctx, `SELECT COALESCE(MAX(generation), 0) FROM (SELECT generation FROM feeds WHERE name = ?`+tx.ForShare()+`) AS f`, feed).Scan(&now)
		if err != nil {
			return wrap(err, "generation of %s", feed)
		}
		if now != generation {
			return ErrSwitched
		}
		return nil
	})
}

// MappingFiles returns the files of a published mapping.
func (r *Register) MappingFiles(ctx context.Context, hash string) (map[string]string, error) {
	var files map[string]string
	err := r.db.View(ctx, func(tx *store.Tx) error {
		var text []byte
		if err := tx.QueryRow(ctx, `SELECT files FROM mappings WHERE hash = ?`, hash).Scan(&text); err != nil {
			return err
		}
		return json.Unmarshal(text, &files)
	})
	return files, wrap(err, "published mapping %s", short(hash))
}

// Mappings lists what was published for a feed, newest first.
func (r *Register) Mappings(ctx context.Context, feed string) ([]Published, error) {
	out := []Published{}
	err := r.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT hash, feed, name, version, author, at FROM mappings WHERE feed = ? ORDER BY version DESC`, feed)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var p Published
			var at int64
			if err := rows.Scan(&p.Hash, &p.Feed, &p.Name, &p.Version, &p.Author, &at); err != nil {
				return err
			}
			p.At = moment(at)
			out = append(out, p)
		}
		return rows.Err()
	})
	return out, wrap(err, "mappings of %s", feed)
}

func short(hash string) string { return fmt.Sprintf("%.12s", hash) }
