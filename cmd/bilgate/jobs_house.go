package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"

	"bilgate/connectors"
	"bilgate/gateway/api"
	"bilgate/schedules"
	"bilgate/schedules/reconcile"
)

// listed is a subsystem's side of a reconciliation.
type listed struct {
	name   string
	lister connectors.Lister
	sink   connectors.Sink
}

func (l listed) Name() string { return l.name }

func (l listed) Holdings(ctx context.Context) iter.Seq2[reconcile.Holding, error] {
	return reconcile.Paged(ctx, 1000, func(ctx context.Context, offset, limit int) ([]reconcile.Holding, error) {
		page, err := l.lister.Holdings(ctx, offset, limit)
		out := make([]reconcile.Holding, len(page))
		for i, h := range page {
			out[i] = holding(h)
		}
		return out, err
	})
}

func (l listed) Held(ctx context.Context, kind, id string) (reconcile.Holding, bool, error) {
	reader, ok := l.sink.(connectors.Reader)
	if !ok {
		return reconcile.Holding{}, false, errors.ErrUnsupported
	}
	h, err := reader.Held(ctx, kind, id)
	if errors.Is(err, connectors.ErrNotHeld) {
		return reconcile.Holding{}, false, nil
	}
	return holding(h), err == nil, err
}

func holding(h connectors.Holding) reconcile.Holding {
	return reconcile.Holding{ID: h.ID, Kind: h.Kind, Version: h.Version, Digest: h.Digest}
}

// scheduled shows the schedules to the API.
type scheduled struct {
	*schedules.Scheduler
	ledger schedules.Ledger
}

func (s scheduled) List(context.Context) (any, error) { return s.Jobs(), nil }

func (s scheduled) Run(ctx context.Context, name string) (any, error) {
	run, err := s.Trigger(ctx, name)
	switch {
	case errors.Is(err, schedules.ErrNoJob):
		return nil, s.unknown(name)
	case errors.Is(err, schedules.ErrBusy):
		return nil, &api.Problem{Status: http.StatusServiceUnavailable, Code: "job_busy", Detail: err.Error()}
	}
	return run, err
}

func (s scheduled) History(ctx context.Context, name string, limit int) (any, error) {
	if !slices.ContainsFunc(s.Jobs(), func(p schedules.Plan) bool { return p.Name == name }) {
		return nil, s.unknown(name)
	}
	return s.ledger.History(ctx, name, limit)
}

func (s scheduled) unknown(name string) error {
	var names []string
	for _, p := range s.Jobs() {
		names = append(names, p.Name)
	}
	return &api.Problem{Status: http.StatusNotFound, Code: "no_job",
		Detail: fmt.Sprintf("there is no job %q: choose one of %s", name, strings.Join(names, ", "))}
}
