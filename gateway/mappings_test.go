package gateway_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"bilgate/connectors/all"
	"bilgate/gateway"
	"bilgate/gateway/audit"
	"bilgate/gateway/register"
)

// edited are the inmate feed's own mapping files with replacements in the mapping, old and new in turn.
func edited(t *testing.T, pairs ...string) map[string]string {
	t.Helper()
	feed, _ := all.Feed(inmates)
	files, err := gateway.Files(feed.Mapping)
	check(t, err)
	text := files[gateway.MappingFile]
	for pair := range slices.Chunk(pairs, 2) {
		if !strings.Contains(text, pair[0]) {
			t.Fatalf("the mapping has no %q", pair[0])
		}
		text = strings.Replace(text, pair[0], pair[1], 1)
	}
	files[gateway.MappingFile] = text
	return files
}

var local = audit.Event{Actor: "test"}

func TestWhatTheMappingDoesNotWantIsSkippedAndCounted(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		_, err := h.gateway.Publish(t.Context(), inmates, "test", edited(t, "version: 1\n", "version: 2\n",
			"\nfields:", "\nwhen: {has_a_citizenship: src.citizenship.orValue(\"\") != \"Нет\"}\nfields:"))
		check(t, err)
		h.push("b1",
			inmate("m1", "i1", 1, nil),
			inmate("m2", "i2", 1, map[string]any{"citizenship": "Нет"}),
			inmate("m3", "i3", 1, map[string]any{"citizenship": "Нет", "dob": "31.02.1885"})) // its faults do not count
		h.push("b2", inmate("m2", "i2", 1, map[string]any{"citizenship": "Нет"}))
		s := h.settle()
		want := register.Books{Received: 4, Duplicate: 1, Registered: 1, Skipped: 2, Parts: register.Parts{Registered: 1, Skipped: 2}}
		if s.Feeds[inmates] != want {
			t.Errorf("books %+v, want %+v", s.Feeds[inmates], want)
		}
		if !maps.Equal(s.Skips[inmates], map[string]int64{"has_a_citizenship": 2}) {
			t.Errorf("reasons %v", s.Skips)
		}
		outcomes, err := h.gateway.Register().Outcomes(t.Context(), inmates, 0, 10)
		check(t, err)
		skipped := 0
		for _, o := range outcomes {
			if o.Outcome == register.Skipped && o.Code == "has_a_citizenship" {
				skipped++
			}
		}
		if skipped != 2 {
			t.Errorf("the agency reads %+v", outcomes)
		}
	})
}

func TestRollbackHoldsFromRecordedOffsetsOn(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		if _, err := h.gateway.Rollback(t.Context(), inmates, "test", 0); !errors.Is(err, gateway.ErrNothingBefore) {
			t.Errorf("nothing to roll back to: %v", err)
		}
		first := inmate("m1", "i1", 1, map[string]any{"pol": "муж."})
		h.push("b1", first)
		h.settle()
		second := h.publishWord("муж.")
		h.push("b2", inmate("m2", "i2", 1, map[string]any{"pol": "муж."}))
		h.settle()
		back, err := h.gateway.Rollback(t.Context(), inmates, "Somebody", 0)
		check(t, err)
		h.push("b3", inmate("m3", "i3", 1, map[string]any{"pol": "муж."}), inmate("m4", "i4", 1, nil))
		s := h.settle()
		if s.Registered != 2 || s.Rejected != 2 {
			t.Errorf("books %+v: the word is known to the second mapping alone", s.Books)
		}
		if back.Mapping.Version != 1 || back.Mapping.Hash == second.Mapping.Hash {
			t.Errorf("rolled back to %+v", back.Mapping)
		}
		history, err := h.gateway.Register().History(t.Context(), inmates)
		check(t, err)
		if len(history) != 3 || history[0].Version != 1 || history[0].Author != "Somebody" || history[1].Version != 2 || history[2].Version != 1 {
			t.Errorf("history %+v", history)
		}
		var unknown *gateway.NoSuchVersion
		if _, err := h.gateway.Rollback(t.Context(), inmates, "test", 9); !errors.As(err, &unknown) {
			t.Errorf("an unknown version: %v", err)
		}
	})
}

func TestADifferenceIsThatOfTheKeptMessages(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1",
			inmate("m1", "i1", 1, nil),
			inmate("m2", "i2", 1, map[string]any{"pol": "муж."}), // rejected
			inmate("m3", "i3", 1, map[string]any{"dob": "31.02.1885"}),
			map[string]any{"op": "retract", "id": "i1", "revision": 2, "message_id": "m4"})
		h.settle()
		_, err := h.gateway.Replay(t.Context(), register.RejectQuery{Limit: 10}, local)
		check(t, err)
		h.settle()
		files := edited(t, "version: 1\n", "version: 2\n", `trim(src.fio[?1])`, `upper(trim(src.fio[?1]))`)
		files["sex.csv"] += "M,муж.\n"
		d, err := h.gateway.Difference(t.Context(), inmates, gateway.MappingChoice{}, gateway.MappingChoice{Files: files}, gateway.Kept{}, local)
		check(t, err)
		if d.Messages != 4 || d.Retraction != 1 || d.Records != 3 || d.Same != 1 || d.Changed != 1 || d.NewlyAccepted != 1 {
			t.Errorf("difference %+v", d)
		}
		if len(d.Fields) != 1 || d.Fields[0].Path != "person.given_name" {
			t.Errorf("fields %+v", d.Fields)
		}
		c, err := h.gateway.Coverage(t.Context(), inmates, gateway.MappingChoice{}, gateway.Kept{}, local)
		check(t, err)
		if c.Messages != 4 || c.BranchShare().Reached == 0 {
			t.Errorf("coverage %+v", c)
		}
		if d, err := h.gateway.Difference(t.Context(), inmates, gateway.MappingChoice{}, gateway.MappingChoice{Version: 1}, gateway.Kept{Limit: 2}, local); err != nil || d.Messages != 2 || d.Same != 2 {
			t.Errorf("two messages through the same mapping: %+v, %v", d, err)
		}
	})
}

// TestADifferenceFindsExactlyThePlantedChanges compares over messages of which every 50th has a word that only
// the new mapping knows, every 70th a birth place with two blanks, every 90th none at all.
func TestADifferenceFindsExactlyThePlantedChanges(t *testing.T) {
	const count = 100_000
	inBubble(t, func(t *testing.T, h *house) {
		h.stop()
		h.start("1", gateway.Deliver) // nothing translates: the messages are kept, that is all
		want := gateway.Difference{}
		want.Messages, want.Records = count, count
		var batch []map[string]any
		for i := range count {
			more := map[string]any{"birth_place": "г. Верный"}
			switch {
			case i%50 == 0:
				more["pol"] = "муж."
				want.NewlyAccepted++
			case i%70 == 0:
				more["birth_place"] = "г.  Верный"
				want.Changed++
			case i%90 == 0:
				more["birth_place"] = nil
				want.NewlyRejected++
			default:
				want.Same++
			}
			batch = append(batch, inmate(fmt.Sprint("m", i), fmt.Sprint("i", i), 1, more))
			if len(batch) == 1000 || i == count-1 {
				h.push(fmt.Sprint("b", i), batch...)
				batch = nil
			}
		}
		files := edited(t, "version: 1\n", "version: 2\n", `trim(src.birth_place)`, `collapse(src.birth_place.orReject("birth_place"))`)
		files["sex.csv"] += "M,муж.\n"
		d, err := h.gateway.Difference(t.Context(), inmates, gateway.MappingChoice{}, gateway.MappingChoice{Files: files}, gateway.Kept{}, local)
		check(t, err)
		if d.Messages != want.Messages || d.Records != want.Records || d.Same != want.Same || d.Changed != want.Changed ||
			d.NewlyAccepted != want.NewlyAccepted || d.NewlyRejected != want.NewlyRejected || d.OtherReject+d.NewlySkipped+d.Undecoded != 0 {
			t.Errorf("found %+v, planted %+v", d, want)
		}
		if len(d.Fields) != 1 || d.Fields[0].Path != "person.birth_place" || d.Fields[0].Records != want.Changed || d.Codes["birth_place"] != want.NewlyRejected {
			t.Errorf("fields %+v, codes %v", d.Fields, d.Codes)
		}
	})
}
