package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"bilgate/connectors"
	"bilgate/gateway"
	"bilgate/gateway/register"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

func mapPublishCommand() *cobra.Command {
	var t target
	var feed, author string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "publish FILE", Short: "Lint, test, store immutably, and switch the feed at recorded raw offsets", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := openMap(args[0], feed)
			if err != nil {
				return err
			}
			program, err := m.compiled(cmd)
			if err != nil {
				return err
			}
			if results := program.Test(); mapping.Passed(results) != nil {
				showTests(cmd.ErrOrStderr(), results)
				return badInput("%s is not published: its own tests fail", args[0])
			}
			files, err := m.files(program)
			if err != nil {
				return err
			}
			var p register.Publication
			err = t.call(cmd.Context(), "POST", "/v1/feeds/"+m.feed.Name+"/mappings", map[string]any{"author": author, "files": files}, &p)
			if err != nil {
				return err
			}
			if asJSON {
				printJSON(cmd, p)
				return nil
			}
			showPublication(cmd, p, "is published")
			return nil
		},
	}
	t.flags(cmd)
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the file translates (default: what its line mapping: says)")
	cmd.Flags().StringVar(&author, "author", os.Getenv("USER"), "who publishes")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// files are the mapping under its published name, and the code lists and fragments that it names.
func (m mapFile) files(p *mapping.Program) (map[string]string, error) {
	files := map[string]string{}
	for _, name := range append(p.Files(), filepath.Base(m.path)) {
		text, err := fs.ReadFile(m.folder(), name)
		if err != nil {
			return nil, badInput("%v", err)
		}
		if name == filepath.Base(m.path) {
			name = gateway.MappingFile
		}
		files[name] = string(text)
	}
	return files, nil
}

// mapExportCommand writes the mapping that comes with a feed, as a beginning for one's own.
func mapExportCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "export FEED --out DIR", Short: "Write the mapping that comes with a feed to a folder", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := feedNamed(args[0])
			if err != nil {
				return err
			}
			switch err := exportMapping(f, out); {
			case errors.Is(err, fs.ErrExist):
				return badInput("%v: nothing is written over, name another folder", err)
			case err != nil:
				return away("%v", err)
			}
			fmt.Fprintln(cmd.OutOrStdout(), filepath.Join(out, gateway.MappingFile))
			return nil
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "folder to write")
	cmd.MarkFlagRequired("out")
	return cmd
}

// exportMapping writes a feed's mapping, and the code lists and fragments that it names.
func exportMapping(f connectors.Feed, out string) error {
	kind, _ := canon.Lookup(f.Kind)
	p, problems := mapping.Compile(mapping.Source{FS: f.Mapping, File: gateway.MappingFile}, f.Schema, kind, f.Decoder)
	if problems.Failed() {
		return problems
	}
	for _, name := range append(p.Files(), gateway.MappingFile) {
		text, err := fs.ReadFile(f.Mapping, name)
		if err != nil {
			return err
		}
		if err := writeNew(filepath.Join(out, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	return nil
}

// writeNew writes a file that is not there yet: fs.ErrExist if it is.
func writeNew(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	to, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = to.Write(text)
	return errors.Join(err, to.Close())
}
