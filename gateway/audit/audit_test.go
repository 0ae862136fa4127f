package audit_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"bilgate/gateway/audit"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
	"bilgate/gateway/store/storetest"
)

func everywhere(t *testing.T, test func(t *testing.T, db *store.DB)) {
	storetest.Everywhere(t, func(t *testing.T, url string) {
		db, err := store.Open(t.Context(), url, register.Migrations())
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		test(t, db)
	})
}

func event(action string, at int64) audit.Event {
	return audit.Event{
		At: time.UnixMicro(at).UTC(), Actor: "clerk", Workstation: "room 7", Purpose: "request",
		Action: action, Object: "abc", Decision: audit.Allowed,
	}
}

func TestEventsComeBackNewestFirst(t *testing.T) {
	everywhere(t, func(t *testing.T, db *store.DB) {
		log := audit.NewLog(db)
		for i, action := range []string{"records.show", "extract.print", "records.show"} {
			if err := log.Append(t.Context(), event(action, int64(i))); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range []struct {
			action string
			limit  int
			want   []audit.Event
		}{
			{"", 10, []audit.Event{event("records.show", 2), event("extract.print", 1), event("records.show", 0)}},
			{"records.show", 10, []audit.Event{event("records.show", 2), event("records.show", 0)}},
			{"", 1, []audit.Event{event("records.show", 2)}},
			{"nothing", 10, nil},
		} {
			got, err := log.Recent(t.Context(), c.action, c.limit)
			if err != nil || fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("%q, %d: %v, %v", c.action, c.limit, got, err)
			}
		}
	})
}

// The event stands or falls with the action (I8).
func TestEventBelongsToItsAction(t *testing.T) {
	everywhere(t, func(t *testing.T, db *store.DB) {
		failed := errors.New("the action failed")
		err := db.Do(t.Context(), func(tx *store.Tx) error {
			if err := audit.Append(t.Context(), tx, event("rejects.replay", 1)); err != nil {
				return err
			}
			return failed
		})
		if got, _ := audit.NewLog(db).Recent(t.Context(), "", 10); !errors.Is(err, failed) || len(got) != 0 {
			t.Errorf("events of an action that failed: %v, %v", got, err)
		}
	})
}

func TestAppendFailsWhereTheLogCannotBeWritten(t *testing.T) {
	everywhere(t, func(t *testing.T, db *store.DB) {
		if err := db.Do(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), `DROP TABLE audit_event`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := audit.NewLog(db).Append(t.Context(), event("records.show", 1)); err == nil {
			t.Error("an event went nowhere, without an error")
		}
		if _, err := audit.NewLog(db).Recent(t.Context(), "", 1); err == nil {
			t.Error("no log, no error")
		}
	})
}
