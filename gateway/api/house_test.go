package api_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twmb/franz-go/pkg/kfake"

	"bilgate/connectors"
	"bilgate/connectors/all"
	"bilgate/gateway"
	"bilgate/gateway/api"
	"bilgate/gateway/bus"
	"bilgate/gateway/objects"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
	"bilgate/gateway/vault"
	"bilgate/mapping/canon"
)

// house is a running gateway without subsystems, in virtual time, and its API.
type house struct {
	t       *testing.T
	cluster *kfake.Cluster
	db      *store.DB
	gateway *gateway.Gateway
	handler http.Handler
}

func inBubble(t *testing.T, test func(t *testing.T, h *house)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := &house{t: t}
		defer h.open(dir)()
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- h.gateway.Run(ctx, gateway.Roles()...) }()
		defer func() {
			cancel()
			check(t, <-done)
		}()
		test(t, h)
	})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *house) open(dir string) (clear func()) {
	var network kfake.VirtualNetwork
	var err error
	h.cluster, err = kfake.NewCluster(kfake.NumBrokers(1), kfake.ListenFn(network.Listen))
	check(h.t, err)
	h.db, err = store.Open(h.t.Context(), "sqlite:"+filepath.Join(dir, "register.db"), register.Migrations())
	check(h.t, err)
	o, err := objects.Open(filepath.Join(dir, "objects"))
	check(h.t, err)
	key := sha256.Sum256([]byte("a key for tests"))
	v, err := vault.New(key[:], key[:])
	check(h.t, err)
	h.gateway, err = gateway.New(gateway.Config{
		Bus: bus.Config{Seeds: h.cluster.ListenAddrs(), Dial: dial(&network)}, Store: h.db, Vault: v, Objects: o, Inbounds: all.Inbounds(),
	})
	check(h.t, err)
	check(h.t, h.gateway.Prepare(h.t.Context()))
	h.handler = api.New(h.gateway, nil, extract).Handler()
	return func() {
		h.gateway.Close()
		h.db.Close()
		h.cluster.Close()
	}
}

// extract stands for the printer.
func extract(records []canon.Record, _ func(string) ([]byte, error), _ time.Time) ([]byte, error) {
	return append([]byte("%PDF "), records[0].Kind...), nil
}

const inmates = "penitentiary.inmate"

// push sends inmates and lets them settle.
func (h *house) push(id, lines string) {
	h.t.Helper()
	_, err := h.gateway.Emit(h.t.Context(), connectors.Batch{
		Feed: inmates, ID: id, Format: "application/x-ndjson", Received: time.Now(), Body: bytes.NewReader([]byte(lines)),
	})
	check(h.t, err)
	time.Sleep(10 * time.Second)
}

const iin = "850101100012"

// one is an inmate that registers, two is one that does not.
const (
	one = `{"message_id":"m1","inmate_id":"i1","rev":1,"iin":"` + iin + `","fio":["Құдайбергенов","Әлихан"],"lang":"kk","dob":"01.01.1885","pol":"мужской","citizenship":"Казахстан"}` + "\n"
	two = `{"message_id":"m2","inmate_id":"i2","rev":1,"iin":"` + iin + `","fio":["Құдайбергенов","Әлихан"],"lang":"kk","dob":"01.01.1885","pol":"?","citizenship":"Казахстан"}` + "\n"
)

// call asks the API and reads a JSON answer into out, if given.
func (h *house) call(method, path, body string, out any) *httptest.ResponseRecorder {
	h.t.Helper()
	return h.callIn(h.t.Context(), method, path, body, out)
}

func (h *house) callIn(ctx context.Context, method, path, body string, out any) *httptest.ResponseRecorder {
	h.t.Helper()
	r := httptest.NewRequestWithContext(ctx, method, path, bytes.NewReader([]byte(body)))
	r.Header.Set("Bilgate-Actor", "clerk")
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	if out != nil {
		if w.Code != http.StatusOK {
			h.t.Errorf("%s %s: %d %s", method, path, w.Code, w.Body)
		} else if err := json.Unmarshal(w.Body.Bytes(), out); err != nil {
			text, _ := io.ReadAll(w.Body)
			h.t.Errorf("%s %s: %v in %s", method, path, err, text)
		}
	}
	return w
}

// dial fails as TCP does where nobody listens.
func dial(n *kfake.VirtualNetwork) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := n.DialContext(ctx, network, address)
		if err != nil {
			err = &net.OpError{Op: "dial", Net: network, Err: err}
		}
		return c, err
	}
}
