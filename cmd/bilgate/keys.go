package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"bilgate/gateway/vault"
)

func keysCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "keys", Short: "Make the keys that bodies, images and profiles are sealed with"}
	cmd.AddCommand(&cobra.Command{
		Use:   "create FILE",
		Short: "Make a key file, once for an installation",
		Long: "Makes a key file of mode 0600 with fresh random keys. Every process of an installation uses the same file.\n" +
			"Keep a copy apart: without it nothing in the register, on Kafka or in the object store can be read.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := os.Lstat(args[0]); !errors.Is(err, fs.ErrNotExist) {
				return badInput("%s is there already: a key file is never written over", args[0])
			}
			if _, err := vault.Create(args[0]); err != nil {
				return away("%v", err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is made; keep a copy apart\n", args[0])
			return nil
		},
	})
	return cmd
}
