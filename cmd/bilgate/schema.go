package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"bilgate/mapping/canon"
)

func schemaCommand() *cobra.Command {
	return group("schema", "Show, export, document and compare the canonical schema",
		schemaShowCommand(), schemaExportCommand(), schemaDictionaryCommand(), schemaDiffCommand(), schemaAsyncAPICommand())
}

func kindNames() string {
	var names []string
	for _, k := range canon.Kinds() {
		names = append(names, k.Name)
	}
	return strings.Join(names, ", ")
}

func kindNamed(name string) (*canon.Kind, error) {
	k, ok := canon.Lookup(name)
	if !ok {
		return nil, badInput("there is no kind %q: %s", name, kindNames())
	}
	return k, nil
}

func schemaShowCommand() *cobra.Command {
	return &cobra.Command{
		Use: "show [KIND]", Short: "Show kinds, or the fields of one", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			w := cmd.OutOrStdout()
			if len(args) == 0 {
				for _, k := range canon.Kinds() {
					fmt.Fprintf(w, "%-26s %s; feeds %s\n", k.Name, k.Labels["en"], strings.Join(k.Feeds, ", "))
				}
				return nil
			}
			k, err := kindNamed(args[0])
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%s version %d – %s / %s / %s\n\n", k.Name, k.Version, k.Labels["kk"], k.Labels["ru"], k.Labels["en"])
			showFields(w, k.Fields)
			return nil
		},
	}
}

func showFields(w io.Writer, fields []*canon.Field) {
	for _, f := range fields {
		required := ""
		if f.Required {
			required = ", required"
		}
		codes := ""
		if f.Codes != "" {
			codes = ", codes " + f.Codes
		}
		fmt.Fprintf(w, "%-36s %s%s%s, %s\n", f.Path, f.Type, required, codes, f.Sensitivity)
		fmt.Fprintf(w, "    %s / %s / %s  [%s]\n", f.Labels["kk"], f.Labels["ru"], f.Labels["en"], f.Source)
		showFields(w, f.Fields)
	}
}
