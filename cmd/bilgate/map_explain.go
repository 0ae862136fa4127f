package main

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"bilgate/mapping"
)

func mapExplainCommand() *cobra.Command {
	var feed string
	var timed, asJSON bool
	cmd := &cobra.Command{
		Use: "explain FILE", Short: "Say which fields run as kernels over columns, and which row by row and why", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, p, err := openProgram(cmd, args[0], feed)
			if err != nil {
				return err
			}
			list := p.Explain()
			if timed {
				if list, err = p.ExplainTimed(timedAtLeast); err != nil {
					return badInput("%s: %v", args[0], err)
				}
			}
			if asJSON {
				printJSON(cmd, list)
			} else {
				showExplanations(cmd.OutOrStdout(), list, timed)
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&feed, "feed", "", "the feed that the file translates (default: what its line mapping: says)")
	f.BoolVar(&timed, "time", false, "measure what each field costs, over the records of the file's tests")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// timedAtLeast is how long each field is measured.
const timedAtLeast = 20 * time.Millisecond

// showExplanations prints a table: field, engine, the time of one row if it was measured, the reason for a fall-back.
func showExplanations(w io.Writer, list []mapping.Explanation, timed bool) {
	rows := [][]string{{"FIELD", "ENGINE", "NS A ROW", "WHY"}}
	for _, e := range list {
		cost := ""
		if e.Rows > 0 {
			cost = fmt.Sprintf("%.0f", e.Nanoseconds)
		}
		rows = append(rows, []string{e.Target, e.Engine, cost, e.Why})
	}
	if !timed {
		for i := range rows {
			rows[i] = slices.Delete(rows[i], 2, 3)
		}
	}
	writeColumns(w, rows)
	if timed {
		fmt.Fprintln(w, "\nMeasured here and now, one field after the other, over the tests' records repeated to a batch. A let counts for every\nfield that needs it, though a batch runs it once; of a list, a row is one item.")
	}
}
