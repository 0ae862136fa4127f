package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"bilgate/gateway/register"
	"bilgate/gateway/store"
	"bilgate/mapping"
)

func serveCommand() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "serve --config FILE",
		Short: "Run the gateway",
		Long: "Run the gateway's roles as the configuration says. While Kafka, the database or the object store is away,\n" +
			"serve keeps trying and says so, and agencies get 503 with Retry-After.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := checked(file)
			if err != nil {
				return err
			}
			return serve(cmd.Context(), c)
		},
	}
	cmd.Flags().StringVar(&file, "config", "bilgate.yaml", "configuration file")
	return cmd
}

// checked reads a configuration and says every fault in it.
func checked(file string) (Config, error) {
	c, faults := readConfig(file)
	if len(faults) == 0 {
		return c, nil
	}
	for _, f := range faults {
		fmt.Fprintln(os.Stderr, f)
	}
	return c, badInput("the configuration is not in order: %d to mend in %s", len(faults), file)
}

// serve listens at once, and answers 503 until everything behind it is there.
func serve(ctx context.Context, c Config) error {
	listener, err := listenOn(c.Listen)
	if err != nil {
		return err
	}
	var handler atomic.Pointer[http.Handler]
	setHandler(&handler, http.HandlerFunc(notReady))
	server := &http.Server{
		Handler:           http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*handler.Load()).ServeHTTP(w, r) }),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	group.Go(func() error { return supervise(ctx, c, &handler) })
	group.Go(func() error { return shutdown(ctx, server) })
	return group.Wait()
}

// shutdown lets requests under way finish, then closes.
func shutdown(ctx context.Context, server *http.Server) error {
	<-ctx.Done()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(end); err != nil {
		return server.Close()
	}
	return nil
}

// supervise assembles the house and runs it, again after a temporary failure.
func supervise(ctx context.Context, c Config, handler *atomic.Pointer[http.Handler]) error {
	for wait := 250 * time.Millisecond; ; wait = min(2*wait, 10*time.Second) {
		err := runHouse(ctx, c, handler)
		setHandler(handler, http.HandlerFunc(notReady))
		if ctx.Err() != nil || err == nil {
			return nil
		}
		if !worthTrying(err) {
			return final(err)
		}
		slog.Warn("not ready, trying again", "in", wait, "error", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

func runHouse(ctx context.Context, c Config, handler *atomic.Pointer[http.Handler]) error {
	h, err := assemble(ctx, c)
	if err != nil {
		return err
	}
	defer h.close()
	start, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := h.gateway.Prepare(start); err != nil {
		return err
	}
	if slices.Contains(c.Roles, roleAPI) {
		setHandler(handler, h.handler())
	}
	slog.Info("ready", "listen", c.Listen, "roles", c.Roles)
	return h.run(ctx)
}

// worthTrying says whether a start that failed may succeed later.
func worthTrying(err error) bool {
	var e *exit
	return !errors.As(err, &e) && !errors.Is(err, store.ErrInUse) && !errors.Is(err, store.ErrNewer) && (temporary(err) || errors.Is(err, context.DeadlineExceeded))
}

// final gives an error that no waiting mends its exit code.
func final(err error) error {
	var e *exit
	var problems mapping.Problems
	var other *register.OtherTopic
	switch {
	case errors.As(err, &e):
		return err
	case errors.As(err, &problems):
		return &exit{wrongInput, err}
	case errors.As(err, &other), errors.Is(err, register.ErrOtherKeys), errors.Is(err, store.ErrInUse), errors.Is(err, store.ErrNewer):
		return &exit{surroundings, err}
	}
	return err
}

func setHandler(p *atomic.Pointer[http.Handler], h http.Handler) { p.Store(&h) }

func notReady(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Retry-After", "2")
	w.WriteHeader(http.StatusServiceUnavailable)
	fmt.Fprintln(w, `{"type":"about:blank","title":"Service Unavailable","status":503,"code":"away","detail":"the gateway's Kafka, database or object store is away: send the same batch again later"}`)
}

func checkCommand() *cobra.Command {
	var file string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check --config FILE",
		Short: "Find every fault of a configuration",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, faults := readConfig(file)
			if asJSON {
				printJSON(cmd, append([]Fault{}, faults...))
			} else {
				for _, f := range faults {
					fmt.Fprintln(cmd.OutOrStdout(), f)
				}
			}
			if len(faults) > 0 {
				return &exit{wrongInput, errSaid}
			}
			if !asJSON {
				fmt.Fprintln(cmd.OutOrStdout(), file, "is in order")
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&file, "config", "bilgate.yaml", "configuration file")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print faults as JSON")
	return cmd
}
