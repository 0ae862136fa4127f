package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"bilgate/gateway/register"
)

func recordsCommand() *cobra.Command {
	return group("records", "Look at the register's records",
		recordsListCommand(), recordsShowCommand())
}

func recordsListCommand() *cobra.Command {
	var t target
	var kind, after, iin, card, specimen string
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List records, or find a person's by IIN, card number or specimen",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var found []register.Summary
			var err error
			key, value := lookup(iin, card, specimen)
			if key == "iin" && !checkIIN(value).Valid {
				return badInput("--iin: this is no IIN: %s; `bilgate iin` says more", checkIIN(value).Reason)
			}
			if key != "" {
				err = t.call(cmd.Context(), http.MethodPost, "/v1/records/find", map[string]string{"key": key, "value": value}, &found)
			} else {
				q := url.Values{"kind": {kind}, "after": {after}, "limit": {fmt.Sprint(limit)}}
				err = t.call(cmd.Context(), http.MethodGet, "/v1/records?"+q.Encode(), nil, &found)
			}
			if err != nil {
				return err
			}
			showRecords(cmd, found, asJSON)
			return nil
		},
	}
	t.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&kind, "kind", "", "canonical kind, such as person")
	f.StringVar(&after, "after", "", "go on after this record id")
	f.IntVar(&limit, "limit", 100, "at most so many")
	f.StringVar(&iin, "iin", "", "records of the person with this IIN")
	f.StringVar(&card, "card", "", "records with this card number")
	f.StringVar(&specimen, "specimen", "", "records with this specimen")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	cmd.MarkFlagsMutuallyExclusive("iin", "card", "specimen")
	return cmd
}

func lookup(iin, card, specimen string) (key, value string) {
	switch {
	case iin != "":
		return "iin", iin
	case card != "":
		return "card", card
	case specimen != "":
		return "specimen", specimen
	}
	return "", ""
}

func showRecords(cmd *cobra.Command, found []register.Summary, asJSON bool) {
	if asJSON {
		printJSON(cmd, found)
		return
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "record\tkind\tfeed\tversion\t")
	for _, r := range found {
		note := ""
		if r.Op == "retract" {
			note = "withdrawn"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", r.ID, r.Kind, r.Feed, r.Version, note)
	}
	w.Flush()
}

func recordsShowCommand() *cobra.Command {
	var t target
	var reveal, asJSON bool
	cmd := &cobra.Command{
		Use:   "show RECORD",
		Short: "Show every version of a record and its whole journey",
		Long:  "Shows every version of a record, from the agency's message to the subsystems' answers. Values are masked unless\n--reveal; the look is in the audit log either way.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var versions []register.Version
			path := fmt.Sprintf("/v1/records/%s?reveal=%t", url.PathEscape(args[0]), reveal)
			if asJSON {
				body, err := t.raw(cmd.Context(), http.MethodGet, path, nil)
				if err == nil {
					_, err = cmd.OutOrStdout().Write(body)
				}
				return err
			}
			if err := t.call(cmd.Context(), http.MethodGet, path, nil, &versions); err != nil {
				return err
			}
			for _, v := range versions {
				showVersion(cmd.OutOrStdout(), v, reveal)
			}
			return nil
		},
	}
	t.flags(cmd)
	cmd.Flags().BoolVar(&reveal, "reveal", false, "show values")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

const clock = "2006-01-02 15:04:05.000 MST"

func showVersion(w io.Writer, v register.Version, reveal bool) {
	src := v.Canonical.Source
	fmt.Fprintf(w, "version %d, %s", v.Version, v.State)
	if v.SupersededBy != 0 {
		fmt.Fprintf(w, " by %d", v.SupersededBy)
	}
	fmt.Fprintf(w, "\n  %s  received    message %s of %s, part %d of %d\n", v.ReceivedAt.Format(clock), src.MessageID, src.Feed, src.Part, src.Parts)
	fmt.Fprintf(w, "  %*s  raw         %s partition %d offset %d, SHA-256 %.16s…\n", len(clock), "", src.Topic, src.Partition, src.Offset, src.SHA256)
	fmt.Fprintf(w, "  %*s  translated  %s version %d (%.12s)\n", len(clock), "", v.Canonical.Mapping.Name, v.Canonical.Mapping.Version, v.Canonical.Mapping.Hash)
	fmt.Fprintf(w, "  %s  registered  %s, order %d.%d\n", v.RegisteredAt.Format(clock), v.Op, v.Order.Major, v.Order.Minor)
	for _, d := range v.Deliveries {
		showDelivery(w, d)
	}
	for _, f := range v.Canonical.Findings {
		fmt.Fprintf(w, "  finding %s %s %s: %s\n", f.Grade, f.Code, f.Field, f.Message)
	}
	if reveal && len(v.Canonical.Data) > 0 {
		fmt.Fprintf(w, "  %s\n", v.Canonical.Data)
	}
	fmt.Fprintln(w)
}

func showDelivery(w io.Writer, d register.DeliveryOutcome) {
	at := strings.Repeat(" ", len(clock))
	if d.EndedAt != nil {
		at = d.EndedAt.Format(clock)
	}
	fmt.Fprintf(w, "  %s  %-11s %s %s", at, d.Subsystem, d.Op, d.State)
	if d.Attempts > 1 {
		fmt.Fprintf(w, " after %d attempts", d.Attempts)
	}
	if d.Reason != "" {
		fmt.Fprintf(w, ", %s", d.Reason)
	}
	if d.Digest != "" {
		fmt.Fprintf(w, ", digest %.16s…", d.Digest)
	}
	fmt.Fprintln(w)
}
