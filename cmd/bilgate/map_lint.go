package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"bilgate/mapping"
)

func mapLintCommand() *cobra.Command {
	var feed string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "lint FILE", Short: "Show every problem of a mapping file; exit 2 if one is an error", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := openMap(args[0], feed)
			if err != nil {
				return err
			}
			p, problems := m.compile()
			switch {
			case asJSON:
				printJSON(cmd, append(mapping.Problems{}, problems...))
			case p != nil:
				showProblems(cmd.OutOrStdout(), append(problems, p.Advice()...))
			default:
				showProblems(cmd.OutOrStdout(), problems)
			}
			if problems.Failed() {
				return &exit{wrongInput, errSaid}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the file translates (default: what its line mapping: says)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func showProblems(w io.Writer, problems mapping.Problems) {
	for _, p := range problems {
		fmt.Fprintf(w, "%s: %s\n", p.Severity, p)
	}
	if len(problems) == 0 {
		fmt.Fprintln(w, "no problem")
	}
}
