package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"bilgate/gateway"
	"bilgate/gateway/register"
	"bilgate/mapping"
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
			files, err := m.files()
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
			fmt.Fprintf(cmd.OutOrStdout(), "%s version %d (%.12s) is published\n", p.Mapping.Name, p.Mapping.Version, p.Mapping.Hash)
			for _, s := range p.Switches {
				fmt.Fprintf(cmd.OutOrStdout(), "  partition %d from raw offset %d on\n", s.Partition, s.From)
			}
			return nil
		},
	}
	t.flags(cmd)
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the file translates (default: its own `mapping:`)")
	cmd.Flags().StringVar(&author, "author", os.Getenv("USER"), "who publishes")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// files are the mapping under its published name, and the code lists beside it.
func (m mapFile) files() (map[string]string, error) {
	files, err := gateway.Files(os.DirFS(filepath.Dir(m.path)))
	if err != nil {
		return nil, badInput("%v", err)
	}
	for name := range files {
		if filepath.Ext(name) != ".csv" && name != filepath.Base(m.path) {
			delete(files, name)
		}
	}
	text := files[filepath.Base(m.path)]
	delete(files, filepath.Base(m.path))
	files[gateway.MappingFile] = text
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
			switch err := os.CopyFS(out, f.Mapping); {
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
