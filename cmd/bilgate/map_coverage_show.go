package main

import (
	"fmt"
	"io"
	"strings"

	"bilgate/mapping"
)

// show prints the report: the shares, then what was never reached.
func (c *coverageRun) show(w io.Writer, r mapping.CoverageReport) {
	c.head(w, r)
	for _, line := range []struct {
		what  string
		share mapping.Share
		verb  string
	}{{"branches", r.BranchShare(), "taken"}, {"targets", r.TargetShare(), "filled"}, {"sources", r.SourceShare(), "read"}} {
		fmt.Fprintf(w, "%-9s %4d of %-4d %-6s %5.1f %%\n", line.what, line.share.Reached, line.share.Of, line.verb, line.share.Percent())
	}
	for _, l := range r.Lists {
		fmt.Fprintf(w, "%-9s %4d of %-4d %-6s %5.1f %%  of %s\n", "rows", l.Reached, l.Rows, "needed", mapping.Share{Reached: l.Reached, Of: l.Rows}.Percent(), l.Name)
	}
	showBranches(w, r.Branches)
	showFieldUse(w, r)
	showRows(w, r.Lists)
	showCodes(w, r.Rejects)
}

func (c *coverageRun) head(w io.Writer, r mapping.CoverageReport) {
	from := "of its tests"
	if c.kept {
		from = "of kept messages"
	}
	if c.files > 0 {
		from = fmt.Sprintf("of %s", counted(c.files, "sample", "samples"))
	}
	fmt.Fprintf(w, "%s version %d: %s %s, %d accepted, %d rejected", r.Mapping.Name, r.Mapping.Version, counted(r.Records, "record", "records"), from, r.Accepted, r.Rejected)
	if r.Skipped > 0 {
		fmt.Fprintf(w, ", %d skipped", r.Skipped)
	}
	if c.lost > 0 {
		fmt.Fprintf(w, "; %d unreadable", c.lost)
	}
	if c.retracted > 0 {
		fmt.Fprintf(w, "; %d withdrawn, which no mapping sees", c.retracted)
	}
	fmt.Fprintln(w)
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func showBranches(w io.Writer, branches []mapping.Branch) {
	title := "\nBranches never taken\n"
	for _, b := range branches {
		if b.Taken == 0 {
			fmt.Fprintf(w, "%s%s\n", title, b)
			title = ""
		}
	}
}

func showFieldUse(w io.Writer, r mapping.CoverageReport) {
	var unread, empty, unassigned, unfilled []string
	for _, s := range r.Sources {
		switch {
		case !s.Read:
			unread = append(unread, s.Path)
		case s.Filled == 0:
			empty = append(empty, s.Path)
		}
	}
	for _, t := range r.Targets {
		switch {
		case !t.Assigned:
			unassigned = append(unassigned, t.Path)
		case t.Filled == 0:
			unfilled = append(unfilled, t.Path)
		}
	}
	showNames(w, "Targets that are assigned and never filled", unfilled)
	showNames(w, "Targets that nothing is assigned to", unassigned)
	showNames(w, "Source fields that no expression reads", unread)
	showNames(w, "Source fields that are read and were never sent", empty)
}

// showNames prints names in lines that fit.
func showNames(w io.Writer, title string, names []string) {
	if len(names) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	for _, line := range wrapped(strings.Join(names, ", "), lineWidth-2) {
		fmt.Fprintf(w, "  %s\n", line)
	}
}

// shownRows is how many rows of a code list a report names; the JSON has them all.
const shownRows = 12

func showRows(w io.Writer, lists []mapping.ListUse) {
	title := "\nRows of code lists never needed\n"
	for _, l := range lists {
		for i, row := range l.Never {
			if i == shownRows {
				fmt.Fprintf(w, "  %s: %d more\n", l.File, len(l.Never)-i)
				break
			}
			fmt.Fprintf(w, "%s  %s:%d  %s  %s\n", title, l.File, row.Line, row.Code, row.Value)
			title = ""
		}
	}
}

func showCodes(w io.Writer, codes []mapping.CodeUse) {
	var never []string
	for _, c := range codes {
		if c.Records == 0 {
			never = append(never, c.Code)
		}
	}
	showNames(w, "Reject codes never given", never)
}
