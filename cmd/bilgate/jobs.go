package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"bilgate/schedules"
)

func jobsCommand() *cobra.Command {
	return group("jobs", "Look at and run what is done at set times",
		jobsListCommand(), jobsRunCommand(), jobsHistoryCommand(), jobsDifferencesCommand())
}

func jobsListCommand() *cobra.Command {
	var t target
	var asJSON bool
	cmd := &cobra.Command{
		Use: "list", Short: "List jobs and their next slots", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var plans []schedules.Plan
			if err := t.call(cmd.Context(), http.MethodGet, "/v1/jobs", nil, &plans); err != nil {
				return err
			}
			if asJSON {
				printJSON(cmd, plans)
				return nil
			}
			for _, p := range plans {
				fmt.Fprintf(cmd.OutOrStdout(), "%s  %s, next %s\n    %s\n", p.Name, p.When, p.Next.Format(clock), p.Help)
			}
			return nil
		},
	}
	t.flags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func jobsRunCommand() *cobra.Command {
	var t target
	var asJSON bool
	cmd := &cobra.Command{
		Use: "run JOB", Short: "Run a job now", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var run schedules.Run
			if err := t.call(cmd.Context(), http.MethodPost, "/v1/jobs/"+url.PathEscape(args[0])+"/run", nil, &run); err != nil {
				return err
			}
			if asJSON {
				printJSON(cmd, run)
			} else {
				fmt.Fprintln(cmd.OutOrStdout(), runLine(run))
			}
			if run.State != schedules.Done {
				return fmt.Errorf("job %s %s: %s", run.Job, run.State, run.Error)
			}
			return nil
		},
	}
	t.flags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func runLine(r schedules.Run) string {
	var counts []string
	for _, name := range slices.Sorted(maps.Keys(r.Summary)) {
		if r.Summary[name] == 0 && name != "differences" {
			continue // a count of each class in each subsystem, mostly none
		}
		counts = append(counts, fmt.Sprintf("%s %d", name, r.Summary[name]))
	}
	text := fmt.Sprintf("%s  slot %s  %s (%s, attempt %d)", r.Job, r.Slot.Format(clock), r.State, r.Trigger, r.Attempt)
	if len(counts) > 0 {
		text += ": " + strings.Join(counts, ", ")
	}
	if r.Error != "" {
		text += ": " + r.Error
	}
	return text
}

func jobsHistoryCommand() *cobra.Command {
	var t target
	var asJSON bool
	cmd := &cobra.Command{
		Use: "history JOB", Short: "Show a job's runs, newest first", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var runs []schedules.Run
			if err := t.call(cmd.Context(), http.MethodGet, "/v1/jobs/"+url.PathEscape(args[0])+"/history", nil, &runs); err != nil {
				return err
			}
			if asJSON {
				printJSON(cmd, runs)
				return nil
			}
			for _, r := range runs {
				fmt.Fprintln(cmd.OutOrStdout(), runLine(r))
			}
			return nil
		},
	}
	t.flags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func jobsDifferencesCommand() *cobra.Command {
	var t target
	var asJSON bool
	cmd := &cobra.Command{
		Use: "differences", Short: "Show what the last reconciliation found", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			body, err := t.raw(cmd.Context(), http.MethodGet, "/v1/differences", nil)
			if err != nil {
				return err
			}
			if asJSON {
				_, err = cmd.OutOrStdout().Write(body)
				return err
			}
			return showDifferences(cmd, body)
		},
	}
	t.flags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// difference is what is shown of one; the API says more.
type difference struct {
	Subsystem string `json:"subsystem"`
	Kind      string `json:"kind"`
	ID        string `json:"id"`
	Class     string `json:"class"`
}

func showDifferences(cmd *cobra.Command, body []byte) error {
	var found []difference
	if err := json.Unmarshal(body, &found); err != nil {
		return err
	}
	if len(found) == 0 {
		fmt.Fprintln(cmd.OutOrStdout(), "The last reconciliation found no difference.")
		return nil
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "subsystem\tkind\trecord\tdifference")
	for _, d := range found {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", d.Subsystem, d.Kind, d.ID, d.Class)
	}
	return w.Flush()
}
