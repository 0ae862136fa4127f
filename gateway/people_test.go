package gateway_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"bilgate/connectors"
	"bilgate/gateway/audit"
	"bilgate/gateway/register"
)

const inmates = "penitentiary.inmate"

// inmate is one inmate's message; over changes fields (nil: leaves one out).
func inmate(message, id string, rev int, over map[string]any) map[string]any {
	m := map[string]any{
		"message_id": message, "inmate_id": id, "rev": rev, "iin": "850101100012",
		"fio": []string{"Құдайбергенов", "Әлихан", "Өтегенұлы"}, "lang": "kk", "dob": "01.01.1885",
		"birth_place": "Семей", "pol": "мужской", "citizenship": "Казахстан",
		"doc_type": "удостоверение личности", "doc_no": "012345678", "doc_issued": "05.05.1925", "doc_issuer": "МВД РК",
		"card_no": "18850000017", "barcode": "B-17",
	}
	for k, v := range over {
		if v == nil {
			delete(m, k)
		} else {
			m[k] = v
		}
	}
	return m
}

func ndjson(messages ...map[string]any) []byte {
	var b bytes.Buffer
	for _, m := range messages {
		text, err := json.Marshal(m)
		if err != nil {
			panic(err)
		}
		b.Write(append(text, '\n'))
	}
	return b.Bytes()
}

// push sends inmates as one batch.
func (h *house) push(id string, messages ...map[string]any) connectors.Receipt {
	h.t.Helper()
	return h.send(inmates, id, "application/x-ndjson", nil, ndjson(messages...))
}

// only returns the single record of a kind.
func (h *house) only(kind string) string {
	h.t.Helper()
	found, err := h.gateway.Register().Records(h.t.Context(), kind, "", 10)
	check(h.t, err)
	if len(found) != 1 {
		h.t.Fatalf("%d records of kind %s, want 1: %+v", len(found), kind, found)
	}
	return found[0].ID
}

func (h *house) versions(id string) []register.Version {
	h.t.Helper()
	v, err := h.gateway.Versions(h.t.Context(), id, true, audit.Event{Actor: "test"})
	check(h.t, err)
	return v
}

// person reads a version's person.
func person(t *testing.T, v register.Version) (out struct {
	Person struct {
		Surname   string `json:"surname"`
		BirthDate string `json:"birth_date"`
	} `json:"person"`
}) {
	t.Helper()
	check(t, v.Canonical.Into(&out))
	return out
}

// holdings asks a subsystem what it holds.
func (h *house) holdings(subsystem string) []connectors.Holding {
	h.t.Helper()
	sink, _ := h.gateway.Sink(subsystem)
	list, err := sink.(connectors.Lister).Holdings(h.t.Context(), 0, 1000)
	check(h.t, err)
	return list
}

// behave tells a reference subsystem to misbehave.
func (h *house) behave(subsystem, behaviour string) {
	h.t.Helper()
	req, err := http.NewRequest(http.MethodPut, address(subsystem)+"/v1/behaviour", strings.NewReader(behaviour))
	check(h.t, err)
	res, err := h.http.Do(req)
	check(h.t, err)
	res.Body.Close()
	if res.StatusCode/100 != 2 {
		h.t.Fatalf("behaviour of %s: %s", subsystem, res.Status)
	}
}

func (h *house) rejects() []register.Reject {
	h.t.Helper()
	out, err := h.gateway.Register().Rejects(h.t.Context(), register.RejectQuery{})
	check(h.t, err)
	return out
}

func (h *house) outcomes(feed string) []register.AgencyOutcome {
	h.t.Helper()
	out, err := h.gateway.Register().Outcomes(h.t.Context(), feed, 0, 1000)
	check(h.t, err)
	return out
}
