package genomic

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

// unfit is a record that the subsystem's format cannot carry as it is (I5): the code is the reason of the refusal.
type unfit struct{ code string }

func (u *unfit) Error() string { return "the record does not fit the format: " + u.code }

func (s *sink) put(ctx context.Context, d connectors.Delivery) (connectors.Ack, error) {
	media, body, err := encode(d)
	var no *unfit
	if errors.As(err, &no) {
		return holdings.Refuse(no.code), nil
	}
	if err != nil {
		return connectors.Ack{}, fmt.Errorf("genomic: deliver %s: %w", d.RecordID, err)
	}
	a, err := s.send(ctx, http.MethodPut, d, media, body)
	if err != nil {
		return connectors.Ack{}, err
	}
	if a.Status != http.StatusOK {
		return s.Settle(d.RecordID, a)
	}
	var h connectors.Holding
	if json.Unmarshal(a.Body, &h) != nil || !confirms(h, d) {
		return connectors.Ack{}, s.Unclear("deliver "+d.RecordID, a)
	}
	return holdings.Accept(h.Digest), nil
}

// encode writes the body of a put. The same version gives the same bytes.
func encode(d connectors.Delivery) (media string, body []byte, err error) {
	switch d.Record.Kind {
	case kindPerson:
		body, err = encodeSubject(d)
		return "application/json", body, err
	case kindRegistration:
		body, err = encodeSpecimen(d)
		return "application/xml", body, err
	}
	return "", nil, &unfit{"kind"}
}

// confirms reports whether the answer speaks of this delivery.
func confirms(h connectors.Holding, d connectors.Delivery) bool {
	return h.ID == d.RecordID && h.Kind == d.Record.Kind && h.Version == d.Version && holdings.IsDigest(h.Digest)
}

// remove deletes the record. The subsystem's own 404 is what the withdrawal wanted.
func (s *sink) remove(ctx context.Context, d connectors.Delivery) (connectors.Ack, error) {
	a, err := s.send(ctx, http.MethodDelete, d, "", nil)
	if err != nil {
		return connectors.Ack{}, err
	}
	if a.Status == http.StatusNoContent || a.Is(http.StatusNotFound) {
		return holdings.Accept(""), nil
	}
	return s.Settle(d.RecordID, a)
}

func (s *sink) send(ctx context.Context, method string, d connectors.Delivery, media string, body []byte) (holdings.Answer, error) {
	query := url.Values{"transactionId": {d.ID}, "version": {strconv.FormatInt(d.Version, 10)}}
	place := "/v1/subjects/"
	if d.Record.Kind == kindRegistration {
		place = "/v1/specimens/"
		query.Set("subject", subjectID(d))
	}
	return s.Send(ctx, method, place+url.PathEscape(d.RecordID), query, media, body)
}

// subjectID is the opaque subject, or the record itself where nobody is known to be its subject.
func subjectID(d connectors.Delivery) string { return cmp.Or(d.Subject, d.RecordID) }
