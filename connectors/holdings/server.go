package holdings

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
)

// Limits of what a reference subsystem reads and lists.
const (
	MaxBody      = 64 << 20
	defaultLimit = 1000
	maxLimit     = 10000
)

// Server answers what both subsystems answer: GET /v1/holdings, GET /v1/holdings/{kind}/{id}, and GET and PUT
// /v1/behaviour. A subsystem adds its own addresses to Mux.
type Server struct {
	*Store
	Misbehaviour
	Mux *http.ServeMux
}

// NewServer serves the records kept under dir.
func NewServer(dir string) (*Server, error) {
	store, err := Open(dir)
	if err != nil {
		return nil, err
	}
	s := &Server{Store: store, Mux: http.NewServeMux()}
	s.Mux.HandleFunc("GET /v1/holdings", s.list)
	s.Mux.HandleFunc("GET /v1/holdings/{kind}/{id}", s.one)
	s.Mux.HandleFunc("GET /v1/behaviour", func(w http.ResponseWriter, _ *http.Request) { Reply(w, http.StatusOK, s.Get()) })
	s.Mux.HandleFunc("PUT /v1/behaviour", s.behave)
	return s, nil
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.Mux.ServeHTTP(w, r) }

func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	offset, okOffset := number(r, "offset", 0)
	limit, okLimit := number(r, "limit", defaultLimit)
	if !okOffset || !okLimit || limit > maxLimit {
		Fail(w, http.StatusBadRequest, "window")
		return
	}
	Reply(w, http.StatusOK, s.Holdings(int(offset), int(limit)))
}

func (s *Server) one(w http.ResponseWriter, r *http.Request) {
	h, err := s.Holding(r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		FailWith(w, err)
		return
	}
	Reply(w, http.StatusOK, h)
}

func (s *Server) behave(w http.ResponseWriter, r *http.Request) {
	var b Behaviour
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16))
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		Fail(w, http.StatusBadRequest, "behaviour")
		return
	}
	if err := s.Behave(b); err != nil {
		FailWith(w, err)
		return
	}
	Reply(w, http.StatusOK, s.Get())
}

// Behave puts a behaviour into force and plants its differences.
func (s *Server) Behave(b Behaviour) error {
	s.Set(b)
	var alter, lose error
	if b.Alter != "" {
		alter = s.Alter(b.Alter)
	}
	if b.Lose != "" {
		lose = s.Lose(b.Lose)
	}
	return errors.Join(alter, lose)
}

// ReadWrite reads what every write carries: transactionId, the version where it stands in the address, the body.
// Then it waits as the behaviour says. Where ok is false, the request is answered already or its caller gone.
func (s *Server) ReadWrite(w http.ResponseWriter, r *http.Request) (wish Write, ok bool) {
	wish = Write{ID: r.PathValue("id"), Transaction: r.URL.Query().Get("transactionId"), Media: r.Header.Get("Content-Type")}
	var okVersion bool
	if wish.Version, okVersion = number(r, "version", 0); !okVersion {
		Fail(w, http.StatusBadRequest, "version")
		return wish, false
	}
	if wish.Transaction == "" {
		Fail(w, http.StatusBadRequest, "transaction_missing")
		return wish, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		Fail(w, http.StatusRequestEntityTooLarge, "body_too_large")
	case err != nil:
		Fail(w, http.StatusBadRequest, "body")
	}
	wish.Body = body
	return wish, err == nil && s.pause(r)
}

// number reads a whole number ≥ 0 of the address.
func number(r *http.Request, name string, otherwise int64) (int64, bool) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return otherwise, true
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n >= 0
}
