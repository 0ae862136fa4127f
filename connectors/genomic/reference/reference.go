// Package reference is a small working genomic subsystem for the demonstration and for tests: persons and specimens,
// kept on disk.
//
//	PUT, GET, DELETE /v1/subjects/{id}   JSON, needs subject_id, subject and person
//	PUT, GET, DELETE /v1/specimens/{id}  CODIS CMF with one specimen of that id
//	GET /v1/holdings, GET /v1/holdings/{kind}/{id}, GET and PUT /v1/behaviour
//
// Writes carry transactionId and version in the address. The digest of a record is the SHA-256 of the body that
// stored it, byte for byte. It does not search and does not compare profiles.
//
// Neighbours: connectors/format/cmf reads; connectors/holdings keeps, lists and misbehaves.
package reference

import (
	"net/http"

	"bilgate/connectors/holdings"
)

// The canonical kinds that it keeps.
const (
	kindPerson       = "person"
	kindRegistration = "genomic_registration"
)

// Server is an http.Handler; Close gives its data directory back.
type Server struct{ *holdings.Server }

// Open serves the records kept under dir, which is made if it is not there. A directory that another process serves
// is an error.
func Open(dir string) (*Server, error) {
	shared, err := holdings.NewServer(dir)
	if err != nil {
		return nil, err
	}
	s := &Server{shared}
	s.route("/v1/subjects/{id}", kindPerson, "application/json", checkSubject)
	s.route("/v1/specimens/{id}", kindRegistration, "application/xml", checkSpecimen)
	return s, nil
}

// route serves one kind; check names the rule that a body breaks, or nothing.
func (s *Server) route(address, kind, media string, check func(id string, body []byte) string) {
	s.Mux.HandleFunc("PUT "+address, s.Around(func(w http.ResponseWriter, r *http.Request) {
		wish, ok := s.readWrite(w, r, kind)
		if !ok {
			return
		}
		if code := check(wish.ID, wish.Body); code != "" {
			holdings.Fail(w, http.StatusBadRequest, code)
			return
		}
		held, err := s.Put(wish)
		if err != nil {
			holdings.FailWith(w, err)
			return
		}
		holdings.Reply(w, http.StatusOK, held)
	}))
	s.Mux.HandleFunc("DELETE "+address, s.Around(func(w http.ResponseWriter, r *http.Request) {
		wish, ok := s.readWrite(w, r, kind)
		if !ok {
			return
		}
		if err := s.Remove(wish); err != nil {
			holdings.FailWith(w, err)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	s.Mux.HandleFunc("GET "+address, func(w http.ResponseWriter, r *http.Request) {
		held, err := s.Read(kind, r.PathValue("id"))
		if err != nil {
			holdings.FailWith(w, err)
			return
		}
		w.Header().Set("Content-Type", media)
		w.Write(held.Body)
	})
}

// readWrite reads a write of a kind, whose version stands in the address.
func (s *Server) readWrite(w http.ResponseWriter, r *http.Request, kind string) (holdings.Write, bool) {
	wish, ok := s.ReadWrite(w, r)
	if ok && wish.Version < 1 {
		holdings.Fail(w, http.StatusBadRequest, "version")
		return wish, false
	}
	wish.Kind, wish.Subject = kind, r.URL.Query().Get("subject")
	return wish, ok
}
