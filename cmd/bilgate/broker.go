package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/twmb/franz-go/pkg/kfake"
)

// brokerCommand runs the embedded broker. It is for demonstration only: it speaks Kafka's protocol, but
// it is not durable as Apache Kafka is.
func brokerCommand() *cobra.Command {
	var listen, dir string
	cmd := &cobra.Command{
		Use:   "broker --dir DIR",
		Short: "Run the embedded broker (demonstration only, loopback only)",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runBroker(cmd.Context(), listen, dir)
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:0", "loopback address")
	cmd.Flags().StringVar(&dir, "dir", "", "data directory")
	cmd.MarkFlagRequired("dir")
	return cmd
}

func runBroker(ctx context.Context, listen, dir string) error {
	number, err := brokerPort(listen)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return away("data directory of the broker: %v", err)
	}
	release, err := lockDir(dir)
	if err != nil {
		return err
	}
	defer release()
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.Ports(number), kfake.DataDir(filepath.Join(dir, "log")), kfake.SyncWrites())
	if errors.Is(err, syscall.EADDRINUSE) {
		return portInUse(listen)
	}
	if err != nil {
		return away("embedded broker on %s: %v", listen, err)
	}
	defer cluster.Close()
	slog.Info("embedded broker, for demonstration only", "address", cluster.ListenAddrs()[0])
	<-ctx.Done()
	return nil
}

// brokerPort is the port of an address that the embedded broker can listen on.
func brokerPort(address string) (int, error) {
	host, port, err := net.SplitHostPort(address)
	number, notPort := strconv.ParseUint(port, 10, 16)
	if err != nil || notPort != nil || host != "127.0.0.1" {
		return 0, badInput("the embedded broker listens on 127.0.0.1 only: %q is not 127.0.0.1:PORT", address)
	}
	return int(number), nil
}

// lockDir makes sure that a data directory belongs to this process alone.
func lockDir(dir string) (release func(), err error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, away("data directory: %v", err)
	}
	if err := flock(f); err != nil {
		f.Close()
		return nil, away("%s belongs to another running bilgate: stop it, or name another directory", dir)
	}
	return func() { f.Close() }, nil
}
