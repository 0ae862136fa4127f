package api

import (
	"net/http"
	"strconv"
	"time"

	"bilgate/mapping/canon/iin"
)

// extracts answers with a PDF. The access is in the audit log before a record is read (I8).
func (a *API) extracts(w http.ResponseWriter, r *http.Request) {
	pdf, err := a.makeExtract(r)
	if err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Length", strconv.Itoa(len(pdf)))
	w.Write(pdf)
}

func (a *API) makeExtract(r *http.Request) ([]byte, error) {
	var in struct {
		IIN     string `json:"iin"`
		Purpose string `json:"purpose"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	if _, err := iin.Parse(in.IIN); err != nil {
		return nil, problem(http.StatusBadRequest, "iin", err.Error())
	}
	records, err := a.gateway.Person(r.Context(), in.IIN, caller(r, "extract.print", in.Purpose))
	if err != nil {
		return nil, err
	}
	if len(records) == 0 {
		return nil, problem(http.StatusNotFound, "no_person", "the register holds no record under this IIN")
	}
	image := func(ref string) ([]byte, error) { return a.gateway.Blob(r.Context(), ref) }
	return a.extract(records, image, time.Now())
}
