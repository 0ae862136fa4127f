package main

import (
	"github.com/spf13/cobra"

	"bilgate/mapping"
)

func mapSourceCommand() *cobra.Command {
	return &cobra.Command{
		Use: "source FEED", Short: "Print what a feed's records hold, as a source file for `map pipe`", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := feedNamed(args[0])
			if err != nil {
				return err
			}
			text, err := mapping.FormatSource(f.Name, f.Schema)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
}
