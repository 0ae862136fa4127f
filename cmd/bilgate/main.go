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
	err := root().ExecuteContext(withParent(ctx))
	stop()
	os.Exit(code(err))
}

func code(err error) int {
	if err == nil {
		return 0
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(os.Stderr, "bilgate:", text)
	}
	var e *exit
	if errors.As(err, &e) {
		return e.code
	}
	return failed
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:           "bilgate",
		Short:         "Data integration gateway of the biometric register BIL",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return badInput("%v; `--help` lists the flags", err) })
	cmd.AddCommand(demoCommand(), serveCommand(), checkCommand(), brokerCommand(), subsystemCommand(),
		sendCommand(), statusCommand(), recordsCommand(), rejectsCommand(), jobsCommand(), extractCommand(),
		mapCommand(), schemaCommand(), iinCommand(), versionCommand())
	return cmd
}
