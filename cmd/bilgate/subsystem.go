package main

import (
	"errors"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	fingerprint "bilgate/connectors/fingerprint/reference"
	genomic "bilgate/connectors/genomic/reference"
)

// subsystemCommand runs a reference subsystem: it really stores, answers and lists, and can be told to misbehave.
func subsystemCommand() *cobra.Command {
	return group("subsystem", "Run a reference subsystem (for demonstration and tests)",
		referenceCommand("fingerprint", func(dir string) (referenceServer, error) { return fingerprint.Open(dir) }),
		referenceCommand("genomic", func(dir string) (referenceServer, error) { return genomic.Open(dir) }))
}

type referenceServer interface {
	http.Handler
	Close() error
}

func referenceCommand(name string, open func(dir string) (referenceServer, error)) *cobra.Command {
	var listen, dir string
	cmd := &cobra.Command{
		Use:   name + " --dir DIR",
		Short: "Run the reference " + name + " subsystem",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := os.MkdirAll(dir, 0o700); err != nil {
				return away("data directory: %v", err)
			}
			s, err := open(dir)
			if err != nil {
				return away("%v", err)
			}
			defer s.Close()
			l, err := listenOn(listen)
			if err != nil {
				return err
			}
			slog.Info("reference subsystem", "name", name, "address", l.Addr().String())
			server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
			go shutdown(cmd.Context(), server)
			if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:0", "address")
	cmd.Flags().StringVar(&dir, "dir", "", "data directory")
	cmd.MarkFlagRequired("dir")
	return cmd
}
