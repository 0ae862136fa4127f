package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"bilgate/gateway/store"
)

// OtherTopic says that a topic is not the one that the register's offsets belong to.
type OtherTopic struct {
	Name           string
	WantID, HaveID string
	Want, Have     int32
}

func (e *OtherTopic) Error() string {
	if e.WantID != e.HaveID {
		return fmt.Sprintf("topic %s is another one than the register has read (id %s, not %s): start with the Kafka cluster that belongs to this database, or with an empty database", e.Name, e.HaveID, e.WantID)
	}
	return fmt.Sprintf("topic %s has %d partitions and had %d when the register began: the number never changes, because the order of a record's states hangs on it; restore the old number by recreating the topic from its archive", e.Name, e.Have, e.Want)
}

// RememberTopic stores a topic's identity at its first sight and refuses another one later.
func (r *Register) RememberTopic(ctx context.Context, name, id string, partitions int32) error {
	return r.db.Do(ctx, func(tx *store.Tx) error {
		var wantID string
		var want int32
		err := tx.QueryRow(ctx, `SELECT id, partitions FROM topics WHERE name = ?`, name).Scan(&wantID, &want)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			_, err = tx.Exec(ctx, `INSERT INTO topics (name, id, partitions) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, name, id, partitions)
			return wrap(err, "remember topic %s", name)
		case err != nil:
			return wrap(err, "look up topic %s", name)
		case wantID != id || want != partitions:
			return &OtherTopic{Name: name, WantID: wantID, HaveID: id, Want: want, Have: partitions}
		}
		return nil
	})
}

// ErrOtherKeys says that the key file is not the one that the register was sealed with.
var ErrOtherKeys = errors.New("the key file is not the one that this database was sealed with: name the right one, or nothing in it can be read")

// RememberKeys stores a mark of the keys at their first sight and refuses others later.
func (r *Register) RememberKeys(ctx context.Context) error {
	mark := r.vault.ID("identity", "keys")
	return r.db.Do(ctx, func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO identity (name, value) VALUES ('keys', ?) ON CONFLICT DO NOTHING`, mark); err != nil {
			return wrap(err, "remember the keys")
		}
		var have string
		if err := tx.QueryRow(ctx, `SELECT value FROM identity WHERE name = 'keys'`).Scan(&have); err != nil {
			return wrap(err, "look up the keys")
		}
		if have != mark {
			return ErrOtherKeys
		}
		return nil
	})
}
