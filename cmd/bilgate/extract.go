package main

import (
	"fmt"
	"net/http"
	"os"

	"github.com/spf13/cobra"
)

func extractCommand() *cobra.Command {
	var t target
	var person, out, purpose string
	cmd := &cobra.Command{
		Use:   "extract --person IIN --out FILE",
		Short: "Print a person's extract as PDF",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			pdf, err := t.raw(cmd.Context(), http.MethodPost, "/v1/extracts", map[string]string{"iin": person, "purpose": purpose})
			if err != nil {
				return err
			}
			if err := os.WriteFile(out, pdf, 0o600); err != nil {
				return away("%v", err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %d bytes; the access is in the audit log\n", out, len(pdf))
			return nil
		},
	}
	t.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&person, "person", "", "the person's IIN")
	f.StringVar(&out, "out", "", "PDF file to write")
	f.StringVar(&purpose, "purpose", "citizen's request", "legal basis, for the audit log")
	cmd.MarkFlagRequired("person")
	cmd.MarkFlagRequired("out")
	return cmd
}
