package main

import (
	"time"

	"github.com/spf13/cobra"

	"bilgate/gateway"
	"bilgate/mapping"
)

// keptFlags choose messages that a running gateway keeps on raw.
type keptFlags struct {
	target
	all   bool // of a command that looks at something else unless it is asked
	since time.Duration
	limit int
}

func (k *keptFlags) flags(cmd *cobra.Command) {
	k.target.flags(cmd)
	f := cmd.Flags()
	f.DurationVar(&k.since, "since", 0, "messages that the gateway received since so long ago, such as 24h")
	f.IntVar(&k.limit, "limit", 0, "kept messages at most (default: no limit)")
}

// asked says whether kept messages are wanted.
func (k *keptFlags) asked() bool { return k.all || k.since > 0 || k.limit > 0 }

// request adds the choice to a request's body.
func (k *keptFlags) request(in map[string]any) map[string]any {
	in["limit"] = k.limit
	if k.since > 0 {
		in["since"] = time.Now().Add(-k.since)
	}
	return in
}

// overKept asks the gateway what the kept messages reach of a mapping.
func (c *coverageRun) overKept(cmd *cobra.Command, m mapFile, p *mapping.Program, kept keptFlags) (mapping.CoverageReport, error) {
	files, err := m.files(p)
	if err != nil {
		return mapping.CoverageReport{}, err
	}
	var found gateway.Coverage
	err = kept.call(cmd.Context(), "POST", "/v1/feeds/"+m.feed.Name+"/coverage", kept.request(map[string]any{"of": gateway.MappingChoice{Files: files}}), &found)
	c.kept, c.lost, c.retracted = true, found.Undecoded, found.Retraction
	return found.CoverageReport, err
}
