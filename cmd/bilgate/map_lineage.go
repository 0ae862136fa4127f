package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"bilgate/mapping"
	"bilgate/mapping/canon"
)

func mapLineageCommand() *cobra.Command {
	var feed, field, lang string
	var asJSON, asSVG bool
	cmd := &cobra.Command{
		Use:   "lineage FILE",
		Short: "Show for each canonical field which source fields it is made of, how, and where the extract prints it",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains([]string{"kk", "ru", "en"}, lang) {
				return badInput("--lang %q: kk, ru or en belongs here", lang)
			}
			m, p, err := openProgram(cmd, args[0], feed)
			if err != nil {
				return err
			}
			lines := p.Lineage()
			if field != "" {
				if lines, err = lineageOf(m, p, lines, field); err != nil {
					return err
				}
			}
			switch {
			case asJSON:
				printJSON(cmd, lines)
			case asSVG:
				drawLineage(cmd.OutOrStdout(), p.Ref(), m.feed.Kind, lines, canon.Lang(lang))
			default:
				showLineage(cmd.OutOrStdout(), lines, canon.Lang(lang))
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&field, "field", "", "only what becomes of this source field, or what makes this canonical field")
	f.StringVar(&lang, "lang", "en", "language of the extract's lines: kk, ru or en")
	f.StringVar(&feed, "feed", "", "the feed that the file translates (default: what its line mapping: says)")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	f.BoolVar(&asSVG, "svg", false, "print a drawing as SVG")
	cmd.MarkFlagsMutuallyExclusive("json", "svg")
	return cmd
}

// lineageOf are the lines that a field is a target or a source of. A list or a record stands for its parts.
func lineageOf(m mapFile, p *mapping.Program, lines []mapping.Lineage, field string) ([]mapping.Lineage, error) {
	var out []mapping.Lineage
	known := p.Unused()
	for _, l := range lines {
		from := append(slices.Clone(l.Sources), l.Conditions...)
		known = append(known, append(from, l.Target)...)
		if isOrHolds(field, l.Target) || slices.ContainsFunc(from, func(s string) bool { return isOrHolds(field, s) }) {
			out = append(out, l)
		}
	}
	kind, _ := canon.Lookup(m.feed.Kind)
	_, canonical := kind.Field(field)
	switch {
	case out != nil:
		return out, nil
	case slices.ContainsFunc(p.Unused(), func(s string) bool { return isOrHolds(field, s) }):
		return nil, badInput("no expression of the mapping reads the source field %s: it stays in the kept message", field)
	case canonical:
		return nil, badInput("the mapping assigns nothing to %s of %s", field, kind.Name)
	}
	return nil, badInput("neither the source nor %s has a field %q%s", kind.Name, field, nearestField(field, known))
}

func isOrHolds(outer, path string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimSuffix(outer, "[]"))
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// showLineage prints a table: source fields, expression, canonical field, the extract's line.
func showLineage(w io.Writer, lines []mapping.Lineage, lang canon.Lang) {
	rows := [][]string{{"SOURCE", "EXPRESSION", "FIELD", "PRINTED"}}
	for _, l := range lines {
		printed := l.Printed[lang]
		if printed == "" {
			printed = "–"
		}
		rows = append(rows, []string{sourceCell(l), expressionCell(l), l.Target, printed})
	}
	writeColumns(w, rows)
}

// sourceCell names the source fields, and those that decide alone.
func sourceCell(l mapping.Lineage) string {
	text := strings.Join(l.Sources, ", ")
	var deciding []string
	for _, c := range l.Conditions {
		if !slices.ContainsFunc(l.Sources, func(s string) bool { return isOrHolds(c, s) }) {
			deciding = append(deciding, c)
		}
	}
	switch {
	case l.Constant && deciding == nil:
		return "(constant)"
	case deciding == nil && text == "":
		return "–"
	case deciding == nil:
		return text
	}
	return strings.TrimSpace(text + " if " + strings.Join(deciding, ", "))
}

// expressionCell is the expression with the lets that it goes through.
func expressionCell(l mapping.Lineage) string {
	text := strings.TrimSpace(l.Expr)
	if len(l.Lets) > 0 {
		text += " with " + strings.Join(l.Lets, ", ")
	}
	return text
}

// nearestField says which field a misspelt one may mean.
func nearestField(word string, known []string) string {
	best, distance := "", max(2, len(word)/3)+1
	for _, name := range known {
		if d := editDistance(word, name); d < distance {
			best, distance = name, d
		}
	}
	if best == "" {
		return "; `bilgate map lineage FILE` lists them"
	}
	return ": did you mean " + best + "?"
}
