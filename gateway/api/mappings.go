package api

import (
	"net/http"

	"bilgate/gateway"
)

func (a *API) mappings(r *http.Request) (any, error) {
	if err := a.known(r.PathValue("feed")); err != nil {
		return nil, err
	}
	return a.gateway.Register().Mappings(r.Context(), r.PathValue("feed"))
}

func (a *API) publish(r *http.Request) (any, error) {
	var in struct {
		Author string            `json:"author"`
		Files  map[string]string `json:"files"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	return a.gateway.Publish(r.Context(), r.PathValue("feed"), in.Author, in.Files)
}

func (a *API) rollback(r *http.Request) (any, error) {
	var in struct {
		Author  string `json:"author"`
		Version int    `json:"version"` // 0: the one before
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	return a.gateway.Rollback(r.Context(), r.PathValue("feed"), in.Author, in.Version)
}

func (a *API) history(r *http.Request) (any, error) {
	if err := a.known(r.PathValue("feed")); err != nil {
		return nil, err
	}
	return a.gateway.Register().History(r.Context(), r.PathValue("feed"))
}

func (a *API) diff(r *http.Request) (any, error) {
	var in struct {
		Old gateway.MappingChoice `json:"old"`
		New gateway.MappingChoice `json:"new"`
		gateway.Kept
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	return a.gateway.Difference(r.Context(), r.PathValue("feed"), in.Old, in.New, in.Kept, caller(r, "mappings.diff", ""))
}

func (a *API) coverage(r *http.Request) (any, error) {
	var in struct {
		Of gateway.MappingChoice `json:"of"`
		gateway.Kept
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	return a.gateway.Coverage(r.Context(), r.PathValue("feed"), in.Of, in.Kept, caller(r, "mappings.coverage", ""))
}
