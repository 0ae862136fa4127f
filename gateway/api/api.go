// Package api is the gateway's HTTP door for agencies, portals and our own commands. What an agency
// pushes comes in beside it, through connectors/via/push.
//
// Every look at people's records goes through here and is audited; errors are RFC 9457 problems with a
// stable code and what to do. It holds no state.
package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"bilgate/connectors"
	"bilgate/gateway"
	"bilgate/gateway/audit"
	"bilgate/gateway/register"
	"bilgate/mapping/canon"
)

// Gateway is what the API asks of the running gateway.
type Gateway interface {
	Status(ctx context.Context) (register.Status, error)
	Missing(ctx context.Context) ([]register.Missing, error)
	Find(ctx context.Context, name, value string, by audit.Event) ([]register.Summary, error)
	Rejects(ctx context.Context, q register.RejectQuery, by audit.Event) ([]register.Reject, error)
	Versions(ctx context.Context, id string, reveal bool, by audit.Event) ([]register.Version, error)
	Person(ctx context.Context, iin string, by audit.Event) ([]canon.Record, error)
	Blob(ctx context.Context, ref string) ([]byte, error)
	Replay(ctx context.Context, q register.RejectQuery, by audit.Event) (int, error)
	Publish(ctx context.Context, feed, author string, files map[string]string) (register.Publication, error)
	Rollback(ctx context.Context, feed, author string, version int) (register.Publication, error)
	Difference(ctx context.Context, feed string, old, new gateway.MappingChoice, q gateway.Kept, by audit.Event) (gateway.Difference, error)
	Coverage(ctx context.Context, feed string, of gateway.MappingChoice, q gateway.Kept, by audit.Event) (gateway.Coverage, error)
	MessageKey(feed, id string) string
	FeedNames() []string
	Feed(name string) (*connectors.Feed, bool)
	Register() *register.Register
}

// Jobs is what the API asks of the schedules.
type Jobs interface {
	List(ctx context.Context) (any, error)
	Run(ctx context.Context, name string) (any, error)
	History(ctx context.Context, name string, limit int) (any, error)
}

// Extractor makes a citizen's extract; cmd hands it in, so that the API knows no PDF.
type Extractor func(records []canon.Record, image func(ref string) ([]byte, error), at time.Time) ([]byte, error)

// API answers the requests.
type API struct {
	gateway Gateway
	jobs    Jobs
	extract Extractor
}

// New makes an API. jobs may be nil where no schedules run.
func New(g Gateway, jobs Jobs, extract Extractor) *API { return &API{g, jobs, extract} }

// Handler is the API's routes.
func (a *API) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/health", func(w http.ResponseWriter, _ *http.Request) { write(w, map[string]string{"status": "ok"}) })
	for pattern, handle := range map[string]func(*http.Request) (any, error){
		"GET /v1/status":                 a.status,
		"GET /v1/missing":                a.missing,
		"GET /v1/feeds":                  a.feeds,
		"GET /v1/feeds/{feed}/outcomes":  a.outcomes,
		"GET /v1/feeds/{feed}/mappings":  a.mappings,
		"POST /v1/feeds/{feed}/mappings": a.publish,
		"POST /v1/feeds/{feed}/rollback": a.rollback,
		"GET /v1/feeds/{feed}/history":   a.history,
		"POST /v1/feeds/{feed}/diff":     a.diff,
		"POST /v1/feeds/{feed}/coverage": a.coverage,
		"GET /v1/records":                a.records,
		"POST /v1/records/find":          a.find,
		"GET /v1/records/{id}":           a.record,
		"GET /v1/rejects":                a.rejects,
		"POST /v1/rejects/replay":        a.replay,
		"GET /v1/jobs":                   a.listJobs,
		"POST /v1/jobs/{name}/run":       a.runJob,
		"GET /v1/jobs/{name}/history":    a.jobHistory,
		"GET /v1/differences":            a.differences,
	} {
		mux.HandleFunc(pattern, answer(handle))
	}
	mux.HandleFunc("POST /v1/extracts", a.extracts)
	return mux
}

func answer(handle func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		out, err := handle(r)
		if err != nil {
			fail(w, err)
			return
		}
		write(w, out)
	}
}

func write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}

// caller says who asks, for the audit log.
func caller(r *http.Request, action, purpose string) audit.Event {
	actor := r.Header.Get("Bilgate-Actor")
	if actor == "" {
		actor = "unknown"
	}
	return audit.Event{Actor: actor, Workstation: r.RemoteAddr, Purpose: purpose, Action: action}
}
