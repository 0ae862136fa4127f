package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"bilgate/connectors"
	"bilgate/mapping"
)

func mapCoverageCommand() *cobra.Command {
	var feed, format, least string
	var samples, set []string
	var kept keptFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "coverage FILE",
		Short: "Show which branches, fields and code list rows the tests, samples or kept messages never reach",
		Long: "Runs the tests of a mapping file, samples of its feed, or with --kept or --since the messages that the gateway\n" +
			"keeps, and shows what they never reach: branches, targets, rows of the code lists, reject codes. Counts and places of the mapping are shown, never a value of a record.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			wanted, err := percent("--min", least)
			if err != nil {
				return err
			}
			m, p, err := openProgram(cmd, args[0], feed)
			if err != nil {
				return err
			}
			covered := &coverageRun{sample: sampleReader{feed: m.feed, format: format, set: set}}
			var report mapping.CoverageReport
			if kept.asked() {
				report, err = covered.overKept(cmd, m, p, kept)
			} else if err = covered.run(p, samples); err == nil {
				report = covered.counts.Report()
			}
			if err != nil {
				return err
			}
			if asJSON {
				printJSON(cmd, coverageJSON(report))
			} else {
				covered.show(cmd.OutOrStdout(), report)
			}
			if share := report.BranchShare(); share.Percent() < wanted {
				return fmt.Errorf("%d of %d branches are taken, %.1f %%: --min asks for %g %%", share.Reached, share.Of, share.Percent(), wanted)
			}
			return nil
		},
	}
	f := cmd.Flags()
	kept.flags(cmd)
	f.BoolVar(&kept.all, "kept", false, "all messages that the gateway keeps, in place of the tests")
	f.StringArrayVar(&samples, "sample", nil, "file of the feed to count in place of the tests; may be given more than once")
	f.StringVar(&format, "format", "", "media type of the samples (default: by their names)")
	f.StringArrayVar(&set, "set", nil, "value for the whole sample, name=value")
	f.StringVar(&least, "min", "0%", "exit 1 if fewer of the branches are taken, such as 90%")
	f.StringVar(&feed, "feed", "", "the feed that the file translates (default: what its line mapping: says)")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// percent reads the value of a flag, 90% or 90.
func percent(flag, text string) (float64, error) {
	n, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(text, "%")), 64)
	if err != nil || !(n >= 0 && n <= 100) {
		return 0, badInput("%s %q: a share from 0%% to 100%% belongs here", flag, text)
	}
	return n, nil
}

// coverageRun is what was run for one report.
type coverageRun struct {
	sample    sampleReader
	counts    *mapping.Coverage
	files     int
	kept      bool
	lost      int // messages that cannot be read
	retracted int // messages that the mapping does not see
}

// run counts the tests, or the samples if there are any.
func (c *coverageRun) run(p *mapping.Program, samples []string) error {
	var err error
	if c.counts, err = p.Cover(); err != nil {
		return err
	}
	if len(samples) == 0 {
		c.counts.AddTests()
	}
	for _, path := range samples {
		c.files++
		err := c.sample.read(path, func(m connectors.Message) error { return c.message(m) }, func(connectors.Unreadable) error { c.lost++; return nil })
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *coverageRun) message(m connectors.Message) error {
	if m.Op == connectors.Retract {
		c.retracted++
		return nil
	}
	batch, err := c.sample.decode(m)
	if err != nil {
		c.lost++
		return nil
	}
	defer batch.Release()
	c.counts.Add(batch)
	return nil
}

// coverageJSON is the report with its shares.
func coverageJSON(r mapping.CoverageReport) any {
	type share struct {
		Reached int     `json:"reached"`
		Of      int     `json:"of"`
		Percent float64 `json:"percent"`
	}
	shares := map[string]share{}
	for name, s := range map[string]mapping.Share{"branches": r.BranchShare(), "targets": r.TargetShare(), "sources": r.SourceShare()} {
		shares[name] = share{s.Reached, s.Of, s.Percent()}
	}
	return struct {
		mapping.CoverageReport
		Shares map[string]share `json:"shares"`
	}{r, shares}
}
