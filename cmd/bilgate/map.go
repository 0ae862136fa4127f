package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v4"

	"bilgate/connectors"
	"bilgate/connectors/all"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

func mapCommand() *cobra.Command {
	return group("map", "Check, test, run and publish mapping files",
		mapLintCommand(), mapFmtCommand(), mapTestCommand(), mapRunCommand(), mapCoverageCommand(), mapLineageCommand(), mapExplainCommand(), mapPipeCommand(), mapSourceCommand(), mapFunctionsCommand(), mapLSPCommand(), mapSchemaCommand(), mapPublishCommand(), mapRollbackCommand(), mapHistoryCommand(), mapDiffCommand(), mapExportCommand())
}

// mapFile is a mapping file with the feed that it translates.
type mapFile struct {
	path string
	feed connectors.Feed
}

// openMap finds the feed by the file's own line `mapping: FEED`, unless it is named.
func openMap(path, feed string) (mapFile, error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return mapFile{}, badInput("%v", err)
	}
	if feed != "" {
		f, err := feedNamed(feed)
		return mapFile{path, f}, err
	}
	var head struct {
		Mapping string `yaml:"mapping"`
	}
	if yaml.Unmarshal(body, &head) != nil {
		return mapFile{path, all.Inbounds()[0].Feeds[0]}, nil // no YAML: the compiler says where, whatever the feed
	}
	f, ok := all.Feed(head.Mapping)
	if !ok {
		return mapFile{}, badInput("%s: which feed? `mapping: FEED` in the file or --feed names one of %s", path, strings.Join(feedNames(), ", "))
	}
	return mapFile{path, f}, nil
}

func feedNamed(name string) (connectors.Feed, error) {
	f, ok := all.Feed(name)
	if !ok {
		return f, badInput("there is no feed %q: choose one of %s", name, strings.Join(feedNames(), ", "))
	}
	return f, nil
}

func feedNames() []string {
	var out []string
	for _, in := range all.Inbounds() {
		for _, f := range in.Feeds {
			out = append(out, f.Name)
		}
	}
	return out
}

func (m mapFile) compile() (*mapping.Program, mapping.Problems) {
	kind, _ := canon.Lookup(m.feed.Kind)
	src := mapping.Source{FS: m.folder(), File: filepath.Base(m.path)}
	return mapping.Compile(src, m.feed.Schema, kind, m.feed.Decoder)
}

// folder holds what the mapping file names: what stands beside it, and its folder of shared fragments, which
// stands there too, or beside the folder.
func (m mapFile) folder() fs.FS {
	dir := filepath.Dir(m.path)
	if info, err := os.Stat(filepath.Join(dir, connectors.SharedFolder)); err == nil && info.IsDir() {
		return os.DirFS(dir)
	}
	return connectors.WithShared(os.DirFS(dir), os.DirFS(filepath.Join(dir, "..", connectors.SharedFolder)))
}

// openProgram opens and compiles a mapping file for a command that runs it.
func openProgram(cmd *cobra.Command, path, feed string) (mapFile, *mapping.Program, error) {
	m, err := openMap(path, feed)
	if err != nil {
		return m, nil, err
	}
	p, err := m.compiled(cmd)
	return m, p, err
}

// compiled compiles for a command that needs a program: problems are said, and end it.
func (m mapFile) compiled(cmd *cobra.Command) (*mapping.Program, error) {
	p, problems := m.compile()
	if problems.Failed() {
		fmt.Fprintln(cmd.ErrOrStderr(), problems.Error())
		return nil, &exit{wrongInput, errSaid}
	}
	return p, nil
}
