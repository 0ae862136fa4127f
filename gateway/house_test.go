package gateway_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twmb/franz-go/pkg/kfake"

	"bilgate/connectors"
	"bilgate/connectors/all"
	fingerprint "bilgate/connectors/fingerprint/reference"
	genomic "bilgate/connectors/genomic/reference"
	"bilgate/gateway"
	"bilgate/gateway/bus"
	"bilgate/gateway/objects"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
	"bilgate/gateway/vault"
)

// house is a whole gateway with its surroundings inside a bubble of virtual time: the embedded broker,
// SQLite, and both reference subsystems, on a network in memory.
type house struct {
	t       *testing.T
	net     kfake.VirtualNetwork
	cluster *kfake.Cluster
	db      *store.DB
	objects *objects.Store
	vault   *vault.Vault
	http    *http.Client
	refs    map[string]http.Handler
	gateway *gateway.Gateway
	dir     string
	in      []connectors.Inbound
	out     []connectors.Outbound
	stop    func()
	closers []func()
}

// inBubble runs a test with a running house in virtual time.
func inBubble(t *testing.T, test func(t *testing.T, h *house)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := &house{t: t, dir: dir, refs: map[string]http.Handler{}, in: all.Inbounds(), out: all.Outbounds()}
		defer h.furnish(dir)()
		defer func() {
			for _, c := range h.closers {
				c()
			}
		}()
		h.start("1", gateway.Roles()...)
		defer func() { h.stop() }()
		test(t, h)
	})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *house) furnish(dir string) (clear func()) {
	var err error
	h.cluster, err = kfake.NewCluster(kfake.NumBrokers(1), kfake.ListenFn(h.net.Listen))
	check(h.t, err)
	h.db, err = store.Open(h.t.Context(), "sqlite:"+filepath.Join(dir, "register.db"), register.Migrations())
	check(h.t, err)
	h.objects, err = objects.Open(filepath.Join(dir, "objects"))
	check(h.t, err)
	key := sha256.Sum256([]byte("a key for tests"))
	h.vault, err = vault.New(key[:], key[:])
	check(h.t, err)
	transport := &http.Transport{DialContext: h.net.DialContext, MaxIdleConnsPerHost: 32}
	h.http = &http.Client{Transport: transport}
	f, err := fingerprint.Open(filepath.Join(dir, "fingerprint"))
	check(h.t, err)
	g, err := genomic.Open(filepath.Join(dir, "genomic"))
	check(h.t, err)
	endF, endG := h.reference("fingerprint", f), h.reference("genomic", g)
	return func() {
		transport.CloseIdleConnections()
		endF()
		endG()
		f.Close()
		g.Close()
		h.db.Close()
		h.cluster.Close()
	}
}

// address is where a reference subsystem answers on the network in memory.
func address(subsystem string) string {
	return map[string]string{"fingerprint": "http://127.0.0.1:7001", "genomic": "http://127.0.0.1:7002"}[subsystem]
}

func (h *house) reference(name string, handler http.Handler) (end func()) {
	h.refs[name] = handler
	l, err := h.net.Listen("tcp", strings.TrimPrefix(address(name), "http://"))
	check(h.t, err)
	server := &http.Server{Handler: handler}
	done := make(chan struct{})
	go func() { defer close(done); server.Serve(l) }()
	return func() { server.Close(); <-done }
}

// start runs a gateway process with some roles; h.stop stops it gracefully.
func (h *house) start(instance string, roles ...gateway.Role) {
	h.t.Helper()
	g, err := gateway.New(gateway.Config{
		Instance: instance, Bus: bus.Config{Seeds: h.cluster.ListenAddrs(), Dial: h.net.DialContext},
		Store: h.db, Vault: h.vault, Objects: h.objects, HTTP: h.http,
		Inbounds: h.in, Outbounds: h.out,
		Subsystems: map[string]string{"fingerprint": address("fingerprint"), "genomic": address("genomic")},
	})
	check(h.t, err)
	check(h.t, g.Prepare(h.t.Context()))
	ctx, cancel := context.WithCancel(h.t.Context())
	done := make(chan error, 1)
	go func() { done <- g.Run(ctx, roles...) }()
	h.gateway = g
	h.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			h.t.Errorf("the gateway ended: %v", err)
		}
		g.Close()
	})
}

// send emits a batch and returns its receipt.
func (h *house) send(feed, id, format string, set map[string]string, body []byte) connectors.Receipt {
	h.t.Helper()
	r, err := h.gateway.Emit(h.t.Context(), connectors.Batch{
		Feed: feed, ID: id, Format: format, Set: set, Received: time.Now(), Body: bytes.NewReader(body),
	})
	check(h.t, err)
	return r
}

// settle lets virtual time pass until nothing moves, and returns the books.
func (h *house) settle() register.Status {
	h.t.Helper()
	for range 3600 {
		time.Sleep(time.Second)
		s, err := h.gateway.Status(h.t.Context())
		check(h.t, err)
		if !s.Moving() {
			h.balanced(s)
			return s
		}
	}
	s, _ := h.gateway.Status(h.t.Context())
	h.t.Fatalf("still moving after an hour: %+v", s)
	return s
}

func (h *house) balanced(s register.Status) {
	h.t.Helper()
	for feed, b := range s.Feeds {
		if b.Received != b.Duplicate+b.Rejected+b.Registered+b.Unchanged+b.Skipped {
			h.t.Errorf("%s: the books do not balance: %+v", feed, b)
		}
	}
	missing, err := h.gateway.Missing(h.t.Context())
	check(h.t, err)
	for _, m := range missing {
		h.t.Error(m)
	}
}
