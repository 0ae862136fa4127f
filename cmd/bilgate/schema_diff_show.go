package main

import (
	"fmt"
	"io"
	"strings"

	"bilgate/mapping/canon"
)

func showComparison(w io.Writer, c canon.Comparison) {
	fmt.Fprintf(w, "%s: version %d to %d\n", c.Kind, c.From, c.To)
	for _, d := range c.Differences {
		fmt.Fprintf(w, "\n%s: %s\n", pathOrKind(d.Path), whatChanged(d))
		showBreaks(w, d.Breaks)
	}
	if len(c.Differences) == 0 {
		fmt.Fprintln(w, "\nno difference")
	}
	if len(c.Mappings) > 0 {
		fmt.Fprintln(w, "\nmappings that do not compile against it")
		showBreaks(w, c.Mappings)
	}
	if c.Breaks() {
		fmt.Fprintln(w, "\nbreaks readers: yes; the version must go up")
		return
	}
	fmt.Fprintln(w, "\nbreaks readers: no")
}

func pathOrKind(path string) string {
	if path == "" {
		return "the kind"
	}
	return path
}

func whatChanged(d canon.Difference) string {
	switch d.What {
	case canon.Added:
		return "added, " + d.To
	case canon.Removed:
		return "removed, was " + d.From
	}
	text := fmt.Sprintf("%s changed", d.What)
	if d.From != d.To {
		text += fmt.Sprintf(" from %q to %q", d.From, d.To)
	}
	if len(d.Gained) > 0 {
		text += "; added " + strings.Join(d.Gained, ", ")
	}
	if len(d.Lost) > 0 {
		text += "; removed " + strings.Join(d.Lost, ", ")
	}
	return text
}

func showBreaks(w io.Writer, breaks []canon.Break) {
	for _, b := range breaks {
		fmt.Fprintf(w, "    breaks %s: %s\n", b.Reader, b.Why)
	}
	if len(breaks) == 0 {
		fmt.Fprintln(w, "    breaks nobody")
	}
}
