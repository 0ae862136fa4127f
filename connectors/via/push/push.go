// Package push is the way in over HTTP: an agency posts a batch and has its receipt in the answer.
//
//	POST /v1/feeds/{feed}/batches/{id}?set.laboratory=…
//
// The body streams into [connectors.Emit]; nothing of it is kept here. The answer 200 is given only with
// a receipt, that is when the batch is durable (I1). Every other answer is a problem (RFC 9457) with a
// stable code and what to do. A batch may be sent again under its id at any time.
//
// Time limits on header and body are the server's. Bounds here: the batch as it comes and unpacked, and
// the ratio between both.
//
// Neighbours: the command mounts [Handler] beside the API; the gateway's intake is behind Emit.
package push

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"bilgate/connectors"
)

// MaxBatch is the size limit of a batch, in bytes, unpacked.
const MaxBatch = 4 << 30

// Handler answers for the pattern "POST /v1/feeds/{feed}/batches/{id}". Feed finds a feed by its name.
func Handler(feed func(name string) (*connectors.Feed, bool), emit connectors.Emit) http.Handler {
	return handler{feed: feed, emit: emit, max: MaxBatch}
}

type handler struct {
	feed func(name string) (*connectors.Feed, bool)
	emit connectors.Emit
	max  int64
}

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	receipt, err := h.take(w, r)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	if receipt.Unreadable == nil {
		receipt.Unreadable = []connectors.Unreadable{}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	json.NewEncoder(w).Encode(receipt)
}

// refuse answers with a problem. One that the agency cannot know the cause of is logged.
func (h handler) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		err = errCut // the agency hung up
	}
	p := describe(err)
	if p.Status == http.StatusInternalServerError {
		slog.Error("a pushed batch failed", "feed", r.PathValue("feed"), "error", err)
	}
	p.write(w)
}

// take checks what the request says of the batch before it reads any of it.
func (h handler) take(w http.ResponseWriter, r *http.Request) (connectors.Receipt, error) {
	feed, ok := h.feed(r.PathValue("feed"))
	if !ok {
		return connectors.Receipt{}, connectors.ErrUnknownFeed
	}
	id := r.PathValue("id")
	if !batchID.MatchString(id) {
		return connectors.Receipt{}, errBatchID
	}
	set, err := settings(feed, r.URL.RawQuery)
	if err != nil {
		return connectors.Receipt{}, err
	}
	body, err := open(w, r, h.max)
	if err != nil {
		return connectors.Receipt{}, err
	}
	format, err := body.format(r.Header.Get("Content-Type"), feed)
	if err != nil {
		return connectors.Receipt{}, body.blame(err)
	}
	receipt, err := h.emit(r.Context(), connectors.Batch{
		Feed: feed.Name, ID: id, Format: format, Set: set, Received: time.Now().UTC(), Body: body,
	})
	return receipt, body.blame(err)
}
