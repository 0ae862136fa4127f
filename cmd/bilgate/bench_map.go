package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"bilgate/fixtures/workload"
)

const benchMapHelp = `Measure the mapping engine and the JSON decoder over the stream workload, without any broker.

  map     over decoded batches: the whole run, checks and canonical columns included, beside the evaluation
          alone of the same expressions by CEL's interpreter and by expr-lang
  decode  JSON to columns, beside three JSON libraries that decode into a struct
  write   canonical columns to JSON

All take turns, several rounds long; the figures are medians of the CPU time (user and system, the garbage
collector's too) a record, and of the objects allocated.`

// mapBench are the flags of `bench map`.
type mapBench struct {
	records, rounds int
	seed            uint64
	asJSON          bool
}

func benchMapCommand() *cobra.Command {
	o := &mapBench{}
	cmd := &cobra.Command{
		Use: "map", Short: "Measure the mapping engine and the decoder", Long: benchMapHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	f := cmd.Flags()
	f.IntVar(&o.records, "records", 20_000, "records of each lane")
	f.IntVar(&o.rounds, "rounds", 5, "rounds, of which the median counts")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the records")
	f.BoolVar(&o.asJSON, "json", false, "print JSON")
	return cmd
}

func (o *mapBench) run(cmd *cobra.Command) error {
	if o.records < 1 || o.rounds < 1 {
		return badInput("--records and --rounds are above zero")
	}
	var results []mapResult
	for _, lane := range workload.Lanes {
		l, err := openMapLane(lane, o)
		if err != nil {
			return err
		}
		rows, err := l.measure(o)
		if err != nil {
			return err
		}
		results = append(results, mapResult{lane, len(l.bodies), o.rounds, o.seed, l.accepted, rows})
	}
	if o.asJSON {
		printJSON(cmd, map[string]any{"lanes": results})
		return nil
	}
	for _, r := range results {
		r.show(cmd.OutOrStdout())
	}
	return nil
}

// mapResult is what one lane gave.
type mapResult struct {
	Lane    workload.Lane `json:"lane"`
	Records int           `json:"records"` // that decode
	Rounds  int           `json:"rounds"`
	Seed    uint64        `json:"seed"`
	Mapped  int           `json:"mapped"`
	Rows    []mapFigure   `json:"rows"`
}

// mapFigure is one contestant's.
type mapFigure struct {
	Stage      string  `json:"stage"` // map, decode, write
	Name       string  `json:"name"`
	NsRecord   float64 `json:"cpu_ns_per_record"`
	Allocs     float64 `json:"allocations_per_record"`
	TimesFirst float64 `json:"times_first"` // as long as the stage's first one
}

func (r mapResult) show(w io.Writer) {
	fmt.Fprintf(w, "%s lane: %d records, %d of them mapped; median of %d rounds; seed %d\n", r.Lane, r.Records, r.Mapped, r.Rounds, r.Seed)
	fmt.Fprintf(w, "  %-7s %-34s %14s %14s %9s\n", "", "", "CPU ns/record", "allocs/record", "×")
	stage := ""
	for _, f := range r.Rows {
		first := f.Stage
		if f.Stage == stage {
			first = ""
		}
		stage = f.Stage
		fmt.Fprintf(w, "  %-7s %-34s %14.0f %14.2f %9.2f\n", first, f.Name, f.NsRecord, f.Allocs, f.TimesFirst)
	}
	fmt.Fprintln(w)
}
