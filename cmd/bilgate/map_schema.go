package main

import (
	"github.com/apache/arrow-go/v18/arrow"
	"github.com/spf13/cobra"

	"bilgate/mapping"
	"bilgate/mapping/canon"
)

func mapSchemaCommand() *cobra.Command {
	var feed string
	cmd := &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of mapping files, for editors", Args: cobra.NoArgs, Long: schemaHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			var source *arrow.Schema
			kinds := canon.Kinds()
			if feed != "" {
				f, err := feedNamed(feed)
				if err != nil {
					return err
				}
				kind, _ := canon.Lookup(f.Kind)
				source, kinds = f.Schema, []*canon.Kind{kind}
			}
			text, err := mapping.EditorSchema(source, kinds...)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the files translate: its kind and its source fields (default: any feed, the kind by `to:`)")
	return cmd
}

const schemaHelp = `Prints a JSON Schema (draft 2020-12) for editors with a YAML server: sections and keys, canonical fields with their
labels and the law, code lists, source fields in tests. Expressions are left to "bilgate map lint" and "bilgate map lsp".

  bilgate map schema --feed penitentiary.inmate > inmate.schema.json

The first line of a mapping names the schema beside it:

  # yaml-language-server: $schema=inmate.schema.json`
