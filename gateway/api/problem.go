package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"bilgate/connectors"
	"bilgate/gateway"
	"bilgate/gateway/bus"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
	"bilgate/mapping"
)

// Problem is an error as RFC 9457 wants it, with our stable code.
type Problem struct {
	Type     string          `json:"type"`
	Title    string          `json:"title"`
	Status   int             `json:"status"`
	Code     string          `json:"code"`
	Detail   string          `json:"detail"`
	Problems json.RawMessage `json:"problems,omitempty"` // of a mapping
}

func (p *Problem) Error() string { return p.Detail }

func problem(status int, code, detail string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

func fail(w http.ResponseWriter, err error) {
	p := describe(err)
	if p.Title == "" {
		p.Type, p.Title = "about:blank", http.StatusText(p.Status)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "2")
	}
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p)
}

func describe(err error) *Problem {
	var p *Problem
	var problems mapping.Problems
	var failed mapping.TestsFailed
	var version *gateway.NoSuchVersion
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &problems):
		p = problem(http.StatusUnprocessableEntity, "mapping", problems.Error())
		p.Problems, _ = json.Marshal(problems)
		return p
	case errors.As(err, &failed):
		return problem(http.StatusUnprocessableEntity, "mapping_tests", failed.Error())
	case errors.Is(err, register.ErrVersionTaken):
		return problem(http.StatusConflict, "version_taken", register.ErrVersionTaken.Error())
	case errors.Is(err, gateway.ErrNothingBefore):
		return problem(http.StatusConflict, "nothing_before", gateway.ErrNothingBefore.Error())
	case errors.As(err, &version):
		return problem(http.StatusNotFound, "unknown_version", version.Error())
	case errors.Is(err, register.ErrNoRecord):
		return problem(http.StatusNotFound, "no_record", "the register holds no such record: `bilgate records list` shows what it holds")
	case errors.Is(err, connectors.ErrUnknownFeed):
		return problem(http.StatusNotFound, "unknown_feed", "no such feed: GET /v1/feeds lists them")
	case store.Temporary(err), bus.Temporary(err), errors.Is(err, context.DeadlineExceeded):
		return problem(http.StatusServiceUnavailable, "away", "the gateway's database or Kafka is away: try again")
	}
	return problem(http.StatusInternalServerError, "internal", err.Error())
}
