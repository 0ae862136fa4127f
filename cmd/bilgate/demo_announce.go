package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

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
		fmt.Fprintf(w, "  %s %s --dir %s\n", calledAs(), line, d.Dir)
	}
	fmt.Fprintf(w, "\nCtrl-C ends all of it.\n")
}

// calledAs is how the reader can call this program: `go run` leaves none behind.
func calledAs() string {
	if strings.Contains(filepath.ToSlash(os.Args[0]), "/go-build") {
		return "go run ./cmd/bilgate"
	}
	return os.Args[0]
}
