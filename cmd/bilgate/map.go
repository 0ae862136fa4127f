package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v4"

	"bilgate/connectors"
	"bilgate/connectors/all"
	"bilgate/gateway"
	"bilgate/gateway/register"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

func mapCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "map", Short: "Check, test, run and publish mapping files"}
	cmd.AddCommand(mapLintCommand(), mapTestCommand(), mapRunCommand(), mapExplainCommand(), mapFunctionsCommand(), mapPublishCommand(), mapExportCommand())
	return cmd
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
	if feed == "" {
		var head struct {
			Mapping string `yaml:"mapping"`
		}
		yaml.Unmarshal(body, &head) // a file that is no YAML is said by the compiler, with its place
		feed = head.Mapping
	}
	f, ok := all.Feed(feed)
	if !ok {
		return mapFile{}, badInput("%s: which feed? `mapping: FEED` in the file or --feed names one of %s", path, strings.Join(feedNames(), ", "))
	}
	return mapFile{path, f}, nil
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
	src := mapping.Source{FS: os.DirFS(filepath.Dir(m.path)), File: filepath.Base(m.path)}
	return mapping.Compile(src, m.feed.Schema, kind, m.feed.Decoder)
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

func mapLintCommand() *cobra.Command {
	var feed string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "lint FILE", Short: "Show every problem of a mapping file; exit 2 if one is an error", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := openMap(args[0], feed)
			if err != nil {
				return err
			}
			_, problems := m.compile()
			if asJSON {
				printJSON(cmd, append(mapping.Problems{}, problems...))
			} else {
				showProblems(cmd.OutOrStdout(), problems)
			}
			if problems.Failed() {
				return &exit{wrongInput, errSaid}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the file translates (default: its own `mapping:`)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func showProblems(w io.Writer, problems mapping.Problems) {
	for _, p := range problems {
		fmt.Fprintf(w, "%s: %s\n", p.Severity, p)
	}
	if len(problems) == 0 {
		fmt.Fprintln(w, "no problem")
	}
}

func mapTestCommand() *cobra.Command {
	var feed string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "test FILE", Short: "Run the tests in a mapping file", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := openMap(args[0], feed)
			if err != nil {
				return err
			}
			p, err := m.compiled(cmd)
			if err != nil {
				return err
			}
			results := p.Test()
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
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the file translates (default: its own `mapping:`)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func showTests(w io.Writer, results []mapping.TestResult) {
	failed := 0
	for _, r := range results {
		word := "ok  "
		if !r.Passed {
			word = "FAIL"
			failed++
		}
		fmt.Fprintf(w, "%s  line %d  %s\n", word, r.Line, r.Name)
		for _, c := range r.Cells {
			fmt.Fprintf(w, "        %s: want %s, got %s\n", c.Path, c.Want, c.Got)
		}
	}
	fmt.Fprintf(w, "%d passed, %d failed\n", len(results)-failed, failed)
}

func mapRunCommand() *cobra.Command {
	var feed, format string
	var set []string
	cmd := &cobra.Command{
		Use: "run FILE SAMPLE", Short: "Translate a sample: canonical records and rejects as JSON lines", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := openMap(args[0], feed)
			if err != nil {
				return err
			}
			p, err := m.compiled(cmd)
			if err != nil {
				return err
			}
			o := sendOptions{format: format, set: set}
			settings, err := o.settings()
			if err != nil {
				return err
			}
			b := connectors.Batch{Feed: m.feed.Name, ID: "sample", Format: o.formatOf(args[1]), Set: map[string]string{}}
			for name := range settings {
				b.Set[strings.TrimPrefix(name, "set.")] = settings.Get(name)
			}
			file, err := os.Open(args[1])
			if err != nil {
				return badInput("%v", err)
			}
			defer file.Close()
			b.Body = file
			return runSample(cmd, m.feed, p, b)
		},
	}
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the file translates (default: its own `mapping:`)")
	cmd.Flags().StringVar(&format, "format", "", "media type of the sample (default: by its name)")
	cmd.Flags().StringArrayVar(&set, "set", nil, "value for the whole batch, name=value")
	return cmd
}

// runSample prints one JSON line a part: {"record": …}, {"reject": …}, or {"unreadable": …}.
func runSample(cmd *cobra.Command, f connectors.Feed, p *mapping.Program, b connectors.Batch) error {
	return f.Split(b,
		func(m connectors.Message) error { return runMessage(cmd, f, p, m) },
		func(u connectors.Unreadable) error {
			printJSON(cmd, map[string]any{"unreadable": u})
			return nil
		})
}

func runMessage(cmd *cobra.Command, f connectors.Feed, p *mapping.Program, m connectors.Message) error {
	b := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, f.Schema)}
	defer b.Columns.Release()
	if _, err := f.Decode(b, m); err != nil {
		printJSON(cmd, map[string]any{"message_id": m.ID, "reject": err.Error()})
		return nil
	}
	batch := b.Columns.NewRecordBatch()
	defer batch.Release()
	result := p.Run(batch)
	defer result.Batch.Release()
	kind, _ := canon.Lookup(f.Kind)
	for i, row := range result.Rows {
		printJSON(cmd, map[string]any{"message_id": m.ID, "part": row + 1, "record": json.RawMessage(kind.AppendJSON(nil, result.Batch, i, canon.Writing{}))})
	}
	for _, r := range result.Rejects {
		printJSON(cmd, map[string]any{"message_id": m.ID, "part": r.Row + 1, "reject": r.Errors})
	}
	return nil
}

func mapExplainCommand() *cobra.Command {
	var feed string
	cmd := &cobra.Command{
		Use: "explain FILE", Short: "Say which fields run as kernels over columns, and which row by row", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := openMap(args[0], feed)
			if err != nil {
				return err
			}
			p, err := m.compiled(cmd)
			if err != nil {
				return err
			}
			for _, e := range p.Explain() {
				fmt.Fprintf(cmd.OutOrStdout(), "%-28s %-12s %s\n", e.Target, e.Engine, e.Why)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&feed, "feed", "", "the feed that the file translates (default: its own `mapping:`)")
	return cmd
}

func mapFunctionsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "functions", Short: "List the functions of the mapping language", Args: cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			for _, f := range mapping.Functions() {
				fmt.Fprintf(cmd.OutOrStdout(), "%s\n    %s\n", strings.Join(f.Signatures, "\n"), f.Help)
				for _, e := range f.Examples {
					fmt.Fprintf(cmd.OutOrStdout(), "      %s  →  %s\n", e.Expr, e.Want)
				}
			}
		},
	}
}

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
			if _, err := m.compiled(cmd); err != nil {
				return err
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
			f, ok := all.Feed(args[0])
			if !ok {
				return badInput("there is no feed %q: %s", args[0], strings.Join(feedNames(), ", "))
			}
			if err := os.CopyFS(out, f.Mapping); err != nil {
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
