package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"bilgate/gateway"
)

// shownFields bounds how many changed fields the text lists; JSON has all.
const shownFields = 20

func showDifference(w io.Writer, d gateway.Difference) {
	fmt.Fprintf(w, "%d messages", d.Messages)
	if d.Undecoded > 0 {
		fmt.Fprintf(w, ", %d of which do not decode", d.Undecoded)
	}
	if d.Retraction > 0 {
		fmt.Fprintf(w, ", %d retractions", d.Retraction)
	}
	fmt.Fprintf(w, "; %d records compared\n\n", d.Records)
	for _, line := range []struct {
		n    int
		what string
	}{
		{d.Same, "the same"}, {d.Changed, "changed"}, {d.NewlyRejected, "newly rejected"}, {d.NewlyAccepted, "newly accepted"},
		{d.NewlySkipped, "newly skipped"}, {d.OtherReject, "rejected by both, for other reasons"},
	} {
		fmt.Fprintf(w, "%8d  %s\n", line.n, line.what)
	}
	showCounts(w, "newly rejected, by code", d.Codes)
	showCounts(w, "newly skipped, by reason", d.Reasons)
	showChanges(w, d)
	if len(d.Examples) > 0 {
		fmt.Fprintln(w, "\nfor example")
	}
	for _, e := range d.Examples {
		fmt.Fprintf(w, "  %s: %s → %s\n", e.At, e.Was, e.Is)
	}
}

func showCounts(w io.Writer, title string, counts map[string]int) {
	if len(counts) > 0 {
		fmt.Fprintf(w, "\n%s\n", title)
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(w, "%8d  %s\n", counts[name], name)
	}
}

func showChanges(w io.Writer, d gateway.Difference) {
	if len(d.Fields) > 0 {
		fmt.Fprintln(w, "\nchanged fields, values masked")
	}
	for i, f := range d.Fields {
		if i == shownFields {
			fmt.Fprintf(w, "          and %d more fields: --json has them\n", len(d.Fields)-i)
			return
		}
		fmt.Fprintf(w, "%8d  %s\n", f.Records, f.Path)
		for _, s := range f.Samples {
			fmt.Fprintf(w, "          %s → %s   (%s)\n", s.Was, s.Is, s.At)
		}
	}
}
