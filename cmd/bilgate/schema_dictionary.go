package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"bilgate/mapping/canon"
)

func schemaDictionaryCommand() *cobra.Command {
	var lang, format string
	cmd := &cobra.Command{
		Use: "dictionary [KIND]", Short: "Write the data dictionary of all kinds, or of one, to standard output", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			kinds := canon.Kinds()
			if len(args) == 1 {
				k, err := kindNamed(args[0])
				if err != nil {
					return err
				}
				kinds = []*canon.Kind{k}
			}
			if !slices.Contains(canon.Langs, canon.Lang(lang)) {
				return badInput("there is no language %q: kk, ru, en", lang)
			}
			if !slices.Contains(canon.DictionaryFormats, format) {
				return badInput("there is no format %q: %s", format, strings.Join(canon.DictionaryFormats, ", "))
			}
			text, err := canon.Dictionary(kinds, canon.Lang(lang), format)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
	cmd.Flags().StringVar(&lang, "lang", "en", "kk, ru or en")
	cmd.Flags().StringVar(&format, "format", "markdown", "markdown or html")
	return cmd
}
