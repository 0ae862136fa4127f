package push

import (
	"encoding/json"
	"errors"
	"net/http"

	"bilgate/connectors"
)

// problem is an error as RFC 9457 wants it, with our stable code. Detail says what is wrong and what to do.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func (p *problem) Error() string { return p.Code + ": " + p.Detail }

func fault(status int, code, detail string) *problem {
	return &problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

// retryAfter is when an agency should try again while the gateway's storage is away, in seconds.
const retryAfter = "5"

func describe(err error) *problem {
	var p *problem
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, connectors.ErrUnknownFeed):
		return fault(http.StatusNotFound, "unknown_feed", "no such feed: GET /v1/feeds lists them")
	case errors.Is(err, connectors.ErrFormat):
		return fault(http.StatusUnsupportedMediaType, "format", "the feed does not take this format: GET /v1/feeds lists what it takes; name it in Content-Type, in UTF-8")
	case errors.Is(err, connectors.ErrConflict):
		return fault(http.StatusConflict, "batch_conflict", connectors.ErrConflict.Error())
	case errors.Is(err, connectors.ErrAway):
		return fault(http.StatusServiceUnavailable, "away", connectors.ErrAway.Error())
	}
	return fault(http.StatusInternalServerError, "internal", "the gateway could not take the batch: send the same batch again; if it stays so, report the time of this answer")
}

func (p *problem) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", retryAfter)
	}
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p)
}
