package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"bilgate/connectors/all"
	"bilgate/gateway"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

func schemaDiffCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what changed between two definitions of a kind, and which readers it breaks",
		Long: `Say what changed between two definitions of a kind, and which readers it breaks.

OLD and NEW are files of definitions, or the name of a built-in kind. With a file go shared.yaml beside it and the
code lists in the folder codes beside its folder; what is not there is taken from the built-in ones.

The version of a kind is its major version. It must go up with every change that breaks a reader, and never goes
down: otherwise the exit code is 1. A new optional field alone asks for no new version, though whoever validates with
a copy of the JSON Schema must fetch it anew. Forward means that readers of OLD meet new records, backward that
readers of NEW meet records that were kept.`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := compareKinds(args[0], args[1])
			if err != nil {
				return err
			}
			refused := c.Refused()
			if asJSON {
				printJSON(cmd, struct {
					canon.Comparison
					Breaks  bool   `json:"breaks_readers"`
					Refused string `json:"refused,omitempty"`
				}{c, c.Breaks(), refused})
			} else {
				showComparison(cmd.OutOrStdout(), c)
			}
			if refused != "" {
				return &exit{failed, fmt.Errorf("%s: raise `version` of %s above %d", refused, args[1], c.From)}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func compareKinds(old, new string) (canon.Comparison, error) {
	from, err := definitionOf(old)
	if err != nil {
		return canon.Comparison{}, err
	}
	to, err := definitionOf(new)
	if err != nil {
		return canon.Comparison{}, err
	}
	if from.Kind.Name != to.Kind.Name {
		return canon.Comparison{}, badInput("%s defines %s and %s defines %s: name two definitions of one kind", old, from.Kind.Name, new, to.Kind.Name)
	}
	c := canon.Diff(from, to)
	c.Mappings = append(c.Mappings, brokenMappings(from.Kind, to.Kind)...)
	return c, nil
}

// definitionOf takes what is called like a file for one.
func definitionOf(name string) (canon.Definition, error) {
	if k, ok := canon.Lookup(name); ok {
		return canon.BuiltIn(k), nil
	}
	if _, err := os.Stat(name); err != nil && !strings.ContainsAny(name, `./\`) {
		return canon.Definition{}, badInput("%q is neither a kind (%s) nor a file", name, kindNames())
	}
	d, err := canon.ReadDefinition(name)
	if err != nil {
		return d, badInput("%v", err)
	}
	return d, nil
}

// brokenMappings are the problems that the built-in mappings of a kind have with its new definition and had not
// with the old one.
func brokenMappings(from, to *canon.Kind) []canon.Break {
	var out []canon.Break
	for _, in := range all.Inbounds() {
		for _, f := range in.Feeds {
			if f.Kind != to.Name {
				continue
			}
			src := mapping.Source{FS: f.Mapping, File: gateway.MappingFile}
			_, before := mapping.Compile(src, f.Schema, from, f.Decoder)
			_, after := mapping.Compile(src, f.Schema, to, f.Decoder)
			for _, p := range after {
				if p.Severity == mapping.SeverityError && !hasProblem(before, p) {
					why := fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
					out = append(out, canon.Break{Reader: canon.MappingReader + f.Name, Why: why})
				}
			}
		}
	}
	return out
}

func hasProblem(problems mapping.Problems, p mapping.Problem) bool {
	return slices.ContainsFunc(problems, func(q mapping.Problem) bool {
		return q.Line == p.Line && q.Column == p.Column && q.Code == p.Code && q.Message == p.Message
	})
}
