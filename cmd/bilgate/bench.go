package main

import "github.com/spf13/cobra"

// benchCommand holds the benchmarks. Each prints what it compared with, measured in the same run, because
// a time alone says more of the machine than of the program. None passes or fails.
func benchCommand() *cobra.Command {
	return group("bench", "Measure this machine's speed beside comparisons made in the same run",
		benchMapCommand(), benchStreamCommand())
}
