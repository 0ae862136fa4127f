package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"bilgate/connectors"
	"bilgate/gateway"
	"bilgate/mapping"
)

// mapDiffOptions are the flags of map diff.
type mapDiffOptions struct {
	kept    keptFlags
	sample  sampleReader
	samples []string
	feed    string
	most    string
	asJSON  bool
}

func mapDiffCommand() *cobra.Command {
	var o mapDiffOptions
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Show what another mapping would make of messages that came already; exit 1 above --max-rejected",
		Long: "Runs messages through two mappings and counts what would be changed, newly rejected, newly accepted or newly\n" +
			"skipped. OLD and NEW are mapping files, numbers of published versions, or `active` for the one that holds now.\n\n" +
			"The messages are those that the gateway keeps on raw, all or since a while (--since 24h), or files (--sample).\n" +
			"Values are masked: X, x and 9 stand for letters and digits. A diff that is wanted has exit code 0.",
		Example: "  bilgate map diff active inmate/mapping.yaml --feed penitentiary.inmate --since 24h --max-rejected 0.1%\n" +
			"  bilgate map diff old/mapping.yaml new/mapping.yaml --sample monday.ndjson",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args[0], args[1]) },
	}
	o.kept.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.feed, "feed", "", "the feed (default: what the files say under `mapping:`)")
	f.StringArrayVar(&o.samples, "sample", nil, "file of the feed to compare over in place of kept messages; may be given more than once")
	f.StringVar(&o.sample.format, "format", "", "media type of the samples (default: by their names)")
	f.StringArrayVar(&o.sample.set, "set", nil, "value for the whole sample, name=value")
	f.StringVar(&o.most, "max-rejected", "100%", "exit 1 if more of the records are newly rejected, such as 0.1%")
	f.BoolVar(&o.asJSON, "json", false, "print JSON")
	return cmd
}

func (o *mapDiffOptions) run(cmd *cobra.Command, old, new string) error {
	most, err := percent("--max-rejected", o.most)
	if err != nil {
		return err
	}
	found, err := o.difference(cmd, old, new)
	if err != nil {
		return err
	}
	if o.asJSON {
		printJSON(cmd, found)
	} else {
		showDifference(cmd.OutOrStdout(), found)
	}
	if share := 100 * found.Rejected(); share > most {
		return fmt.Errorf("%d of %d records would be newly rejected, %.3g %%: --max-rejected allows %g %%", found.NewlyRejected, found.Records, share, most)
	}
	return nil
}

func (o *mapDiffOptions) difference(cmd *cobra.Command, old, new string) (gateway.Difference, error) {
	if len(o.samples) > 0 {
		return o.overSamples(cmd, old, new)
	}
	var found gateway.Difference
	was, err := o.choice(cmd, old)
	if err != nil {
		return found, err
	}
	is, err := o.choice(cmd, new)
	if err != nil {
		return found, err
	}
	if o.feed == "" {
		return found, badInput("which feed? --feed names one; files name it by `mapping:`")
	}
	err = o.kept.call(cmd.Context(), "POST", "/v1/feeds/"+o.feed+"/diff", o.kept.request(map[string]any{"old": was, "new": is}), &found)
	return found, err
}

// choice reads an argument: `active`, a version, or a file.
func (o *mapDiffOptions) choice(cmd *cobra.Command, arg string) (gateway.MappingChoice, error) {
	if arg == "active" {
		return gateway.MappingChoice{}, nil
	}
	if version, err := strconv.Atoi(arg); err == nil && version > 0 {
		return gateway.MappingChoice{Version: version}, nil
	}
	m, p, err := openProgram(cmd, arg, o.feed)
	if err != nil {
		return gateway.MappingChoice{}, err
	}
	o.feed = m.feed.Name
	files, err := m.files(p)
	return gateway.MappingChoice{Files: files}, err
}

// overSamples compares two files over samples, without a gateway.
func (o *mapDiffOptions) overSamples(cmd *cobra.Command, old, new string) (gateway.Difference, error) {
	var found gateway.Difference
	m, was, err := openProgram(cmd, old, o.feed)
	if err != nil {
		return found, err
	}
	_, is, err := openProgram(cmd, new, m.feed.Name)
	if err != nil {
		return found, err
	}
	c, err := mapping.Compare(was, is, 5)
	if err != nil {
		return found, badInput("%v", err)
	}
	o.sample.feed = m.feed
	for _, path := range o.samples {
		if err := o.sample.read(path, func(m connectors.Message) error { return o.add(c, path, m, &found) }, func(connectors.Unreadable) error {
			found.Undecoded++
			return nil
		}); err != nil {
			return found, err
		}
	}
	found.Difference = c.Report()
	return found, nil
}

func (o *mapDiffOptions) add(c *mapping.Comparison, path string, m connectors.Message, found *gateway.Difference) error {
	found.Messages++
	if m.Op == connectors.Retract {
		found.Retraction++
		return nil
	}
	batch, err := o.sample.decode(m)
	if err != nil {
		found.Undecoded++
		return nil
	}
	defer batch.Release()
	c.Add(batch, func(row int) string { return fmt.Sprintf("%s message %d part %d", path, m.Seq, row+1) })
	return nil
}
