package main

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/spf13/cobra"

	"bilgate/connectors"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

func mapRunCommand() *cobra.Command {
	var feed, format string
	var set []string
	cmd := &cobra.Command{
		Use: "run FILE SAMPLE", Short: "Translate a sample: canonical records and rejects as JSON lines", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, p, err := openProgram(cmd, args[0], feed)
			if err != nil {
				return err
			}
			o := sendOptions{format: format, set: set}
			settings, err := o.settings()
			if err != nil {
				return err
			}
			b := connectors.Batch{Feed: m.feed.Name, ID: "sample", Format: o.formatOf(args[1]), Set: map[string]string{}}
			for name := range settings {
				b.Set[strings.TrimPrefix(name, "set.")] = settings.Get(name)
			}
			file, err := os.Open(args[1])
			if err != nil {
				return badInput("%v", err)
			}
			defer file.Close()
			b.Body = file
			return runSample(cmd, m.feed, p, b)
		},
	}
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the file translates (default: its own `mapping:`)")
	cmd.Flags().StringVar(&format, "format", "", "media type of the sample (default: by its name)")
	cmd.Flags().StringArrayVar(&set, "set", nil, "value for the whole batch, name=value")
	return cmd
}

// runSample prints one JSON line a part: {"record": …}, {"reject": …}, {"retract": …}, or {"unreadable": …}.
func runSample(cmd *cobra.Command, f connectors.Feed, p *mapping.Program, b connectors.Batch) error {
	return f.Split(b,
		func(m connectors.Message) error { return runMessage(cmd, f, p, m) },
		func(u connectors.Unreadable) error {
			printJSON(cmd, map[string]any{"unreadable": u})
			return nil
		})
}

func runMessage(cmd *cobra.Command, f connectors.Feed, p *mapping.Program, m connectors.Message) error {
	if m.Op == connectors.Retract { // makes a tombstone without the mapping
		printJSON(cmd, map[string]any{"message_id": m.ID, "retract": m.RecordID})
		return nil
	}
	b := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, f.Schema)}
	defer b.Columns.Release()
	if _, err := f.Decode(b, m); err != nil {
		printJSON(cmd, map[string]any{"message_id": m.ID, "reject": err.Error()})
		return nil
	}
	batch := b.Columns.NewRecordBatch()
	defer batch.Release()
	result := p.Run(batch)
	defer result.Batch.Release()
	kind, _ := canon.Lookup(f.Kind)
	for i, row := range result.Rows {
		printJSON(cmd, map[string]any{"message_id": m.ID, "part": row + 1, "record": json.RawMessage(kind.AppendJSON(nil, result.Batch, i, canon.Writing{}))})
	}
	for _, r := range result.Rejects {
		printJSON(cmd, map[string]any{"message_id": m.ID, "part": r.Row + 1, "reject": r.Errors})
	}
	return nil
}
