package gateway

import (
	"context"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/mapping"
)

// turn makes canonical records and rejects of raw records. It is pure but for the large bodies that it
// fetches and the images that it stores before anything is produced. Each raw record gives n ≥ 1 parts.
func (g *Gateway) turn(ctx context.Context, f *connectors.Feed, schedule schedule, records []*bus.Record) ([]bus.Record, error) {
	var out []bus.Record
	for len(records) > 0 {
		hash := schedule.at(records[0].Partition, records[0].Offset)
		n := 1
		for n < len(records) && schedule.at(records[n].Partition, records[n].Offset) == hash {
			n++
		}
		program, err := g.mappings.program(ctx, f, hash)
		if err != nil {
			return nil, err
		}
		made, err := g.turnWith(ctx, f, program, records[:n])
		if err != nil {
			return nil, err
		}
		out, records = append(out, made...), records[n:]
	}
	return out, nil
}

// turnBytes bounds the bodies that are in memory at once, in bytes; one more body may come on top.
const turnBytes = 32 << 20

// turnWith translates records under one mapping, as many at once as their bodies allow.
func (g *Gateway) turnWith(ctx context.Context, f *connectors.Feed, program *mapping.Program, records []*bus.Record) ([]bus.Record, error) {
	var out []bus.Record
	for len(records) > 0 {
		arrivals, err := g.arrive(ctx, f, records)
		if err != nil {
			return nil, err
		}
		made, err := g.turnArrivals(ctx, f, program, arrivals)
		if err != nil {
			return nil, err
		}
		out, records = append(out, made...), records[len(arrivals):]
	}
	return out, nil
}

// turnArrivals translates messages together. One that crashes decoder or mapping is found by going
// message by message, and rejected alone.
func (g *Gateway) turnArrivals(ctx context.Context, f *connectors.Feed, program *mapping.Program, arrivals []*arrival) ([]bus.Record, error) {
	t := &turning{g: g, f: f, program: program, kind: kindOf(f)}
	err := t.safely(ctx, arrivals)
	if err == errCrash {
		for _, a := range arrivals {
			if err = t.safely(ctx, []*arrival{a}); err == errCrash {
				err = t.rejectWhole(a, codeCrash, "", "")
			}
			if err != nil {
				break
			}
		}
	}
	return t.out, err
}
