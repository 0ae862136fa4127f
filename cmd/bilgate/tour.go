package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"bilgate/fixtures"
	"bilgate/gateway/register"
	"bilgate/schedules"
)

// tour walks one record through the whole house: reject, mend, replay, journey, reconcile, extract.
// On a terminal it waits for Enter between the steps.
func tour(ctx context.Context, cmd *cobra.Command, base, dir string) error {
	t := &touring{cmd: cmd, target: target{to: base}, dir: dir}
	for i, step := range []struct {
		title string
		do    func(context.Context) error
	}{
		{"The penitentiary sends 300 records of made-up people", t.send},
		{"One more record, with a word for sex that no code list knows, is rejected", t.reject},
		{"The mapping's code list is mended and published: the feed switches at recorded offsets", t.mend},
		{"The reject is replayed: the kept message gets another try", t.replay},
		{"The record's whole journey", t.journey},
		{"Reconciliation: do register and subsystems agree?", t.reconcile},
		{"The person's extract as PDF", t.extract},
	} {
		fmt.Fprintf(cmd.OutOrStdout(), "\n%d. %s\n\n", i+1, step.title)
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("tour, step %d: %w", i+1, err)
		}
		t.pause()
	}
	fmt.Fprintf(cmd.OutOrStdout(), "\nThat was the tour. `bilgate demo` runs on until you stop it.\n")
	return nil
}

const (
	tourFeed    = fixtures.Inmate
	tourMessage = "tour-1"
	tourWord    = "муж." // how some clerk writes мужской
)

type touring struct {
	target
	cmd    *cobra.Command
	dir    string
	iin    string
	record string
}

func (t *touring) say(format string, args ...any) {
	fmt.Fprintf(t.cmd.OutOrStdout(), "   "+format+"\n", args...)
}

func (t *touring) pause() {
	if isatty.IsTerminal(os.Stdin.Fd()) && isatty.IsTerminal(os.Stdout.Fd()) {
		fmt.Fprint(t.cmd.OutOrStdout(), "\n   (Enter goes on) ")
		fmt.Fscanln(os.Stdin)
	}
}

func (t *touring) push(ctx context.Context, b fixtures.Batch, id string) error {
	set := url.Values{}
	for name, value := range b.Set {
		set.Set("set."+name, value)
	}
	out := outgoing{feed: b.Feed, id: id, format: b.Format, set: set, open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(b.Body)), nil
	}}
	receipt, err := out.post(ctx, t.to)
	if err == nil {
		t.say("receipt %s: %d stored, %d unreadable – all of it durable", receipt.Batch, receipt.Framed, len(receipt.Unreadable))
	}
	return err
}

func (t *touring) send(ctx context.Context) error {
	for n, b := range fixtures.Batches(1, 300, "") {
		if err := t.push(ctx, b, fmt.Sprintf("tour-%d", n)); err != nil {
			return err
		}
	}
	return t.settled(ctx)
}

func (t *touring) settled(ctx context.Context) error {
	s, err := t.settle(ctx, time.Minute)
	if err != nil {
		return err
	}
	if faults := unbalanced(s); len(faults) > 0 {
		return fmt.Errorf("the books do not balance: %v", faults)
	}
	t.say("the books: received %d = duplicate %d + rejected %d + registered %d + unchanged %d", s.Received, s.Duplicate, s.Rejected, s.Registered, s.Unchanged)
	return nil
}

func (t *touring) journey(ctx context.Context) error {
	var found []register.Summary
	if err := t.call(ctx, http.MethodPost, "/v1/records/find", map[string]string{"key": "iin", "value": t.iin}, &found); err != nil {
		return err
	}
	if len(found) == 0 {
		return errors.New("the mended record is not in the register")
	}
	t.record = found[0].ID
	var versions []register.Version
	if err := t.call(ctx, http.MethodGet, "/v1/records/"+t.record, nil, &versions); err != nil {
		return err
	}
	for _, v := range versions {
		showVersion(t.cmd.OutOrStdout(), v, false)
	}
	return nil
}

func (t *touring) reconcile(ctx context.Context) error {
	var run schedules.Run
	if err := t.call(ctx, http.MethodPost, "/v1/jobs/reconcile/run", nil, &run); err != nil {
		return err
	}
	t.say("%s", runLine(run))
	if run.State != schedules.Done || run.Summary["differences"] != 0 {
		return fmt.Errorf("reconciliation ended %s with %d differences", run.State, run.Summary["differences"])
	}
	return nil
}

func (t *touring) extract(ctx context.Context) error {
	pdf, err := t.raw(ctx, http.MethodPost, "/v1/extracts", map[string]string{"iin": t.iin, "purpose": "tour"})
	if err != nil {
		return err
	}
	file := filepath.Join(t.dir, "bilgate-extract.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		return err
	}
	t.say("%s, %d bytes; the access is in the audit log", file, len(pdf))
	return nil
}
