package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// supervisor keeps child processes of this binary running: one that dies is started again.
type supervisor struct {
	children []*child
	changed  func() // a process id changed; one call at a time

	telling sync.Mutex
}

// child is one child process. It holds a pipe to its standard input, which closes when this process
// ends in whatever way, so that no child is left behind.
type child struct {
	name   string
	path   string
	args   []string
	log    string
	logged int64 // bytes that stood in the log before

	mu    sync.Mutex
	cmd   *exec.Cmd
	stdin io.Closer
}

// childMark tells a child that it has a parent whose end is its own.
const childMark = "BILGATE_CHILD"

// run starts the children and keeps them until ctx ends, then stops them, last started first. A child that
// says by its exit code that its input is wrong would say so for ever: then all of them are stopped.
func (s *supervisor) run(ctx context.Context) error {
	ctx, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	ends := make([]chan struct{}, len(s.children))
	stops := make([]context.CancelFunc, len(s.children))
	for i, c := range s.children {
		childCtx, stop := context.WithCancel(context.WithoutCancel(ctx))
		ends[i], stops[i] = make(chan struct{}), stop
		go func() {
			defer close(ends[i])
			if err := c.keep(childCtx, s.tell); err != nil {
				giveUp(err)
			}
		}()
	}
	<-ctx.Done()
	for i := len(s.children) - 1; i >= 0; i-- {
		stops[i]()
		<-ends[i]
	}
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// tell says that a process id changed. Children start and die at the same moment.
func (s *supervisor) tell() {
	s.telling.Lock()
	defer s.telling.Unlock()
	s.changed()
}

// keep runs the child until ctx ends, or until it exits with code 2.
func (c *child) keep(ctx context.Context, changed func()) error {
	for pause := 50 * time.Millisecond; ctx.Err() == nil; pause = min(2*pause, 2*time.Second) {
		started := time.Now()
		exited := c.start()
		changed()
		select {
		case <-exited:
			if c.code() == wrongInput {
				return fmt.Errorf("%s gave up", c.name)
			}
			if time.Since(started) > 5*time.Second {
				pause = 50 * time.Millisecond
			}
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
		case <-ctx.Done():
			c.stop(exited)
		}
	}
	return nil
}

// start begins the process; the channel closes when it has ended, at once if it could not begin.
func (c *child) start() <-chan struct{} {
	exited := make(chan struct{})
	cmd := exec.Command(c.path, c.args...)
	cmd.Env = append(os.Environ(), childMark+"=1")
	log, err := os.OpenFile(c.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		defer log.Close()
		cmd.Stdout, cmd.Stderr = log, log
	}
	stdin, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bilgate demo:", c.name, "does not start:", err)
		close(exited)
		return exited
	}
	c.set(cmd, stdin)
	go func() {
		cmd.Wait()
		close(exited)
	}()
	return exited
}

func (c *child) set(cmd *exec.Cmd, stdin io.Closer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cmd, c.stdin = cmd, stdin
}

// stop asks the process to end, and ends it after a while.
func (c *child) stop(exited <-chan struct{}) {
	c.mu.Lock()
	process := c.cmd.Process
	c.mu.Unlock()
	process.Signal(syscall.SIGTERM)
	select {
	case <-exited:
	case <-time.After(15 * time.Second):
		process.Kill()
		<-exited
	}
}

// code is the exit code of the process that has ended.
func (c *child) code() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cmd == nil || c.cmd.ProcessState == nil {
		return failed
	}
	return c.cmd.ProcessState.ExitCode()
}

func (c *child) pid() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cmd == nil || c.cmd.Process == nil {
		return 0
	}
	return c.cmd.Process.Pid
}

// withParent ends the context when the parent's end of standard input closes, if there is a parent.
func withParent(ctx context.Context) context.Context {
	if os.Getenv(childMark) == "" {
		return ctx
	}
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	return ctx
}
