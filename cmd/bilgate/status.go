package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"bilgate/gateway/register"
)

func statusCommand() *cobra.Command {
	var t target
	var check, asJSON bool
	var limit time.Duration
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show the books: what came in, and what became of it",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !check {
				s, err := t.status(cmd.Context())
				if err == nil {
					showStatus(cmd, s, asJSON)
				}
				return err
			}
			return t.check(cmd, limit, asJSON)
		},
	}
	t.flags(cmd)
	cmd.Flags().BoolVar(&check, "check", false, "wait until nothing moves; exit 1 if the books do not balance")
	cmd.Flags().DurationVar(&limit, "limit", 5*time.Minute, "how long --check waits while nothing gets on")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (t *target) status(ctx context.Context) (register.Status, error) {
	var s register.Status
	err := t.call(ctx, http.MethodGet, "/v1/status", nil, &s)
	return s, err
}

// check waits until nothing moves, then compares raw with the inbox record by record.
func (t *target) check(cmd *cobra.Command, limit time.Duration, asJSON bool) error {
	s, err := t.settle(cmd.Context(), limit)
	if err != nil {
		return err
	}
	var missing []register.Missing
	if err := t.call(cmd.Context(), http.MethodGet, "/v1/missing", nil, &missing); err != nil {
		return err
	}
	showStatus(cmd, s, asJSON)
	faults := unbalanced(s)
	for _, m := range missing {
		faults = append(faults, m.String())
	}
	for _, f := range faults {
		fmt.Fprintln(cmd.ErrOrStderr(), f)
	}
	if len(faults) > 0 {
		return fmt.Errorf("the books do not balance: %d findings", len(faults))
	}
	return nil
}

// firstAnswer is how long settle waits for a gateway that has not answered yet.
const firstAnswer = 10 * time.Second

// settle polls until nothing moves, or until nothing has changed for the limit. A gateway that went away is
// waited for as long.
func (t *target) settle(ctx context.Context, limit time.Duration) (register.Status, error) {
	var last string
	changed, answered := time.Now(), false
	for {
		s, err := t.status(ctx)
		answered = answered || err == nil
		if silent := time.Since(changed); err != nil && (silent > limit || !answered && silent > firstAnswer || !temporaryAnswer(err)) {
			return s, err
		}
		if err == nil && !s.Moving() {
			return s, nil
		}
		if now := fmt.Sprintf("%+v", s); err == nil && now != last {
			last, changed = now, time.Now()
		}
		if time.Since(changed) > limit {
			return s, nil
		}
		select {
		case <-ctx.Done():
			return s, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// temporaryAnswer says whether the same request may succeed later.
func temporaryAnswer(err error) bool {
	var e *exit
	return errors.As(err, &e) && e.code == surroundings
}

// unbalanced names the sums that do not come out.
func unbalanced(s register.Status) []string {
	var out []string
	for _, feed := range slices.Sorted(maps.Keys(s.Feeds)) {
		b := s.Feeds[feed]
		if b.Received != b.Duplicate+b.Waiting+b.Rejected+b.Registered+b.Unchanged+b.Skipped || b.Waiting != 0 {
			out = append(out, fmt.Sprintf("%s: received %d ≠ duplicate %d + rejected %d + registered %d + unchanged %d + skipped %d; waiting %d",
				feed, b.Received, b.Duplicate, b.Rejected, b.Registered, b.Unchanged, b.Skipped, b.Waiting))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Subsystems)) {
		if d := s.Subsystems[name]; d.Fed != d.Accepted+d.Refused+d.Superseded+d.Overdue+d.Waiting || d.Waiting != 0 {
			out = append(out, fmt.Sprintf("%s: fed %d ≠ accepted %d + refused %d + overdue %d + superseded %d; waiting %d",
				name, d.Fed, d.Accepted, d.Refused, d.Overdue, d.Superseded, d.Waiting))
		}
	}
	return out
}

func showStatus(cmd *cobra.Command, s register.Status, asJSON bool) {
	if asJSON {
		printJSON(cmd, s)
		return
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "feed\treceived\tduplicate\twaiting\trejected\tregistered\tunchanged\tskipped\t")
	for _, feed := range slices.Sorted(maps.Keys(s.Feeds)) {
		line(w, feed, s.Feeds[feed])
	}
	line(w, "all", s.Books)
	fmt.Fprintln(w, "\t\t\t\t\t\t\t")
	fmt.Fprintln(w, "subsystem\tfed\taccepted\trefused\toverdue\twaiting\tsuperseded\t")
	for _, name := range slices.Sorted(maps.Keys(s.Subsystems)) {
		d := s.Subsystems[name]
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t\n", name, d.Fed, d.Accepted, d.Refused, d.Overdue, d.Waiting, d.Superseded)
	}
	w.Flush()
	showTally(cmd.OutOrStdout(), "dropped, outside the record's legal basis", s.Overcollected)
	showTally(cmd.OutOrStdout(), "skipped, not wanted by the mapping", s.Skips)
}

func showTally(w io.Writer, title string, counts map[string]map[string]int64) {
	for _, feed := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(w, "\n%s: %s\n", feed, title)
		for _, name := range slices.Sorted(maps.Keys(counts[feed])) {
			fmt.Fprintf(w, "%12d  %s\n", counts[feed][name], name)
		}
	}
}

func line(w *tabwriter.Writer, name string, b register.Books) {
	fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", name, b.Received, b.Duplicate, b.Waiting, b.Rejected, b.Registered, b.Unchanged, b.Skipped)
}
