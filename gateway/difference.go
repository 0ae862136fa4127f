package gateway

import (
	"context"
	"fmt"
	"time"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/connectors"
	"bilgate/gateway/audit"
	"bilgate/gateway/store"
	"bilgate/mapping"
)

// MappingChoice names a mapping of a feed: published under a version, given as files, or, as the zero
// value, the one that holds now.
type MappingChoice struct {
	Version int               `json:"version,omitempty"`
	Files   map[string]string `json:"files,omitempty"`
}

// Difference is what another mapping would make of messages that raw still holds.
type Difference struct {
	Looked
	mapping.Difference
}

// differenceSamples are kept of each kind of change.
const differenceSamples = 5

// Difference runs the kept messages of a feed through two mappings and says what would change. Nothing
// is written but the audit event.
func (g *Gateway) Difference(ctx context.Context, feed string, old, new MappingChoice, q Kept, by audit.Event) (Difference, error) {
	f, ok := g.feeds[feed]
	if !ok {
		return Difference{}, connectors.ErrUnknownFeed
	}
	was, err := g.chosen(ctx, f, old)
	if err != nil {
		return Difference{}, err
	}
	is, err := g.chosen(ctx, f, new)
	if err != nil {
		return Difference{}, err
	}
	c, err := mapping.Compare(was, is, differenceSamples)
	if err == nil {
		err = g.auditLook(ctx, by, "mappings.diff", feed)
	}
	if err != nil {
		return Difference{}, err
	}
	seen, err := g.eachKept(ctx, f, q, c.Add)
	return Difference{seen, c.Report()}, err
}

// Coverage is what a feed's kept messages reach of a mapping.
type Coverage struct {
	Looked
	mapping.CoverageReport
}

// Coverage runs the kept messages of a feed through a mapping and says which source fields, targets and
// branches they reach. Values are not shown.
func (g *Gateway) Coverage(ctx context.Context, feed string, of MappingChoice, q Kept, by audit.Event) (Coverage, error) {
	f, ok := g.feeds[feed]
	if !ok {
		return Coverage{}, connectors.ErrUnknownFeed
	}
	p, err := g.chosen(ctx, f, of)
	if err == nil {
		err = g.auditLook(ctx, by, "mappings.coverage", feed)
	}
	if err != nil {
		return Coverage{}, err
	}
	c, err := p.Cover()
	if err != nil {
		return Coverage{}, err
	}
	seen, err := g.eachKept(ctx, f, q, func(batch arrow.RecordBatch, _ func(int) string) { c.Add(batch) })
	return Coverage{seen, c.Report()}, err
}

// chosen compiles the mapping that is meant.
func (g *Gateway) chosen(ctx context.Context, f *connectors.Feed, choice MappingChoice) (*mapping.Program, error) {
	if choice.Files != nil {
		p, problems := compile(f, choice.Files)
		if problems.Failed() {
			return nil, problems
		}
		return p, nil
	}
	hash, err := g.publishedHash(ctx, f, choice.Version)
	if err != nil {
		return nil, err
	}
	return g.mappings.program(ctx, f, hash)
}

// NoSuchVersion says that a feed has no mapping of this version.
type NoSuchVersion struct {
	Feed    string
	Version int
}

func (e *NoSuchVersion) Error() string {
	return fmt.Sprintf("%s has no published mapping of version %d: bilgate map history %s lists them", e.Feed, e.Version, e.Feed)
}

// publishedHash finds a version's hash, or that of the mapping that holds now for version 0.
func (g *Gateway) publishedHash(ctx context.Context, f *connectors.Feed, version int) (string, error) {
	if version == 0 {
		s, err := g.mappings.load(ctx, f.Name)
		if err != nil || len(s.switches) == 0 {
			return "", err
		}
		return s.switches[len(s.switches)-1].Mapping, nil
	}
	published, err := g.register.Mappings(ctx, f.Name)
	if err != nil {
		return "", err
	}
	for _, p := range published {
		if p.Version == version {
			return p.Hash, nil
		}
	}
	return "", &NoSuchVersion{f.Name, version}
}

func (g *Gateway) auditLook(ctx context.Context, by audit.Event, action, feed string) error {
	by.At, by.Action, by.Object, by.Decision = time.Now(), action, feed, audit.Allowed
	return g.register.Audited(ctx, func(tx *store.Tx) error { return audit.Append(ctx, tx, by) })
}
