package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"bilgate/mapping/canon"
)

// exporters write a kind's schema in each format.
var exporters = map[string]func(*canon.Kind) ([]byte, error){
	"json-schema": (*canon.Kind).JSONSchema,
	"arrow":       func(k *canon.Kind) ([]byte, error) { return []byte(k.Arrow().String()), nil },
	"avro":        (*canon.Kind).AvroSchema,
}

func schemaExportCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "export KIND", Short: "Write a kind's schema to standard output", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			k, err := kindNamed(args[0])
			if err != nil {
				return err
			}
			export, ok := exporters[format]
			if !ok {
				return badInput("there is no format %q: json-schema, arrow, avro", format)
			}
			text, err := export(k)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s\n", bytes.TrimRight(text, "\n"))
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "json-schema", "json-schema, arrow or avro")
	return cmd
}
