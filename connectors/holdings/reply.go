package holdings

import (
	"encoding/json"
	"errors"
	"net/http"

	"bilgate/connectors"
)

// fault is the body of an answer above 399: OSIA's Error (code, message), where message is a stable code. A refused
// version shows what is held, beside it.
type fault struct {
	Code    int                 `json:"code"`
	Message string              `json:"message"`
	Holding *connectors.Holding `json:"holding,omitempty"`
}

// Reply answers with a JSON body.
func Reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a caller that is gone reads nothing
}

// Fail answers with a stable code.
func Fail(w http.ResponseWriter, status int, code string) {
	Reply(w, status, fault{Code: status, Message: code})
}

// FailWith answers for an error of the Store: a refusal with what is held, a missing record, or the disk.
func FailWith(w http.ResponseWriter, err error) {
	var refused *Refusal
	switch {
	case errors.As(err, &refused) && refused.Code == Unknown:
		Fail(w, http.StatusNotFound, refused.Code)
	case errors.As(err, &refused):
		f := fault{Code: http.StatusConflict, Message: refused.Code}
		if refused.Holding.ID != "" {
			f.Holding = &refused.Holding
		}
		Reply(w, http.StatusConflict, f)
	case errors.Is(err, connectors.ErrNotHeld):
		Fail(w, http.StatusNotFound, notHeld)
	default:
		Fail(w, http.StatusInternalServerError, "storage")
	}
}

const notHeld = "not_held"
