package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"bilgate/gateway"
	"bilgate/gateway/register"

	"bilgate/connectors/all"
)

func TestReadsShowWhatTheRegisterHolds(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", one+two)
		var status register.Status
		h.call("GET", "/v1/status", "", &status)
		if status.Received != 2 || status.Registered != 1 || status.Rejected != 1 {
			t.Errorf("status %+v", status.Books)
		}
		var feeds []struct {
			Name, Kind string
			Formats    []string
		}
		if h.call("GET", "/v1/feeds", "", &feeds); len(feeds) != 3 || feeds[1].Name != inmates || feeds[1].Kind != "person" || len(feeds[1].Formats) == 0 {
			t.Errorf("feeds %v", feeds)
		}
		var missing []register.Missing
		if w := h.call("GET", "/v1/missing", "", &missing); strings.TrimSpace(w.Body.String()) != "[]" {
			t.Errorf("missing %s", w.Body)
		}
		var records []register.Summary
		if h.call("GET", "/v1/records?kind=person", "", &records); len(records) != 1 {
			t.Fatalf("records %+v", records)
		}
		var versions []register.Version
		h.call("GET", "/v1/records/"+records[0].ID, "", &versions)
		if len(versions) != 1 || versions[0].State != register.Current || !strings.Contains(string(versions[0].Canonical.Data), "1885-01-01") {
			t.Errorf("versions %+v", versions)
		}
		var found []register.Summary
		if h.call("POST", "/v1/records/find", `{"key":"iin","value":"`+iin+`"}`, &found); len(found) != 1 || found[0].ID != records[0].ID {
			t.Errorf("found %+v", found)
		}
		h.call("GET", "/v1/health", "", &map[string]string{})
		h.call("GET", "/v1/differences", "", new(json.RawMessage))
	})
}

func TestListsKeepTheirLimitsAndCursors(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", one+two)
		var outcomes []register.AgencyOutcome
		h.call("GET", "/v1/feeds/"+inmates+"/outcomes?after=1", "", &outcomes)
		if len(outcomes) != 1 || outcomes[0].Cursor != 2 {
			t.Errorf("after cursor 1: %+v", outcomes)
		}
		if h.call("GET", "/v1/feeds/"+inmates+"/outcomes?limit=1", "", &outcomes); len(outcomes) != 1 || outcomes[0].Cursor != 1 {
			t.Errorf("limit 1: %+v", outcomes)
		}
		var rejects []register.Reject
		h.call("GET", "/v1/rejects?feed="+inmates+"&message_id=m2", "", &rejects)
		if len(rejects) != 1 || rejects[0].MessageID != "m2" || !strings.Contains(string(rejects[0].Errors), `"pol"`) {
			t.Errorf("rejects of m2: %+v", rejects)
		}
		if h.call("GET", "/v1/rejects?feed="+inmates+"&message_id=m1", "", &rejects); len(rejects) != 0 {
			t.Errorf("rejects of m1: %+v", rejects)
		}
		if h.call("GET", "/v1/rejects?offset=1", "", &rejects); len(rejects) != 0 {
			t.Errorf("behind the last: %+v", rejects)
		}
	})
}

func TestPublishAndReplay(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", two)
		feed, _ := all.Feed(inmates)
		files, err := gateway.Files(feed.Mapping)
		check(t, err)
		files["sex.csv"] += "M,?\n"
		files[gateway.MappingFile] = strings.Replace(files[gateway.MappingFile], "version: 1\n", "version: 2\n", 1)
		body, err := json.Marshal(map[string]any{"author": "clerk", "files": files})
		check(t, err)
		var p register.Publication
		if h.call("POST", "/v1/feeds/"+inmates+"/mappings", string(body), &p); p.Mapping.Version != 2 || len(p.Switches) != 4 {
			t.Errorf("publication %+v", p)
		}
		var published []register.Published
		if h.call("GET", "/v1/feeds/"+inmates+"/mappings", "", &published); len(published) != 2 || published[0].Version != 2 || published[0].Author != "clerk" {
			t.Errorf("published %+v", published)
		}
		var n struct{ Replayed int }
		if h.call("POST", "/v1/rejects/replay", `{"feed":"`+inmates+`","message_id":"m2"}`, &n); n.Replayed != 1 {
			t.Errorf("replayed %+v", n)
		}
		h.push("b2", one)
		var status register.Status
		if h.call("GET", "/v1/status", "", &status); status.Registered != 2 || status.Rejected != 0 {
			t.Errorf("status %+v", status.Books)
		}
	})
}

func TestExtract(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", one)
		w := h.call("POST", "/v1/extracts", `{"iin":"`+iin+`","purpose":"request"}`, nil)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/pdf" || w.Body.String() != "%PDF person" {
			t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
		}
		events, err := h.gateway.Audit().Recent(t.Context(), "extract.print", 10)
		if err != nil || len(events) != 1 || events[0].Actor != "clerk" || events[0].Purpose != "request" {
			t.Errorf("audit %+v, %v", events, err)
		}
	})
}
