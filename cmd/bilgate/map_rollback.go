package main

import (
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"bilgate/gateway/register"
)

func mapRollbackCommand() *cobra.Command {
	var t target
	var author string
	var version int
	var asJSON bool
	cmd := &cobra.Command{
		Use: "rollback FEED", Short: "Switch a feed back to an earlier mapping, at recorded raw offsets", Args: cobra.ExactArgs(1),
		Long: "Switches a feed back to the mapping that held before the present one, or to --version. What the present mapping\n" +
			"made stays; messages from the printed offsets on are translated by the earlier one.",
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := feedNamed(args[0])
			if err != nil {
				return err
			}
			var p register.Publication
			if err := t.call(cmd.Context(), "POST", "/v1/feeds/"+f.Name+"/rollback", map[string]any{"author": author, "version": version}, &p); err != nil {
				return err
			}
			if asJSON {
				printJSON(cmd, p)
				return nil
			}
			showPublication(cmd, p, "holds again")
			return nil
		},
	}
	t.flags(cmd)
	cmd.Flags().IntVar(&version, "version", 0, "published version to go back to (default: the one before)")
	cmd.Flags().StringVar(&author, "author", os.Getenv("USER"), "who rolls back")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// showPublication says which mapping holds from which offsets on.
func showPublication(cmd *cobra.Command, p register.Publication, verb string) {
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "%s version %d (%.12s) %s\n", p.Mapping.Name, p.Mapping.Version, p.Mapping.Hash, verb)
	for _, s := range p.Switches {
		fmt.Fprintf(w, "  partition %d from raw offset %d on\n", s.Partition, s.From)
	}
}

func mapHistoryCommand() *cobra.Command {
	var t target
	var asJSON bool
	cmd := &cobra.Command{
		Use: "history FEED", Short: "Show which mapping of a feed held from when on, and who switched", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := feedNamed(args[0])
			if err != nil {
				return err
			}
			var history []register.Switched
			if err := t.call(cmd.Context(), "GET", "/v1/feeds/"+f.Name+"/history", nil, &history); err != nil {
				return err
			}
			if asJSON {
				printJSON(cmd, history)
				return nil
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "switched at\tversion\tmapping\tby\tfrom raw offsets")
			for _, h := range history {
				fmt.Fprintf(w, "%s\t%d\t%.12s\t%s\t%s\n", h.At.Local().Format(time.DateTime), h.Version, h.Mapping, h.Author, offsets(h.Switches))
			}
			return w.Flush()
		},
	}
	t.flags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// offsets are the places of a switch: "0:1520 1:1498".
func offsets(switches []register.Switch) string {
	out := ""
	for i, s := range switches {
		if i > 0 {
			out += " "
		}
		out += fmt.Sprintf("%d:%d", s.Partition, s.From)
	}
	return out
}
