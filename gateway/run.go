package gateway

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"bilgate/gateway/register"
)

// Role is a stage that a process may run.
type Role string

// Run runs the stages until ctx ends, then lets each finish what it holds. A stage that fails for a
// temporary reason is started again and says so; another failure ends the gateway.
func (g *Gateway) Run(ctx context.Context, roles ...Role) error {
	stages, ctx := errgroup.WithContext(ctx)
	for _, role := range roles {
		for name, stage := range g.stages(role) {
			stages.Go(func() error { return g.keep(ctx, name, stage) })
		}
	}
	return stages.Wait()
}

func (g *Gateway) stages(role Role) map[string]func(context.Context) error {
	out := map[string]func(context.Context) error{}
	switch role {
	case Translate:
		for _, f := range g.feeds {
			out["translate "+f.Name] = func(ctx context.Context) error { return g.translate(ctx, f) }
		}
	case Registers:
		out["register"] = g.registers
	case Deliver:
		for name, sink := range g.sinks {
			out["deliver "+name] = func(ctx context.Context) error { return g.deliver(ctx, name, sink) }
		}
	}
	return out
}

// keep runs a stage again and again until ctx ends.
func (g *Gateway) keep(ctx context.Context, name string, stage func(context.Context) error) error {
	for try := 0; ; try++ {
		started := time.Now()
		err := stage(ctx)
		if ctx.Err() != nil {
			return nil
		}
		var other *register.OtherTopic
		if errors.As(err, &other) {
			return err
		}
		if time.Since(started) > time.Minute {
			try = 0
		}
		wait := backoff(try, 10*time.Second)
		g.cfg.Log.Warn("stage stopped and will start again", "stage", name, "in", wait, "error", err)
		if !sleep(ctx, wait) {
			return nil
		}
	}
}
