// Package reference is a small working fingerprint subsystem for the demonstration and for tests: the encounters of
// OSIA 7.x ABIS that the sink uses, kept on disk.
//
//	POST, PUT, GET, DELETE /v1/persons/{personId}/encounters/{encounterId}
//	GET /v1/holdings, GET /v1/holdings/{kind}/{id}, GET and PUT /v1/behaviour
//
// It reads OSIA with its own eyes, sharing no type with the sink, so that the two prove each other. Encounters are
// known by encounterId alone: an update under another person moves the encounter there. The digest of an encounter
// is the SHA-256 of the body that stored it, byte for byte. It does not search and does not compare prints.
//
// Neighbours: connectors/holdings keeps, lists and misbehaves.
package reference

import (
	"net/http"

	"bilgate/connectors/holdings"
)

// Server is an http.Handler; Close gives its data directory back.
type Server struct{ *holdings.Server }

// Open serves the encounters kept under dir, which is made if it is not there. A directory that another process
// serves is an error.
func Open(dir string) (*Server, error) {
	shared, err := holdings.NewServer(dir)
	if err != nil {
		return nil, err
	}
	s := &Server{shared}
	const address = " /v1/persons/{person}/encounters/{id}"
	s.Mux.HandleFunc("POST"+address, s.Around(s.create))
	s.Mux.HandleFunc("PUT"+address, s.Around(s.update))
	s.Mux.HandleFunc("DELETE"+address, s.Around(s.remove))
	s.Mux.HandleFunc("GET"+address, s.read)
	return s, nil
}

func (s *Server) create(w http.ResponseWriter, r *http.Request) { s.store(w, r, holdings.Absent) }
func (s *Server) update(w http.ResponseWriter, r *http.Request) { s.store(w, r, holdings.Present) }

func (s *Server) store(w http.ResponseWriter, r *http.Request, expect holdings.Expectation) {
	wish, ok := s.ReadWrite(w, r)
	if !ok {
		return
	}
	e, code := decode(wish.Body)
	if code == "" {
		code = e.check(wish.ID)
	}
	if code != "" {
		holdings.Fail(w, http.StatusBadRequest, code)
		return
	}
	wish.Kind, wish.Version, wish.Subject, wish.Expect = e.ContextualData.Kind, e.ContextualData.Version, r.PathValue("person"), expect
	held, err := s.Put(wish)
	if err != nil {
		holdings.FailWith(w, err)
		return
	}
	holdings.Reply(w, http.StatusOK, map[string]any{
		"personId": wish.Subject, "encounterId": held.ID,
		"others": map[string]any{"version": held.Version, "digest": held.Digest},
	})
}

func (s *Server) remove(w http.ResponseWriter, r *http.Request) {
	wish, ok := s.ReadWrite(w, r)
	if !ok {
		return
	}
	if wish.Version < 1 {
		holdings.Fail(w, http.StatusBadRequest, "version")
		return
	}
	if err := s.Remove(wish); err != nil {
		holdings.FailWith(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// read answers with the stored body, under the person who has the encounter now.
func (s *Server) read(w http.ResponseWriter, r *http.Request) {
	held, err := s.Read("", r.PathValue("id"))
	switch {
	case err != nil:
		holdings.FailWith(w, err)
	case held.Subject != r.PathValue("person"):
		holdings.Fail(w, http.StatusNotFound, holdings.Unknown)
	default:
		w.Header().Set("Content-Type", "application/json")
		w.Write(held.Body)
	}
}
