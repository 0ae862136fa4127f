package mapping

import (
	"errors"
	"testing"
	"time"
)

// TestExplainTimed measures each assignment that is no constant, of records and of items.
func TestExplainTimed(t *testing.T) {
	p := compile(t, lineageMapping+`tests:
  - given: {iin: "1", fio: [a], dob: x, pol: x, cards: [{number: "1"}, {number: "2"}], height: 1}
    reject: {code: birth_date}
`)
	list, err := p.ExplainTimed(time.Microsecond)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for _, e := range list {
		if measured := e.Nanoseconds > 0 && e.Rows > 0; measured == (e.Engine == "constant") && e.Expr != `src.pieces.orReject("document_number")` {
			t.Errorf("%s: %s, %g ns over %d rows", e.Target, e.Engine, e.Nanoseconds, e.Rows)
		}
		rows[e.Expr] = e.Rows
	}
	records, items, none := rows[`src.fio[?1]`], rows[`card.number.orReject("document_number")`], rows[`src.pieces.orReject("document_number")`]
	if records != timedRows || items != 2*timedRows || none != 0 {
		t.Errorf("measured over %d records, %d items, %d items of the block that makes none", records, items, none)
	}
	if _, err := compile(t, lineageMapping).ExplainTimed(0); !errors.Is(err, ErrNoTests) {
		t.Errorf("without tests: %v", err)
	}
}
