package register

import (
	"context"
	"errors"
	"testing"
	"time"
)

func published(version int, hash string) Published {
	return Published{Hash: hash, Feed: "f", Name: "f", Version: version, Author: "a", At: time.Unix(1, 0), Files: map[string]string{"mapping.yaml": hash}}
}

func at(offset int64) func(context.Context) (map[int32]int64, error) {
	return func(context.Context) (map[int32]int64, error) { return map[int32]int64{0: offset, 1: offset + 1}, nil }
}

func TestPublishSwitchesAtRecordedOffsets(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		for i, hash := range []string{"h1", "h2"} {
			if _, err := r.Publish(t.Context(), published(i+1, hash), at(int64(10*i))); err != nil {
				t.Fatal(err)
			}
		}
		generation, switches, err := r.Switches(t.Context(), "f")
		if err != nil || generation != 2 || len(switches) != 4 || switches[3] != (Switch{Partition: 1, From: 11, Mapping: "h2"}) {
			t.Fatalf("generation %d, switches %+v, %v", generation, switches, err)
		}
		if files, err := r.MappingFiles(t.Context(), "h1"); err != nil || files["mapping.yaml"] != "h1" {
			t.Errorf("files of the first: %v, %v", files, err)
		}
	})
}

func TestAPublishedVersionNeverChanges(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		if _, err := r.Publish(t.Context(), published(1, "h1"), at(0)); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Publish(t.Context(), published(1, "h2"), at(5)); !errors.Is(err, ErrVersionTaken) {
			t.Errorf("another mapping under the same version: %v", err)
		}
		if _, err := r.Publish(t.Context(), published(1, "h1"), at(7)); err != nil {
			t.Errorf("the same mapping again: %v", err)
		}
	})
}

func TestATransactionUnderAnOldMappingDoesNotCommit(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		if _, err := r.Publish(t.Context(), published(1, "h1"), at(0)); err != nil {
			t.Fatal(err)
		}
		if err := r.Unswitched(t.Context(), "f", 1); err != nil {
			t.Fatalf("unswitched: %v", err)
		}
		if _, err := r.Publish(t.Context(), published(2, "h2"), at(3)); err != nil {
			t.Fatal(err)
		}
		if err := r.Unswitched(t.Context(), "f", 1); !errors.Is(err, ErrSwitched) {
			t.Errorf("after a switch: %v", err)
		}
	})
}

func TestTheFirstMappingIsPublishedOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		first, other := published(1, "h1"), published(2, "h2")
		first.First, other.First = true, true
		for _, p := range []Published{first, other} {
			if _, err := r.Publish(t.Context(), p, at(0)); err != nil {
				t.Fatal(err)
			}
		}
		if generation, switches, err := r.Switches(t.Context(), "f"); err != nil || generation != 1 || len(switches) != 2 || switches[0].Mapping != "h1" {
			t.Errorf("generation %d, switches %+v, %v", generation, switches, err)
		}
	})
}
