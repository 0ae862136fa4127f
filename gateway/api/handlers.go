package api

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"bilgate/gateway/register"
	"bilgate/mapping/canon"
)

// bodyLimit bounds what our own commands send, in bytes; agencies' batches go another way.
const bodyLimit = 32 << 20

func (a *API) status(r *http.Request) (any, error)  { return a.gateway.Status(r.Context()) }
func (a *API) missing(r *http.Request) (any, error) { return a.gateway.Missing(r.Context()) }

// feed is what an agency needs to know of one.
type feed struct {
	Name    string   `json:"name"`
	Help    string   `json:"help"`
	Kind    string   `json:"kind"`
	Formats []string `json:"formats"` // media types
}

func (a *API) feeds(*http.Request) (any, error) {
	out := []feed{}
	for _, name := range a.gateway.FeedNames() {
		if f, ok := a.gateway.Feed(name); ok {
			out = append(out, feed{f.Name, f.Help, f.Kind, f.Formats})
		}
	}
	return out, nil
}

// known checks the name of a feed; "" stands for all of them.
func (a *API) known(feed string) error {
	if feed != "" && !slices.Contains(a.gateway.FeedNames(), feed) {
		return problem(http.StatusNotFound, "unknown_feed", "no such feed: choose one of "+strings.Join(a.gateway.FeedNames(), ", "))
	}
	return nil
}

func (a *API) outcomes(r *http.Request) (any, error) {
	if err := a.known(r.PathValue("feed")); err != nil {
		return nil, err
	}
	after, err := number(r, "after", 0)
	if err != nil {
		return nil, err
	}
	limit, err := number(r, "limit", 1000)
	if err != nil {
		return nil, err
	}
	return a.gateway.Register().Outcomes(r.Context(), r.PathValue("feed"), after, int(min(limit, 10000)))
}

func (a *API) records(r *http.Request) (any, error) {
	limit, err := number(r, "limit", 100)
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	if err := knownKind(q.Get("kind")); err != nil {
		return nil, err
	}
	return a.gateway.Register().Records(r.Context(), q.Get("kind"), q.Get("after"), int(min(limit, 10000)))
}

func knownKind(kind string) error {
	var names []string
	for _, k := range canon.Kinds() {
		names = append(names, k.Name)
	}
	if kind != "" && !slices.Contains(names, kind) {
		return problem(http.StatusBadRequest, "unknown_kind", "no such kind: choose one of "+strings.Join(names, ", "))
	}
	return nil
}

// lookupKeys are what a record can be found by.
var lookupKeys = []string{"iin", "card", "specimen"}

// find takes the value in the body, since addresses end up in logs (I7).
func (a *API) find(r *http.Request) (any, error) {
	var in struct{ Key, Value string }
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	if !slices.Contains(lookupKeys, in.Key) {
		return nil, problem(http.StatusBadRequest, "key", "no such key: choose one of "+strings.Join(lookupKeys, ", "))
	}
	return a.gateway.Find(r.Context(), in.Key, in.Value, caller(r, "records.find", ""))
}

func (a *API) record(r *http.Request) (any, error) {
	reveal := r.URL.Query().Get("reveal") == "true"
	return a.gateway.Versions(r.Context(), r.PathValue("id"), reveal, caller(r, "records.show", ""))
}

func (a *API) rejects(r *http.Request) (any, error) {
	q, err := rejectQuery(r)
	if err == nil {
		err = a.known(q.Feed)
	}
	if err != nil {
		return nil, err
	}
	if id := r.URL.Query().Get("message_id"); id != "" {
		if q.Feed == "" {
			return nil, errFeedMissing
		}
		q.Message = a.gateway.MessageKey(q.Feed, id)
	}
	return a.gateway.Rejects(r.Context(), q, caller(r, "rejects.list", ""))
}

var errFeedMissing = problem(http.StatusBadRequest, "feed_missing", "a message id belongs to a feed: name it")

func rejectQuery(r *http.Request) (register.RejectQuery, error) {
	v := r.URL.Query()
	limit, err1 := number(r, "limit", 1000)
	offset, err2 := number(r, "offset", 0)
	if s := v.Get("state"); err2 == nil && s != "" && s != "open" && s != "mended" {
		err2 = problem(http.StatusBadRequest, "unknown_state", "a reject's state is open or mended")
	}
	return register.RejectQuery{
		Feed: v.Get("feed"), State: v.Get("state"), Limit: int(min(limit, 10000)), Offset: int(offset),
	}, errors.Join(err1, err2)
}

func (a *API) replay(r *http.Request) (any, error) {
	var in struct {
		Feed      string `json:"feed"`
		MessageID string `json:"message_id"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	if err := a.known(in.Feed); err != nil {
		return nil, err
	}
	q := register.RejectQuery{Feed: in.Feed, Limit: 100000}
	if in.MessageID != "" {
		if in.Feed == "" {
			return nil, errFeedMissing
		}
		q.Message = a.gateway.MessageKey(in.Feed, in.MessageID)
	}
	n, err := a.gateway.Replay(r.Context(), q, caller(r, "rejects.replay", ""))
	return map[string]int{"replayed": n}, err
}

func (a *API) differences(r *http.Request) (any, error) {
	return a.gateway.Register().Differences(r.Context())
}

func (a *API) listJobs(r *http.Request) (any, error) {
	if a.jobs == nil {
		return nil, errNoJobs
	}
	return a.jobs.List(r.Context())
}

func (a *API) runJob(r *http.Request) (any, error) {
	if a.jobs == nil {
		return nil, errNoJobs
	}
	return a.jobs.Run(r.Context(), r.PathValue("name"))
}

func (a *API) jobHistory(r *http.Request) (any, error) {
	if a.jobs == nil {
		return nil, errNoJobs
	}
	return a.jobs.History(r.Context(), r.PathValue("name"), 100)
}

var errNoJobs = problem(http.StatusNotFound, "no_schedules", "this process runs no schedules: ask one that has the role `schedule`")
