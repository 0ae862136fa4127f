package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"bilgate/mapping"
)

func mapExplainCommand() *cobra.Command {
	var feed string
	cmd := &cobra.Command{
		Use: "explain FILE", Short: "Say which fields run as kernels over columns, and which row by row", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, p, err := openProgram(cmd, args[0], feed)
			if err != nil {
				return err
			}
			for _, e := range p.Explain() {
				fmt.Fprintf(cmd.OutOrStdout(), "%-28s %-12s %s\n", e.Target, e.Engine, e.Why)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the file translates (default: its own `mapping:`)")
	return cmd
}

func mapFunctionsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "functions", Short: "List the functions of the mapping language", Args: cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			for _, f := range mapping.Functions() {
				fmt.Fprintf(cmd.OutOrStdout(), "%s\n    %s\n", strings.Join(f.Signatures, "\n"), f.Help)
				for _, e := range f.Examples {
					fmt.Fprintf(cmd.OutOrStdout(), "      %s  →  %s\n", e.Expr, e.Want)
				}
			}
		},
	}
}
