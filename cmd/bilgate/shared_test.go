package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// shared is a demo that many tests look at; each brings records of its own. It ends with the test binary, in
// whatever way that ends, as a child of the demo does.
var shared sharedDemo

type sharedDemo struct {
	once sync.Once
	demo Demo
	line strings.Builder // what demo --json printed
	err  error

	cmd   *exec.Cmd
	stdin io.Closer
}

// demo starts the shared demo with the first test that needs it.
func demo(t *testing.T) Demo {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a whole demo")
	}
	shared.once.Do(func() { shared.err = shared.start() })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.demo
}

func (s *sharedDemo) start() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	s.cmd = exec.Command(self, "demo", "--json")
	s.cmd.Env = append(os.Environ(), asCommand+"=1", childMark+"=1")
	var log bytes.Buffer
	s.cmd.Stderr = &log
	if s.stdin, err = s.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := s.cmd.StdoutPipe()
	if err == nil {
		err = s.cmd.Start()
	}
	if err != nil {
		return err
	}
	if err := json.NewDecoder(io.TeeReader(out, &s.line)).Decode(&s.demo); err != nil {
		return errors.Join(err, s.cmd.Wait(), errors.New(log.String()))
	}
	return nil
}

func (s *sharedDemo) stop() {
	if s.cmd == nil || s.cmd.Process == nil {
		return
	}
	s.cmd.Process.Signal(syscall.SIGTERM)
	if err := s.cmd.Wait(); err != nil {
		fmt.Fprintln(os.Stderr, "the shared demo ended with", err)
	}
}

// settled waits until nothing moves in the shared demo, and the books balance.
func settled(t *testing.T, d Demo) {
	t.Helper()
	must(t, "status", "--check", "--to", d.API)
}

// send sends a text as one batch.
func send(t *testing.T, d Demo, feed, name, text string, more ...string) result {
	t.Helper()
	file := t.TempDir() + "/" + name
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return bilgate(t, append([]string{"send", "--to", d.API, "--feed", feed, "--json", file}, more...)...)
}

// get asks a subsystem; the body of an answer other than 200 is nil.
func get(t *testing.T, address string) (int, []byte) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		body = nil
	}
	return res.StatusCode, body
}

// put sends JSON that has to be taken.
func put(t *testing.T, address, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("PUT %s %s: %s", address, body, res.Status)
	}
}
