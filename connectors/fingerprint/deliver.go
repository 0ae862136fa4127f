package fingerprint

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"bilgate/connectors"
	"bilgate/connectors/holdings"
)

// put creates the encounter of a first version and updates that of a later one. Where the subsystem says that it has
// the one already, or has not the other, the other request follows under the same transaction: the first had no effect.
func (s *sink) put(ctx context.Context, d connectors.Delivery) (connectors.Ack, error) {
	body, err := encode(ctx, d)
	var no *unfit
	if errors.As(err, &no) {
		return holdings.Refuse(no.code), nil
	}
	if err != nil {
		return connectors.Ack{}, fmt.Errorf("fingerprint: deliver %s: %w", d.RecordID, err)
	}
	first, second := http.MethodPost, http.MethodPut
	if d.Version > 1 {
		first, second = second, first
	}
	a, err := s.send(ctx, first, d, body)
	if err == nil && wrongMethod(first, a) {
		a, err = s.send(ctx, second, d, body)
	}
	if err != nil {
		return connectors.Ack{}, err
	}
	return s.stored(d, a)
}

// wrongMethod: OSIA answers 409 to the creation of an encounter that exists and 404 to the update of one that does not.
// A conflict that is about the version is answered to the second request in the same way.
func wrongMethod(method string, a holdings.Answer) bool {
	if method == http.MethodPost {
		return a.Status == http.StatusConflict
	}
	return a.Status == http.StatusNotFound
}

func (s *sink) send(ctx context.Context, method string, d connectors.Delivery, body []byte) (holdings.Answer, error) {
	query := url.Values{"transactionId": {d.ID}}
	media := "application/json"
	if method == http.MethodDelete {
		query.Set("version", strconv.FormatInt(d.Version, 10))
		media = ""
	}
	path := "/v1/persons/" + url.PathEscape(personID(d)) + "/encounters/" + url.PathEscape(d.RecordID)
	return s.Send(ctx, method, path, query, media, body)
}

// personID is the opaque subject, or the record itself where nobody is known to be its subject.
func personID(d connectors.Delivery) string { return cmp.Or(d.Subject, d.RecordID) }

// personIDs is OSIA's ExtendablePersonIds; a subsystem that says what it stored does so in others.
type personIDs struct {
	PersonID    string `json:"personId"`
	EncounterID string `json:"encounterId"`
	Others      struct {
		Version int64  `json:"version"`
		Digest  string `json:"digest"`
	} `json:"others"`
}

// stored reads the answer to a creation or update.
func (s *sink) stored(d connectors.Delivery, a holdings.Answer) (connectors.Ack, error) {
	if a.Status != http.StatusOK {
		return s.Settle(d.RecordID, a)
	}
	var ids personIDs
	if json.Unmarshal(a.Body, &ids) != nil || !ids.confirms(d) {
		return connectors.Ack{}, s.Unclear("deliver "+d.RecordID, a)
	}
	return holdings.Accept(ids.Others.Digest), nil
}

// confirms reports whether the answer speaks of this delivery. Version and digest are an addition to OSIA: they may
// be absent, never wrong.
func (ids personIDs) confirms(d connectors.Delivery) bool {
	return ids.PersonID == personID(d) && ids.EncounterID == d.RecordID &&
		(ids.Others.Version == 0 || ids.Others.Version == d.Version) &&
		(ids.Others.Digest == "" || holdings.IsDigest(ids.Others.Digest))
}

// remove deletes the encounter. The subsystem's own 404 is what the withdrawal wanted.
func (s *sink) remove(ctx context.Context, d connectors.Delivery) (connectors.Ack, error) {
	a, err := s.send(ctx, http.MethodDelete, d, nil)
	if err != nil {
		return connectors.Ack{}, err
	}
	if a.Status == http.StatusNoContent || a.Is(http.StatusNotFound) {
		return holdings.Accept(""), nil
	}
	return s.Settle(d.RecordID, a)
}
