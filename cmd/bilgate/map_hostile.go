package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	wire "bilgate/connectors/hostile"
	"bilgate/mapping"
	"bilgate/mapping/hostile"
)

// runHostile prints what becomes of hostile samples of the feed, and says with its error that one failed.
func runHostile(cmd *cobra.Command, m mapFile, p *mapping.Program, only *regexp.Regexp, asJSON bool) error {
	verdicts, err := wire.All(m.feed, p, only)
	switch {
	case err != nil:
		return badInput("%s: %v", m.path, err)
	case len(verdicts) == 0:
		return badInput("--run %q: no sample has such a name; samples are called as the table of --hostile without --run calls them, or FIELD: SAMPLE", only)
	case asJSON:
		printJSON(cmd, verdicts)
	default:
		showHostile(cmd.OutOrStdout(), verdicts, only.String() != "")
	}
	if slices.ContainsFunc(verdicts, func(v hostile.Verdict) bool { return v.Outcome == hostile.Failed }) {
		return errSaid
	}
	return nil
}

// showHostile prints a table of the samples: a line a sample with how often it ended how, or with fields a
// line each. Failures stand below it one by one.
func showHostile(w io.Writer, verdicts []hostile.Verdict, fields bool) {
	name := func(v hostile.Verdict) string { return v.Sample }
	if fields {
		name = func(v hostile.Verdict) string { return cmp.Or(v.Field, "record") + ": " + v.Sample }
	}
	groups := map[string][]hostile.Verdict{}
	var order []string
	for _, v := range verdicts {
		if groups[name(v)] == nil {
			order = append(order, name(v))
		}
		groups[name(v)] = append(groups[name(v)], v)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "SAMPLE\tUNCHANGED\tSKIPPED\tREJECTED\tFAIL\tREJECTED BY")
	for _, one := range order {
		n := outcomesOf(groups[one])
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%s\n", one, n[hostile.Unchanged], n[hostile.Skipped], n[hostile.Rejected], n[hostile.Failed], rejectedBy(groups[one]))
	}
	t.Flush()
	showHostileFailures(w, verdicts)
}

func outcomesOf(verdicts []hostile.Verdict) map[hostile.Outcome]int {
	n := map[hostile.Outcome]int{}
	for _, v := range verdicts {
		n[v.Outcome]++
	}
	return n
}

// maxReasons is how many reasons of rejects stand in a line of the table.
const maxReasons = 4

// rejectedBy are the codes and fields of rejects, each once.
func rejectedBy(verdicts []hostile.Verdict) string {
	seen := map[string]bool{}
	for _, v := range verdicts {
		if v.Outcome == hostile.Rejected || v.Outcome == hostile.Skipped {
			seen[strings.TrimSuffix(v.Code+"@"+v.At, "@")] = true
		}
	}
	all := slices.Sorted(maps.Keys(seen))
	if len(all) > maxReasons {
		return strings.Join(all[:maxReasons], " ") + fmt.Sprintf(" and %d more", len(all)-maxReasons)
	}
	return strings.Join(all, " ")
}

func showHostileFailures(w io.Writer, verdicts []hostile.Verdict) {
	colour := colourful(w)
	for _, v := range verdicts {
		if v.Outcome == hostile.Failed {
			fmt.Fprintf(w, "%s  %s: %s (in %q)\n        %s\n", colour.bad("FAIL"), cmp.Or(v.Field, "record"), v.Sample, v.Record, v.Says)
		}
	}
	n := outcomesOf(verdicts)
	fmt.Fprintf(w, "%d samples: %d accepted unchanged, %d skipped, %d rejected, %d failed\n",
		len(verdicts), n[hostile.Unchanged], n[hostile.Skipped], n[hostile.Rejected], n[hostile.Failed])
}
