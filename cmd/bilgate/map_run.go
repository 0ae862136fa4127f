package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"bilgate/connectors"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

func mapRunCommand() *cobra.Command {
	var feed, format string
	var set []string
	cmd := &cobra.Command{
		Use: "run FILE SAMPLE", Short: "Translate a sample: canonical records, rejects and skips as JSON lines", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, p, err := openProgram(cmd, args[0], feed)
			if err != nil {
				return err
			}
			return runSample(cmd, sampleReader{m.feed, format, set}, p, args[1])
		},
	}
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the file translates (default: what its line mapping: says)")
	cmd.Flags().StringVar(&format, "format", "", "media type of the sample (default: by its name)")
	cmd.Flags().StringArrayVar(&set, "set", nil, "value for the whole batch, name=value")
	return cmd
}

// runSample prints one JSON line a part: {"record": …}, {"reject": …}, {"skip": reason, "rule": …}, {"retract": …}, or {"unreadable": …}.
func runSample(cmd *cobra.Command, s sampleReader, p *mapping.Program, path string) error {
	return s.read(path,
		func(m connectors.Message) error { return runMessage(cmd, s, p, m) },
		func(u connectors.Unreadable) error {
			printJSON(cmd, map[string]any{"unreadable": u})
			return nil
		})
}

func runMessage(cmd *cobra.Command, s sampleReader, p *mapping.Program, m connectors.Message) error {
	if m.Op == connectors.Retract { // makes a tombstone without the mapping
		printJSON(cmd, map[string]any{"message_id": m.ID, "retract": m.RecordID})
		return nil
	}
	batch, err := s.decode(m)
	if err != nil {
		printJSON(cmd, map[string]any{"message_id": m.ID, "reject": err.Error()})
		return nil
	}
	defer batch.Release()
	result := p.Run(batch)
	defer result.Batch.Release()
	kind, _ := canon.Lookup(s.feed.Kind)
	for i, row := range result.Rows {
		printJSON(cmd, map[string]any{"message_id": m.ID, "part": row + 1, "record": json.RawMessage(kind.AppendJSON(nil, result.Batch, i, canon.Writing{}))})
	}
	for _, r := range result.Rejects {
		printJSON(cmd, map[string]any{"message_id": m.ID, "part": r.Row + 1, "reject": r.Errors})
	}
	for _, skip := range result.Skipped {
		printJSON(cmd, map[string]any{"message_id": m.ID, "part": skip.Row + 1, "skip": skip.Reason, "rule": skip.Rule})
	}
	return nil
}
