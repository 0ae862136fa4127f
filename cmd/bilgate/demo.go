package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bilgate/gateway/vault"
)

// Demo is what `demo --json` prints when it is ready; it also stands in DIR/demo.json.
type Demo struct {
	API         string         `json:"api"`
	Broker      string         `json:"broker"`
	Fingerprint string         `json:"fingerprint"`
	Genomic     string         `json:"genomic"`
	Dir         string         `json:"dir"`
	Pids        map[string]int `json:"pids"`
}

type demoOptions struct {
	dir, api, broker, fingerprint, genomic string
	tour, asJSON                           bool
	keepDir                                string // for what outlives a temporary directory
}

func demoCommand() *cobra.Command {
	var o demoOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Run a whole bilgate on this machine, with made-up people",
		Long: "Four child processes of this binary – gateway, broker, fingerprint and genomic subsystem – on loopback,\n" +
			"with SQLite. Each can be killed alone; the demo starts it again.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runDemo(cmd, o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.dir, "dir", "", "data directory that survives restarts (default: a temporary one)")
	f.StringVar(&o.api, "listen", "", "address of the API (default: a free port)")
	f.StringVar(&o.broker, "broker", "", "address of the broker (default: a free port)")
	f.StringVar(&o.fingerprint, "fingerprint", "", "address of the fingerprint subsystem (default: a free port)")
	f.StringVar(&o.genomic, "genomic", "", "address of the genomic subsystem (default: a free port)")
	f.BoolVar(&o.tour, "tour", false, "walk through a reject, its mending, a replay, a journey, a reconciliation and an extract")
	f.BoolVar(&o.asJSON, "json", false, "print one line of JSON when ready")
	return cmd
}

func runDemo(cmd *cobra.Command, o demoOptions) error {
	cleanup, err := o.prepare()
	if err != nil {
		return err
	}
	defer cleanup()
	ctx, cancel := context.WithCancel(cmd.Context())
	defer cancel()
	children, err := o.children()
	if err != nil {
		return err
	}
	s := &supervisor{children: children, changed: func() { o.save(children) }}
	stopped := make(chan error, 1)
	go func() {
		stopped <- s.run(ctx)
		cancel()
	}()
	if err := awaitReady(ctx, o.api, o.fingerprint, o.genomic); err != nil {
		cancel()
		gaveUp := <-stopped
		if cmd.Context().Err() != nil {
			return nil
		}
		if gaveUp != nil {
			err = gaveUp
		}
		return away("the demo did not become ready: %v\n%s", err, o.lastWords())
	}
	o.announce(cmd, children)
	if o.tour {
		err := tour(ctx, cmd, "http://"+o.api, o.keepDir)
		cancel()
		<-stopped
		return err
	}
	return <-stopped
}

// prepare makes and locks the data directory, picks free ports, and writes keys and configuration.
func (o *demoOptions) prepare() (cleanup func(), err error) {
	temporary := o.dir == ""
	if o.keepDir = o.dir; temporary {
		o.keepDir = os.TempDir()
		if o.dir, err = os.MkdirTemp("", "bilgate-demo-"); err != nil {
			return nil, away("temporary directory: %v", err)
		}
	}
	if o.dir, err = filepath.Abs(o.dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return nil, away("data directory: %v", err)
	}
	release, err := lockDir(o.dir)
	if err != nil {
		return nil, err
	}
	cleanup = func() {
		release()
		if temporary {
			os.RemoveAll(o.dir)
		}
	}
	for _, address := range []*string{&o.api, &o.broker, &o.fingerprint, &o.genomic} {
		if *address == "" {
			if *address, err = freePort(); err != nil {
				cleanup()
				return nil, err
			}
		}
	}
	if err := o.furnish(); err != nil {
		cleanup()
		return nil, err
	}
	return cleanup, nil
}

func (o *demoOptions) furnish() error {
	if err := os.MkdirAll(o.path("objects"), 0o700); err != nil {
		return away("object store: %v", err)
	}
	if _, err := vault.Create(o.path("keys.json")); err != nil {
		return away("%v", err)
	}
	return os.WriteFile(o.path("bilgate.yaml"), fmt.Appendf(nil, `# Written by bilgate demo.
demo: true
listen: %s
kafka: [%s]
database: sqlite:%s
objects: %s
key_file: %s
subsystems: {fingerprint: "http://%s", genomic: "http://%s"}
`, o.api, o.broker, o.path("register.db"), o.path("objects"), o.path("keys.json"), o.fingerprint, o.genomic), 0o600)
}

func (o *demoOptions) path(name string) string { return filepath.Join(o.dir, name) }

// children are started in this order and stopped in the opposite one.
func (o *demoOptions) children() ([]*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args := [][]string{
		{"broker", "broker", "--listen", o.broker, "--dir", o.path("broker")},
		{"fingerprint", "subsystem", "fingerprint", "--listen", o.fingerprint, "--dir", o.path("fingerprint")},
		{"genomic", "subsystem", "genomic", "--listen", o.genomic, "--dir", o.path("genomic")},
		{"gateway", "serve", "--config", o.path("bilgate.yaml")},
	}
	var out []*child
	for _, a := range args {
		out = append(out, &child{name: a[0], path: self, args: a[1:], log: o.path(a[0] + ".log")})
	}
	return out, nil
}

func (o *demoOptions) describe(children []*child) Demo {
	d := Demo{
		API: "http://" + o.api, Broker: o.broker, Fingerprint: "http://" + o.fingerprint, Genomic: "http://" + o.genomic,
		Dir: o.dir, Pids: map[string]int{},
	}
	for _, c := range children {
		d.Pids[c.name] = c.pid()
	}
	return d
}

// save writes demo.json, by which other commands find the gateway.
func (o *demoOptions) save(children []*child) {
	text, _ := json.Marshal(o.describe(children))
	temp := o.path("demo.json.new")
	if os.WriteFile(temp, text, 0o600) == nil {
		os.Rename(temp, o.path("demo.json"))
	}
}

func (o *demoOptions) announce(cmd *cobra.Command, children []*child) {
	d := o.describe(children)
	if o.asJSON {
		printJSON(cmd, d)
		return
	}
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "bilgate demo: made-up people, embedded broker, SQLite. Nothing here is for production.\n\n")
	fmt.Fprintf(w, "  API          %s\n  broker       %s\n  fingerprint  %s\n  genomic      %s\n  data         %s\n\n", d.API, d.Broker, d.Fingerprint, d.Genomic, d.Dir)
	if o.tour {
		return
	}
	fmt.Fprintf(w, "Three things to try, in another terminal:\n\n")
	for _, line := range []string{"send --count 1000 --seed 1", "status --check", "rejects list"} {
		fmt.Fprintf(w, "  bilgate %s --dir %s\n", line, d.Dir)
	}
	fmt.Fprintf(w, "\nCtrl-C ends all of it.\n")
}

// lastWords are the ends of the children's logs.
func (o *demoOptions) lastWords() string {
	var b strings.Builder
	for _, name := range []string{"broker", "fingerprint", "genomic", "gateway"} {
		log, _ := os.ReadFile(o.path(name + ".log"))
		lines := strings.Split(strings.TrimSpace(string(log)), "\n")
		fmt.Fprintf(&b, "%s said:\n  %s\n", name, strings.Join(lines[max(0, len(lines)-4):], "\n  "))
	}
	return b.String()
}

// awaitReady waits until every address answers its health check.
func awaitReady(ctx context.Context, addresses ...string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for _, a := range addresses {
		for {
			if err := healthy(ctx, "http://"+a+"/v1/health"); err == nil {
				break
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("%s did not answer", a)
			case <-time.After(50 * time.Millisecond):
			}
		}
	}
	return nil
}

func healthy(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode >= 500 { // a subsystem has no such address, which is an answer too
		return fmt.Errorf("%s", res.Status)
	}
	return nil
}
