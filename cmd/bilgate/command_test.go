package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"bilgate/gateway/register"
)

// asCommand makes the test binary behave as bilgate, so that tests drive the real command in processes of its own.
const asCommand = "BILGATE_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		return
	}
	code := m.Run()
	shared.stop()
	os.Exit(code)
}

// command prepares a run of bilgate.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) } // so that a demo ends its children first
	cmd.WaitDelay = 20 * time.Second
	cmd.Env = append(os.Environ(), asCommand+"=1")
	return cmd
}

// result is what a run of bilgate said.
type result struct {
	code           int
	stdout, stderr string
}

// bilgate runs a command to its end.
func bilgate(t *testing.T, args ...string) result {
	t.Helper()
	cmd := command(t, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// must runs a command that has to succeed, and returns what it printed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	r := bilgate(t, args...)
	if r.code != 0 {
		t.Fatalf("bilgate %s: exit %d\n%s%s", strings.Join(args, " "), r.code, r.stdout, r.stderr)
	}
	return r.stdout
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decodeJSON[T any](t *testing.T, text string) (out T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatalf("%v in %.300s", err, text)
	}
	return out
}

// start runs a command until the test ends; it is asked to end, and its output stands in the test's log if the test fails.
func start(t *testing.T, name string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := command(t, args...)
	log, err := os.Create(filepath.Join(t.TempDir(), name+".log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		cmd.Wait()
		if body, _ := os.ReadFile(log.Name()); t.Failed() && len(body) > 0 {
			t.Logf("%s:\n%s", name, body[max(0, len(body)-8000):])
		}
		log.Close()
	})
	return cmd
}

// startDemo starts a demo and waits until it is ready.
func startDemo(t *testing.T, dir string) Demo {
	t.Helper()
	begun := time.Now()
	start(t, "demo", "demo", "--json", "--dir", dir)
	for time.Since(begun) < time.Minute {
		body, err := os.ReadFile(filepath.Join(dir, "demo.json"))
		var d Demo
		if err == nil && json.Unmarshal(body, &d) == nil && healthy(t.Context(), d.API+"/v1/health") == nil {
			t.Logf("demo ready after %v", time.Since(begun).Round(time.Millisecond))
			return d
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the demo did not become ready")
	return Demo{}
}

// at waits until the gateway has registered so many messages; a gateway that does not answer is waited for.
func at(t *testing.T, to string, mark int64) {
	t.Helper()
	for begun := time.Now(); time.Since(begun) < 3*time.Minute; time.Sleep(50 * time.Millisecond) {
		r := bilgate(t, "status", "--json", "--to", to)
		if r.code != 0 {
			continue
		}
		if s := decodeJSON[register.Status](t, r.stdout); s.Received-s.Waiting >= mark {
			return
		}
	}
	t.Fatalf("%d messages were not reached", mark)
}
