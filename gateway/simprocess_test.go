package gateway_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"

	"github.com/twmb/franz-go/pkg/kfake"

	"bilgate/gateway"
	"bilgate/gateway/bus"
)

// line is a process's own line to the network, which can be cut.
type line struct {
	net   *kfake.VirtualNetwork
	mu    sync.Mutex
	cut   bool
	conns []net.Conn
}

var errCut = errors.New("the line is cut")

func (l *line) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := l.net.DialContext(ctx, network, address)
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err != nil:
		return nil, err
	case l.cut:
		c.Close()
		return nil, errCut
	}
	l.conns = append(l.conns, c)
	return c, nil
}

func (l *line) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = true
	for _, c := range l.conns {
		c.Close()
	}
}

// process is a gateway process with a line of its own.
type process struct {
	gateway *gateway.Gateway
	line    *line
	cancel  context.CancelFunc
	ended   chan struct{}
}

func (h *house) process(instance string, roles ...gateway.Role) *process {
	h.t.Helper()
	l := &line{net: &h.net}
	transport := &http.Transport{DialContext: l.DialContext, MaxIdleConnsPerHost: 32}
	g, err := gateway.New(gateway.Config{
		Instance: instance, Bus: bus.Config{Seeds: h.cluster.ListenAddrs(), Dial: l.DialContext},
		Store: h.db, Vault: h.vault, Objects: h.objects, HTTP: &http.Client{Transport: transport},
		Inbounds: h.in, Outbounds: h.out,
		Subsystems: map[string]string{"fingerprint": address("fingerprint"), "genomic": address("genomic")},
	})
	check(h.t, err)
	check(h.t, g.Prepare(h.t.Context()))
	ctx, cancel := context.WithCancel(h.t.Context())
	p := &process{gateway: g, line: l, cancel: cancel, ended: make(chan struct{})}
	go func() {
		defer close(p.ended)
		if err := g.Run(ctx, roles...); err != nil {
			h.t.Errorf("process %s ended: %v", instance, err)
		}
		g.Close()
		transport.CloseIdleConnections()
	}()
	return p
}

// stop ends a process gracefully and waits for it.
func (p *process) stop() {
	p.cancel()
	<-p.ended
}

// kill cuts a process off in the middle of whatever it does. It goes on as a zombie for a while.
func (p *process) kill() {
	p.line.Cut()
	p.cancel()
}
