package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"bilgate/mapping"
)

func mapTestCommand() *cobra.Command {
	var feed, only, junit string
	var asJSON, hostile bool
	cmd := &cobra.Command{
		Use: "test FILE", Short: "Run the tests in a mapping file", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			chosen, err := regexp.Compile(only)
			if err != nil {
				return badInput("--run: %v", err)
			}
			m, p, err := openProgram(cmd, args[0], feed)
			if err != nil {
				return err
			}
			if hostile && junit != "" {
				return badInput("--junit reports the file's own tests: leave it or --hostile out; --json prints the samples")
			}
			if hostile {
				return runHostile(cmd, m, p, chosen, asJSON)
			}
			begun := time.Now()
			results := slices.DeleteFunc(p.Test(), func(r mapping.TestResult) bool { return !chosen.MatchString(r.Name) })
			took := time.Since(begun)
			if only != "" && len(results) == 0 {
				return badInput("--run %q: no test has such a name", only)
			}
			if junit != "" {
				if err := writeJUnit(junit, args[0], p.Ref(), results, begun, took); err != nil {
					return err
				}
			}
			if asJSON {
				printJSON(cmd, append([]mapping.TestResult{}, results...))
			} else {
				showTests(cmd.OutOrStdout(), results)
			}
			if mapping.Passed(results) != nil {
				return errSaid
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&feed, "feed", "", "the feed that the file translates (default: what its line mapping: says)")
	f.StringVar(&only, "run", "", "only the tests, or samples, whose names match this regular expression")
	f.StringVar(&junit, "junit", "", "file to write a JUnit report to")
	f.BoolVar(&hostile, "hostile", false, "run, in place of the tests, samples that mean harm, made from the feed's schema: each must be rejected, skipped or accepted unchanged")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func showTests(w io.Writer, results []mapping.TestResult) {
	failed := 0
	colour := colourful(w)
	for _, r := range results {
		word := colour.good("ok  ")
		if !r.Passed {
			word = colour.bad("FAIL")
			failed++
		}
		fmt.Fprintf(w, "%s  line %d  %s\n", word, r.Line, r.Name)
		showCells(w, r.Cells, colour)
	}
	fmt.Fprintf(w, "%d passed, %d failed\n", len(results)-failed, failed)
}

// showCells prints the fields that differ: what is wanted above what the mapping gave.
func showCells(w io.Writer, cells []mapping.Cell, colour palette) {
	width := 0
	for _, c := range cells {
		width = max(width, utf8.RuneCountInString(c.Path))
	}
	for _, c := range cells {
		name := c.Path + strings.Repeat(" ", width-utf8.RuneCountInString(c.Path))
		fmt.Fprintf(w, "        %s  want %s\n", name, colour.good(c.Want))
		fmt.Fprintf(w, "        %s  got  %s\n", strings.Repeat(" ", width), colour.bad(c.Got))
	}
}

// palette colours words, or leaves them as they are.
type palette bool

// colourful is a palette with colours where a person looks: on a terminal, unless NO_COLOR is set.
func colourful(w io.Writer) palette {
	file, ok := w.(*os.File)
	return palette(ok && os.Getenv("NO_COLOR") == "" && isatty.IsTerminal(file.Fd()))
}

func (p palette) good(text string) string { return p.painted(text, "32") }
func (p palette) bad(text string) string  { return p.painted(text, "31") }

func (p palette) painted(text, code string) string {
	if !p {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
