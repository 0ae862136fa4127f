// Package gateway is the spine: it wires the four stages that a record passes.
//
//	intake ─▶ raw.<feed> ─▶ translate ─▶ canonical.<kind>, rejects.<feed> ─▶ register ─▶ deliver
//
// Each stage is a file and runs on its own; several processes may run the same stage, as members of
// one Kafka group or as workers on one table. The delivery contract's steps are cited where the code
// upholds them.
package gateway

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"bilgate/connectors"
	"bilgate/gateway/audit"
	"bilgate/gateway/bus"
	"bilgate/gateway/register"
	"bilgate/mapping/canon"
)

// Gateway is a running gateway.
type Gateway struct {
	cfg      Config
	bus      *bus.Bus
	register *register.Register
	audit    *audit.Log
	feeds    map[string]*connectors.Feed
	sinks    map[string]connectors.Sink
	mappings *mappings
}

// New wires a gateway; nothing runs yet.
func New(cfg Config) (*Gateway, error) {
	cfg.defaults()
	b, err := bus.Open(cfg.Bus)
	if err != nil {
		return nil, err
	}
	g := &Gateway{cfg: cfg, bus: b, feeds: map[string]*connectors.Feed{}, sinks: map[string]connectors.Sink{}, audit: audit.NewLog(cfg.Store)}
	for _, in := range cfg.Inbounds {
		for i := range in.Feeds {
			g.feeds[in.Feeds[i].Name] = &in.Feeds[i]
		}
	}
	g.register = register.New(cfg.Store, cfg.Vault, g.takes)
	g.mappings = newMappings(g.register, g.feeds)
	if err := g.openSinks(); err != nil {
		b.Close()
		return nil, err
	}
	return g, nil
}

// takes names the subsystems that are configured and take a kind.
func (g *Gateway) takes(kind string) []string {
	var out []string
	for _, o := range g.cfg.Outbounds {
		if g.cfg.Subsystems[o.Name] == "" {
			continue
		}
		for _, k := range o.Kinds {
			if k == kind {
				out = append(out, o.Name)
			}
		}
	}
	return out
}

func (g *Gateway) openSinks() error {
	for _, o := range g.cfg.Outbounds {
		url := g.cfg.Subsystems[o.Name]
		if url == "" {
			continue
		}
		sink, err := o.Open(connectors.Env{URL: url, HTTP: g.cfg.HTTP, Log: g.cfg.Log.With("subsystem", o.Name)})
		if err != nil {
			return fmt.Errorf("subsystem %s: %w", o.Name, err)
		}
		g.sinks[o.Name] = sink
	}
	return nil
}

// The stages. Intake has no loop: it runs in the callers of Emit.
const (
	Translate Role = "translate"
	Registers Role = "register"
	Deliver   Role = "deliver"
)

// Roles are all stages.
func Roles() []Role { return []Role{Translate, Registers, Deliver} }

// Prepare makes the topics and the first mappings. It refuses topics and keys that are not the register's.
func (g *Gateway) Prepare(ctx context.Context) error {
	if err := g.register.RememberKeys(ctx); err != nil {
		return err
	}
	infos, err := g.bus.Ensure(ctx, g.topics())
	if err != nil {
		return err
	}
	for _, t := range g.topics() {
		info := infos[t.Name]
		if err := g.register.RememberTopic(ctx, t.Name, info.ID, info.Partitions); err != nil {
			return err
		}
	}
	for _, feed := range g.feeds {
		if err := g.publishFirst(ctx, feed); err != nil {
			return err
		}
	}
	return nil
}

func (g *Gateway) topics() []bus.Topic {
	var out []bus.Topic
	kinds := map[string]bool{}
	for _, f := range g.feeds {
		out = append(out,
			bus.Topic{Name: rawTopic(f.Name), Partitions: g.rawPartitions(f)},
			bus.Topic{Name: rejectsTopic(f.Name), Partitions: 1})
		kinds[f.Kind] = true
	}
	for kind := range kinds {
		out = append(out, bus.Topic{Name: canonicalTopic(kind), Partitions: g.cfg.Partitions})
	}
	return out
}

func (g *Gateway) rawPartitions(f *connectors.Feed) int32 {
	if f.Several {
		return 1
	}
	return g.cfg.Partitions
}

func rawTopic(feed string) string       { return "raw." + feed }
func canonicalTopic(kind string) string { return "canonical." + kind }
func rejectsTopic(feed string) string   { return "rejects." + feed }

// Close ends the connections. Safe to call twice.
func (g *Gateway) Close() { g.bus.Close() }

// Register gives the API and the jobs what they list.
func (g *Gateway) Register() *register.Register { return g.register }

// Audit is the audit log.
func (g *Gateway) Audit() *audit.Log { return g.audit }

// Feed returns a feed by name.
func (g *Gateway) Feed(name string) (*connectors.Feed, bool) {
	f, ok := g.feeds[name]
	return f, ok
}

// Sink returns an opened sink by its subsystem's name.
func (g *Gateway) Sink(name string) (connectors.Sink, bool) {
	s, ok := g.sinks[name]
	return s, ok
}

func kindOf(f *connectors.Feed) *canon.Kind {
	k, ok := canon.Lookup(f.Kind)
	if !ok {
		panic("feed " + f.Name + " names a kind that does not exist: " + f.Kind) // caught by the connector's suite
	}
	return k
}

// FeedNames lists the feeds, sorted.
func (g *Gateway) FeedNames() []string { return slices.Sorted(maps.Keys(g.feeds)) }

// MessageKey is the opaque form of an agency's message id.
func (g *Gateway) MessageKey(feed, id string) string { return g.messageID(feed, id) }

// RecordKey is the opaque form of an agency's record id: the record's id in the register.
func (g *Gateway) RecordKey(feed, id string) string { return g.recordID(feed, id) }
