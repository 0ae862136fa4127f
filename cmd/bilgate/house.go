package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"bilgate/connectors"
	"bilgate/connectors/all"
	"bilgate/connectors/via/push"
	"bilgate/gateway"
	"bilgate/gateway/api"
	"bilgate/gateway/bus"
	"bilgate/gateway/extract"
	"bilgate/gateway/objects"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
	"bilgate/gateway/vault"
	"bilgate/mapping/canon"
	"bilgate/schedules"
	"bilgate/schedules/reconcile"
)

// house is everything that one serving process is made of.
type house struct {
	roles     []string
	demo      bool
	db        *store.DB
	gateway   *gateway.Gateway
	scheduler *schedules.Scheduler
}

func assemble(ctx context.Context, c Config) (*house, error) {
	v, err := vault.Open(c.KeyFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, away("%v: bring the keys there, or name their file by `key_file`; without them nothing can be read", err)
	case err != nil:
		return nil, away("%v", err)
	}
	files, err := objects.Open(c.Objects)
	if err != nil {
		return nil, fmt.Errorf("object store: %w", err)
	}
	db, err := store.Open(ctx, c.Database, register.Migrations())
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	h := &house{roles: c.Roles, demo: c.Demo, db: db}
	if err := h.wire(c, v, files); err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

func (h *house) wire(c Config, v *vault.Vault, files *objects.Store) (err error) {
	h.gateway, err = gateway.New(gateway.Config{
		Instance: c.Instance, Bus: bus.Config{Seeds: c.Kafka}, Store: h.db, Vault: v, Objects: files,
		Inbounds: all.Inbounds(), Outbounds: all.Outbounds(), Subsystems: c.Subsystems,
		HTTP: subsystemClient(c), Log: slog.Default(),
		Partitions: int32(c.Partitions), Window: c.Window, Lease: c.Lease, Deadline: c.Deadline, Workers: c.Workers,
	})
	if err != nil || !slices.Contains(c.Roles, roleSchedule) {
		return err
	}
	h.scheduler, err = schedules.New(h.gateway.Register().Ledger(), h.jobs(c), slog.Default(), c.Instance)
	return err
}

// jobs are what the process does at set times.
func (h *house) jobs(c Config) []schedules.Job {
	var pairs []reconcile.Pair
	for name := range c.Subsystems {
		if sink, ok := h.gateway.Sink(name); ok {
			if lister, ok := sink.(connectors.Lister); ok {
				pairs = append(pairs, reconcile.Pair{Subsystem: name, Want: h.gateway.Register().Side(name), Have: listed{name, lister, sink}})
			}
		}
	}
	return []schedules.Job{reconcile.Job("reconcile", c.Reconcile, pairs, h.gateway.Register().Findings())}
}

func subsystemClient(c Config) *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 2 * c.Workers
	return &http.Client{Transport: t, Timeout: c.Lease / 2}
}

func (h *house) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /v1/feeds/{feed}/batches/{id}", push.Handler(h.feed, h.emit))
	var jobs api.Jobs
	if h.scheduler != nil {
		jobs = scheduled{h.scheduler, h.gateway.Register().Ledger()}
	}
	mux.Handle("/", api.New(h.gateway, jobs, printExtract).Handler())
	return mux
}

// emit is intake; a demonstration fills in what a sender did not set.
func (h *house) emit(ctx context.Context, b connectors.Batch) (connectors.Receipt, error) {
	if f, ok := h.gateway.Feed(b.Feed); ok && h.demo {
		set := map[string]string{}
		for _, s := range f.Settings {
			set[s.Name] = s.Simulated
		}
		maps.Copy(set, b.Set)
		b.Set = set
	}
	return h.gateway.Emit(ctx, b)
}

func (h *house) feed(name string) (*connectors.Feed, bool) { return h.gateway.Feed(name) }

func printExtract(records []canon.Record, image func(string) ([]byte, error), at time.Time) ([]byte, error) {
	return extract.Make(extract.Document{Records: records, Image: image, At: at})
}

func (h *house) run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	var stages []gateway.Role
	for _, r := range gateway.Roles() {
		if slices.Contains(h.roles, string(r)) {
			stages = append(stages, r)
		}
	}
	group.Go(func() error {
		if err := h.gateway.Run(ctx, stages...); err != nil {
			return err
		}
		<-ctx.Done()
		return nil
	})
	if h.scheduler != nil {
		group.Go(func() error { return h.scheduler.Run(ctx) })
	}
	return group.Wait()
}

func (h *house) close() {
	if h.gateway != nil {
		h.gateway.Close()
	}
	h.db.Close()
}

func temporary(err error) bool {
	return store.Temporary(err) || bus.Temporary(err) || errors.Is(err, objects.ErrAway)
}

func subsystemNames() []string {
	var out []string
	for _, o := range all.Outbounds() {
		out = append(out, o.Name)
	}
	return out
}
