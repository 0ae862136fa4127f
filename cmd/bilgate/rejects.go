package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"bilgate/gateway/register"
	"bilgate/mapping"
)

func rejectsCommand() *cobra.Command {
	return group("rejects", "Look at what was wrong with records, and replay them",
		rejectsListCommand(), rejectsShowCommand(), rejectsReplayCommand())
}

// rejectQuery is the API's query of the same parameters.
type rejectQuery struct {
	target
	feed, state, message string
	limit                int
	asJSON               bool
}

func (q *rejectQuery) fetch(cmd *cobra.Command) ([]register.Reject, error) {
	v := url.Values{"feed": {q.feed}, "state": {q.state}, "message_id": {q.message}, "limit": {fmt.Sprint(q.limit)}}
	var out []register.Reject
	err := q.call(cmd.Context(), http.MethodGet, "/v1/rejects?"+v.Encode(), nil, &out)
	return out, err
}

func rejectsListCommand() *cobra.Command {
	var q rejectQuery
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List rejects",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			found, err := q.fetch(cmd)
			if err != nil {
				return err
			}
			if q.asJSON {
				printJSON(cmd, found)
				return nil
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "feed\tmessage\tpart\tstate\tcode\tfield")
			for _, r := range found {
				for _, e := range errorsOf(r) {
					fmt.Fprintf(w, "%s\t%s\t%d/%d\t%s\t%s\t%s\n", r.Feed, r.MessageID, r.Part, r.Parts, r.State, e.Code, e.Field)
				}
			}
			return w.Flush()
		},
	}
	q.target.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&q.feed, "feed", "", "only this feed")
	f.StringVar(&q.state, "state", "open", `"open", "mended", or "" for both`)
	f.IntVar(&q.limit, "limit", 1000, "at most so many")
	f.BoolVar(&q.asJSON, "json", false, "print JSON")
	return cmd
}

func errorsOf(r register.Reject) []mapping.Error {
	var out []mapping.Error
	json.Unmarshal(r.Errors, &out) // written by us; a fault shows as no lines
	return out
}

func rejectsShowCommand() *cobra.Command {
	q := rejectQuery{limit: 1000}
	cmd := &cobra.Command{
		Use:   "show MESSAGE --feed F",
		Short: "Show what was wrong with one message",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q.message = args[0]
			found, err := q.fetch(cmd)
			if err != nil {
				return err
			}
			if len(found) == 0 {
				return badInput("feed %s has no reject of a message with this id: `bilgate rejects list --feed %s --state \"\"`", q.feed, q.feed)
			}
			if q.asJSON {
				printJSON(cmd, found)
				return nil
			}
			for _, r := range found {
				showReject(cmd.OutOrStdout(), r)
			}
			return nil
		},
	}
	q.target.flags(cmd)
	cmd.Flags().StringVar(&q.feed, "feed", "", "the message's feed")
	cmd.MarkFlagRequired("feed")
	cmd.Flags().BoolVar(&q.asJSON, "json", false, "print JSON")
	return cmd
}

func showReject(w io.Writer, r register.Reject) {
	fmt.Fprintf(w, "%s  message %s, part %d of %d, %s since %s\n", r.Feed, r.MessageID, r.Part, r.Parts, r.State, r.At.Format(clock))
	for _, e := range errorsOf(r) {
		fmt.Fprintf(w, "  %s", e.Code)
		if e.Field != "" {
			fmt.Fprintf(w, ": field %s", e.Field)
		}
		if e.Class != "" {
			fmt.Fprintf(w, ", a value of class %s", e.Class)
		}
		if e.Rule.Line > 0 {
			fmt.Fprintf(w, "; rule %s:%d:%d", e.Rule.File, e.Rule.Line, e.Rule.Column)
		}
		fmt.Fprintln(w)
	}
	if r.State == "open" {
		fmt.Fprintf(w, "  The message is kept. Mend the mapping (`bilgate map publish`), then `bilgate rejects replay --feed %s --message %s`,\n  or let the agency send a corrected message.\n", r.Feed, r.MessageID)
	}
}

func rejectsReplayCommand() *cobra.Command {
	var t target
	var feed, message string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "replay [--feed F [--message ID]]",
		Short: "Give open rejects another try under the mapping that holds now",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var out map[string]int
			err := t.call(cmd.Context(), http.MethodPost, "/v1/rejects/replay", map[string]string{"feed": feed, "message_id": message}, &out)
			if err != nil {
				return err
			}
			if asJSON {
				printJSON(cmd, out)
			} else {
				fmt.Fprintf(cmd.OutOrStdout(), "%d messages replayed; `bilgate status` shows what became of them\n", out["replayed"])
			}
			return nil
		},
	}
	t.flags(cmd)
	cmd.Flags().StringVar(&feed, "feed", "", "only this feed")
	cmd.Flags().StringVar(&message, "message", "", "only this message")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
