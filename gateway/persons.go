package gateway

import (
	"context"
	"errors"
	"time"

	"bilgate/gateway/audit"
	"bilgate/gateway/register"
	"bilgate/mapping/canon"
)

// Find lists the records whose current version has a look-up key: "iin", "card" or "specimen". That a
// person is known at all is an access, and written to the audit log first (I8).
func (g *Gateway) Find(ctx context.Context, name, value string, by audit.Event) ([]register.Summary, error) {
	by.At, by.Action, by.Object, by.Decision = time.Now(), "records.find", g.LookupKey(name, value), audit.Allowed
	if err := g.audit.Append(ctx, by); err != nil {
		return nil, err
	}
	return g.find(ctx, name, value)
}

func (g *Gateway) find(ctx context.Context, name, value string) ([]register.Summary, error) {
	return g.register.Holding(ctx, g.LookupKey(name, value))
}

// Rejects lists what was wrong with messages. Their ids are the agencies' own and may be a person's, so a
// look is written to the audit log first (I8).
func (g *Gateway) Rejects(ctx context.Context, q register.RejectQuery, by audit.Event) ([]register.Reject, error) {
	by.At, by.Action, by.Object, by.Decision = time.Now(), "rejects.list", q.Feed+"/"+q.Message, audit.Allowed
	if err := g.audit.Append(ctx, by); err != nil {
		return nil, err
	}
	return g.register.Rejects(ctx, q)
}

// Person collects the current records of one person, opened: those under the IIN, and the card and the
// profile that the person's own record names. The access is written to the audit log first (I8).
func (g *Gateway) Person(ctx context.Context, iin string, by audit.Event) ([]canon.Record, error) {
	by.At, by.Object, by.Decision = time.Now(), g.LookupKey("iin", iin), audit.Allowed
	if err := g.audit.Append(ctx, by); err != nil {
		return nil, err
	}
	c := collecting{g: g, seen: map[string]bool{}}
	if err := c.under(ctx, "iin", iin); err != nil {
		return nil, err
	}
	for _, rec := range c.records {
		var links struct {
			Links struct {
				Card     string `json:"card_number"`
				Specimen string `json:"specimen"`
			} `json:"links"`
		}
		if err := rec.Into(&links); err != nil {
			return nil, err
		}
		if err := errors.Join(c.under(ctx, "card", links.Links.Card), c.under(ctx, "specimen", links.Links.Specimen)); err != nil {
			return nil, err
		}
	}
	return c.records, nil
}

type collecting struct {
	g       *Gateway
	seen    map[string]bool
	records []canon.Record
}

func (c *collecting) under(ctx context.Context, name, value string) error {
	if value == "" {
		return nil
	}
	found, err := c.g.find(ctx, name, value)
	if err != nil {
		return err
	}
	for _, s := range found {
		if c.seen[s.ID] || s.Op != string(canon.Put) {
			continue
		}
		c.seen[s.ID] = true
		rec, err := c.g.register.Current(ctx, s.ID)
		if err == nil {
			rec, err = c.g.OpenFields(rec)
		}
		if err != nil {
			return err
		}
		c.records = append(c.records, rec)
	}
	return nil
}

// Versions returns every version of a record with its journey; sealed fields are opened on reveal.
func (g *Gateway) Versions(ctx context.Context, id string, reveal bool, by audit.Event) ([]register.Version, error) {
	by.At, by.Action, by.Object, by.Decision = time.Now(), "records.show", id, audit.Allowed
	if err := g.audit.Append(ctx, by); err != nil {
		return nil, err
	}
	versions, err := g.register.Versions(ctx, id)
	for i := range versions {
		if err == nil && reveal {
			versions[i].Canonical, err = g.OpenFields(versions[i].Canonical)
		}
	}
	return versions, err
}
