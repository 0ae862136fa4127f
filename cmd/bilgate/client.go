package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"bilgate/gateway/api"
)

// target is how a command finds the running gateway: --to URL or --dir DIR.
type target struct{ to, dir string }

func (t *target) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.to, "to", "", "address of the gateway's API, such as http://127.0.0.1:8080")
	cmd.Flags().StringVar(&t.dir, "dir", "", "data directory of a running demo")
}

// url resolves the target; without flags it is taken from BILGATE_TO or a demo that runs on this machine.
func (t *target) url() (string, error) {
	switch {
	case t.to != "" && t.dir != "":
		return "", badInput("--to and --dir both name a gateway: keep one of them")
	case t.to != "":
		return address("--to", t.to)
	case t.dir != "":
		return demoURL(t.dir)
	case os.Getenv("BILGATE_TO") != "":
		return address("BILGATE_TO", os.Getenv("BILGATE_TO"))
	}
	running, _ := filepath.Glob(filepath.Join(os.TempDir(), "bilgate-demo-*", "demo.json"))
	if len(running) == 1 {
		return demoURL(filepath.Dir(running[0]))
	}
	return "", badInput("which gateway? Name it by --to URL or --dir DIR, or start one: bilgate demo")
}

func address(source, value string) (string, error) {
	if httpAddress(value) != nil {
		return "", badInput("%s %q is no address of a gateway: write it like http://127.0.0.1:8080", source, value)
	}
	return strings.TrimRight(value, "/"), nil
}

func demoURL(dir string) (string, error) {
	var d Demo
	body, err := os.ReadFile(filepath.Join(dir, "demo.json"))
	if err == nil {
		err = json.Unmarshal(body, &d)
	}
	if err != nil || d.API == "" {
		return "", badInput("%s is no data directory of a demo: bilgate demo --dir DIR makes one", dir)
	}
	return d.API, nil
}

// call sends a request with a JSON body (nil: none) and decodes the answer into out.
func (t *target) call(ctx context.Context, method, path string, in, out any) error {
	body, err := t.raw(ctx, method, path, in)
	if err != nil || out == nil {
		return err
	}
	return json.Unmarshal(body, out)
}

// raw is call without decoding.
func (t *target) raw(ctx context.Context, method, path string, in any) ([]byte, error) {
	base, err := t.url()
	if err != nil {
		return nil, err
	}
	var body io.Reader
	if in != nil {
		text, err := json.Marshal(in)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, base+path, body)
	if err != nil {
		return nil, badInput("%q is no address: %v", base, err)
	}
	req.Header.Set("Bilgate-Actor", "local command")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, unreachable(base, err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, unreachable(base, err)
	}
	if res.StatusCode/100 != 2 {
		return nil, refused(res.StatusCode, answer)
	}
	return answer, nil
}

// unreachable says why a request has no answer: the file to send cannot be read, or the gateway is away.
func unreachable(base string, err error) error {
	var file *fs.PathError
	var op *net.OpError
	switch {
	case errors.As(err, &file):
		return badInput("%v", file)
	case errors.Is(err, syscall.ECONNREFUSED), errors.As(err, &op):
		return away("no gateway answers at %s: is it running?", base)
	}
	return away("the gateway at %s: %v", base, err)
}

// refusal is a problem that the gateway answered with.
type refusal struct {
	api.Problem
}

func (r *refusal) Error() string { return r.Detail }

func refused(status int, body []byte) error {
	r := &refusal{}
	if json.Unmarshal(body, &r.Problem) != nil || r.Detail == "" {
		r.Detail = fmt.Sprintf("the gateway answered %d", status)
	}
	r.Status = status
	switch {
	case status == http.StatusServiceUnavailable:
		return &exit{surroundings, r}
	case status/100 == 4:
		return &exit{wrongInput, r}
	}
	return r
}

func printJSON(cmd *cobra.Command, v any) {
	e := json.NewEncoder(cmd.OutOrStdout())
	e.SetEscapeHTML(false)
	e.Encode(v)
}
