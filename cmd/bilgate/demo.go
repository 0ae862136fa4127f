package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"
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
		return away("the demo did not become ready: %v%s", err, lastWords(children))
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
		c := &child{name: a[0], path: self, args: a[1:], log: o.path(a[0] + ".log")}
		if info, err := os.Stat(c.log); err == nil {
			c.logged = info.Size()
		}
		out = append(out, c)
	}
	return out, nil
}
