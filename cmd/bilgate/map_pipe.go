package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/spf13/cobra"

	"bilgate/gateway/pipe"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// pipeOptions are the flags of `map pipe`.
type pipeOptions struct {
	seeds                 []string
	from, to, rejects     string
	group, instance       string
	source, kind, mapping string
	every                 time.Duration
	headers, compress     bool
	asJSON                bool
}

const pipeHelp = `Run a mapping alone between two topics of any Kafka, without a register.

Every record of --from ends exactly once in --to, as the canonical JSON, or in --rejects, with the codes that say
why. Outputs, rejects and offsets are one Kafka transaction a second. Readers of --to and --rejects read committed.
SIGTERM ends it after what it has polled is committed; after a kill it goes on where it was, under the same
--group and --instance. Two processes at once share the work: the same --group, each an --instance of its own.

What the records hold stands in --source-schema, in the style of a kind's definition:

  fields:
    - {name: iin, type: text, required: true}     # text, integer, boolean, struct, list
    - {name: fio, type: list}                     # of texts
    - name: documents
      type: list                                  # of structs
      fields:
        - {name: number, type: text}

A field may say its sensitivity: open, personal, biometric or genomic. A JSON Schema of an object is taken too.
"bilgate map source FEED" prints the file of a built-in feed.`

func mapPipeCommand() *cobra.Command {
	o := &pipeOptions{}
	cmd := &cobra.Command{
		Use: "pipe", Short: "Run a mapping alone between two topics of any Kafka", Long: pipeHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	host, _ := os.Hostname()
	f := cmd.Flags()
	f.StringSliceVar(&o.seeds, "broker", nil, "addresses of the Kafka cluster, HOST:PORT[,HOST:PORT]")
	f.StringVar(&o.from, "from", "", "topic to read")
	f.StringVar(&o.to, "to", "", "topic for canonical records")
	f.StringVar(&o.rejects, "rejects", "", "topic for rejects")
	f.StringVar(&o.group, "group", "", "consumer group that remembers how far the pipe got")
	f.StringVar(&o.instance, "instance", host, "name of this process in the group, the same after a restart")
	f.StringVar(&o.source, "source-schema", "", "file that says what the records hold")
	f.StringVar(&o.kind, "kind", "", "file with the definition of the canonical kind")
	f.StringVar(&o.mapping, "mapping", "", "mapping file; its code lists lie beside it")
	f.DurationVar(&o.every, "every", time.Second, "length of a transaction")
	f.BoolVar(&o.headers, "headers", true, "give outputs and rejects the headers bil-mapping and bil-from")
	f.BoolVar(&o.compress, "compress", false, "compress what goes out (zstd)")
	f.BoolVar(&o.asJSON, "json", false, "print JSON")
	for _, name := range []string{"broker", "from", "to", "rejects", "group", "source-schema", "kind", "mapping"} {
		cmd.MarkFlagRequired(name)
	}
	return cmd
}

func (o *pipeOptions) run(cmd *cobra.Command) error {
	if err := o.check(); err != nil {
		return err
	}
	mapper, err := o.mapper(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	tunePipe()
	report := newPipeReport(cmd, o.asJSON)
	ctx, stop := context.WithCancel(cmd.Context())
	defer stop()
	go report.run(ctx)
	sums, err := pipe.Run(cmd.Context(), pipe.Config{
		Seeds: o.seeds, From: o.from, To: o.to, Rejects: o.rejects, Group: o.group, Instance: o.instance,
		Every: o.every, Compress: o.compress, Turner: mapper, Tell: report.tell,
		Log: slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil)),
	})
	stop()
	report.end(sums)
	return pipeError(err)
}

// check finds what flags cannot mean.
func (o *pipeOptions) check() error {
	for _, seed := range o.seeds {
		if err := hostPort(seed); err != nil {
			return badInput("--broker %q is no address: %v", seed, err)
		}
	}
	for _, f := range []struct{ name, value string }{{"from", o.from}, {"to", o.to}, {"rejects", o.rejects}, {"group", o.group}, {"instance", o.instance}} {
		if f.value == "" {
			return badInput("--%s is empty: name it", f.name)
		}
	}
	if o.from == o.to || o.from == o.rejects || o.to == o.rejects {
		return badInput("--from, --to and --rejects are three topics: name different ones")
	}
	if o.every < 10*time.Millisecond || o.every > 5*time.Second {
		return badInput("--every %v: a transaction lasts between 10ms and 5s", o.every)
	}
	return nil
}

// mapper reads the three files; what is wrong with any of them is said at once.
func (o *pipeOptions) mapper(errs io.Writer) (*pipe.Mapper, error) {
	schema, sourceFault := o.readSource()
	kind, kindFault := o.readKind()
	if err := errors.Join(sourceFault, kindFault); err != nil {
		fmt.Fprintln(errs, err)
		return nil, &exit{wrongInput, errSaid}
	}
	src := mapping.Source{FS: os.DirFS(filepath.Dir(o.mapping)), File: filepath.Base(o.mapping)}
	program, problems := mapping.Compile(src, schema, kind, pipe.Decoder)
	if problems.Failed() {
		fmt.Fprintln(errs, problems)
		return nil, &exit{wrongInput, errSaid}
	}
	return pipe.NewMapper(program, schema, o.to, o.rejects, o.headers), nil
}

func (o *pipeOptions) readSource() (*arrow.Schema, error) {
	text, err := os.ReadFile(o.source)
	if err != nil {
		return nil, err
	}
	schema, problems := mapping.ParseSource(text, o.source)
	if problems.Failed() {
		return nil, problems
	}
	return schema, nil
}

func (o *pipeOptions) readKind() (*canon.Kind, error) {
	text, err := os.ReadFile(o.kind)
	if err != nil {
		return nil, err
	}
	return canon.Parse(text, o.kind)
}

// pipeError gives an error of the pipe its exit code.
func pipeError(err error) error {
	for _, outside := range []error{pipe.ErrAway, pipe.ErrMissing, pipe.ErrFenced, pipe.ErrRefused} {
		if errors.Is(err, outside) {
			return away("%s", strings.ReplaceAll(err.Error(), "\n", ": "))
		}
	}
	return err
}
