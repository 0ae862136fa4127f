package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"bilgate/mapping"
)

func mapFunctionsCommand() *cobra.Command {
	var asJSON, markdown bool
	cmd := &cobra.Command{
		Use: "functions [NAME]", Short: "List the functions of the mapping language, or show one", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			list := mapping.Functions()
			if len(args) == 1 {
				f, err := functionNamed(list, args[0])
				if err != nil {
					return err
				}
				list = []mapping.Function{f}
			}
			switch out := cmd.OutOrStdout(); {
			case markdown && len(args) == 1:
				return badInput("--markdown writes the whole reference page: leave %s out", args[0])
			case markdown:
				return mapping.WriteReference(out)
			case asJSON:
				printJSON(cmd, list)
			case len(args) == 1:
				showFunction(out, list[0])
			default:
				listFunctions(out, list)
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.BoolVar(&asJSON, "json", false, "print JSON")
	f.BoolVar(&markdown, "markdown", false, "write the reference page, in Markdown")
	cmd.MarkFlagsMutuallyExclusive("json", "markdown")
	return cmd
}

func functionNamed(list []mapping.Function, name string) (mapping.Function, error) {
	for _, f := range list {
		if f.Name == name {
			return f, nil
		}
	}
	var like []string
	for _, f := range list {
		if strings.Contains(strings.ToLower(f.Name), strings.ToLower(name)) {
			like = append(like, f.Name)
		}
	}
	if len(like) > 0 {
		return mapping.Function{}, badInput("there is no function %q; there is %s", name, strings.Join(like, ", "))
	}
	return mapping.Function{}, badInput("there is no function %q; `bilgate map functions` lists all", name)
}

// listFunctions prints signatures, family by family.
func listFunctions(w io.Writer, list []mapping.Function) {
	family := ""
	for _, f := range list {
		if f.Family != family {
			if family != "" {
				fmt.Fprintln(w)
			}
			family = f.Family
			fmt.Fprintln(w, strings.ToUpper(family))
		}
		for _, s := range f.Signatures {
			fmt.Fprintf(w, "  %s\n", s)
		}
	}
	fmt.Fprintln(w, "\n`bilgate map functions NAME` shows one with its examples.")
}

func showFunction(w io.Writer, f mapping.Function) {
	fmt.Fprintf(w, "%s\n\n%s\n", strings.Join(f.Signatures, "\n"), f.Help)
	if f.Refuses != "" {
		fmt.Fprintf(w, "Refuses if %s.\n", f.Refuses)
	}
	fmt.Fprintln(w)
	for _, e := range f.Examples {
		fmt.Fprintf(w, "  %s  →  %s\n", e.Expr, e.Want)
	}
}
