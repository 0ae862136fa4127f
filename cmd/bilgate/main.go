// Command bilgate is the data integration gateway of the biometric register BIL: one binary, one file a
// verb. main reads configuration, wires and waits; what it wires lives in the packages.
//
// Exit codes: 0 done, 1 failed, 2 the input or the configuration is wrong, 3 the surroundings are wrong.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// exit is an error with an exit code of its own.
type exit struct {
	code int
	err  error
}

func (e *exit) Error() string { return e.err.Error() }
func (e *exit) Unwrap() error { return e.err }

// Exit codes.
const (
	failed       = 1
	wrongInput   = 2
	surroundings = 3
)

func badInput(format string, args ...any) error {
	return &exit{wrongInput, fmt.Errorf(format, args...)}
}

func away(format string, args ...any) error {
	return &exit{surroundings, fmt.Errorf(format, args...)}
}

// errSaid ends a command whose output has said everything.
var errSaid = errors.New("")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	cmd, err := root().ExecuteContextC(withParent(ctx))
	stop()
	os.Exit(code(cmd, err))
}

// code says what went wrong and is its exit code. An error that no verb gave (see coded) is wrong usage.
func code(cmd *cobra.Command, err error) int {
	if err == nil {
		return 0
	}
	e := &exit{code: wrongInput}
	if !errors.As(err, &e) {
		err = fmt.Errorf("%w; `%s --help` shows how it is used", err, cmd.CommandPath())
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(os.Stderr, "bilgate:", text)
	}
	return e.code
}

func root() *cobra.Command {
	cmd := group("bilgate", "Data integration gateway of the biometric register BIL",
		demoCommand(), serveCommand(), checkCommand(), brokerCommand(), subsystemCommand(),
		sendCommand(), statusCommand(), recordsCommand(), rejectsCommand(), jobsCommand(), extractCommand(),
		mapCommand(), inspectCommand(), schemaCommand(), iinCommand(), keysCommand(), benchCommand(), versionCommand())
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	cmd.InitDefaultCompletionCmd()
	for _, c := range cmd.Commands() {
		if c.Name() == "completion" {
			asGroup(c)
		}
	}
	coded(cmd)
	return cmd
}

// group is a command that only holds others.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short}
	cmd.AddCommand(commands...)
	asGroup(cmd)
	return cmd
}

// asGroup makes a command that only holds others show its help, and refuse a word that names none of them.
func asGroup(cmd *cobra.Command) {
	cmd.Args, cmd.FParseErrWhitelist.UnknownFlags = cobra.ArbitraryArgs, true
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		if len(words) == 0 {
			return cmd.Help()
		}
		var names []string
		for _, c := range cmd.Commands() {
			names = append(names, c.Name())
		}
		hint := "choose one of " + strings.Join(names, ", ")
		if near := cmd.SuggestionsFor(words[0]); len(near) > 0 {
			hint = "did you mean " + strings.Join(near, " or ") + "?"
		}
		return badInput("there is no command `%s %s`: %s", cmd.CommandPath(), words[0], hint)
	}
}

// coded gives every error of a verb an exit code of its own, so that an error without one is wrong usage.
func coded(cmd *cobra.Command) {
	if run := cmd.RunE; run != nil {
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			err := run(cmd, args)
			if e := (*exit)(nil); err == nil || errors.As(err, &e) {
				return err
			}
			return &exit{failed, err}
		}
	}
	for _, c := range cmd.Commands() {
		coded(c)
	}
}
