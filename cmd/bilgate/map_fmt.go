package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"bilgate/mapping"
)

// mapFmtCommand formats like gofmt: it prints, unless it is told to write, to list or to check.
func mapFmtCommand() *cobra.Command {
	var write, list, check bool
	cmd := &cobra.Command{
		Use: "fmt FILE…", Short: "Format mapping files and fragments: order of sections, indentation, columns", Args: cobra.MinimumNArgs(1),
		Long: "Prints each file in the one format: sections in their order, two blanks a level, values in columns, expressions without quotes. Comments stay. What a file means does not change.",
		RunE: func(cmd *cobra.Command, args []string) error {
			differ := false
			for _, path := range args {
				text, out, err := formatFile(cmd, path)
				if err != nil {
					return err
				}
				changed := !bytes.Equal(text, out)
				differ = differ || changed
				if changed && (list || check) {
					fmt.Fprintln(cmd.OutOrStdout(), path)
				}
				if changed && write {
					if err := rewrite(path, out); err != nil {
						return away("%v", err)
					}
				}
				if !write && !list && !check {
					cmd.OutOrStdout().Write(out)
				}
			}
			if check && differ {
				return errSaid
			}
			return nil
		},
	}
	cmd.Flags().BoolVarP(&write, "write", "w", false, "write the files instead of printing them")
	cmd.Flags().BoolVarP(&list, "list", "l", false, "list the files that are not in the format")
	cmd.Flags().BoolVar(&check, "check", false, "list them too, and exit 1 if there is one")
	return cmd
}

// formatFile reads a file and formats it. What is no YAML is said, and ends the command.
func formatFile(cmd *cobra.Command, path string) (text, out []byte, err error) {
	if text, err = os.ReadFile(path); err != nil {
		return nil, nil, badInput("%v", err)
	}
	out, problems := mapping.Format(text, path)
	if problems.Failed() {
		fmt.Fprintln(cmd.ErrOrStderr(), problems.Error())
		return nil, nil, &exit{wrongInput, errSaid}
	}
	return text, out, nil
}

// rewrite puts a new text into a file and keeps its permissions. It writes beside it first, so that nothing is
// lost if the disk is full.
func rewrite(path string, text []byte) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	beside := path + ".new"
	if err := os.WriteFile(beside, text, info.Mode().Perm()); err != nil {
		os.Remove(beside)
		return err
	}
	return os.Rename(beside, path)
}
