package main

import (
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bilgate/fixtures"
)

type sendOptions struct {
	target
	feed, batch, format string
	count               int
	seed                uint64
	rate                float64
	set                 []string
	asJSON              bool
	patience            time.Duration
}

func sendCommand() *cobra.Command {
	var o sendOptions
	cmd := &cobra.Command{
		Use:   "send [--feed F] [--count N --seed S | FILE…]",
		Short: "Send files or generated records, as an agency's client does",
		Long: "Sends each file as one batch (a file named .gz goes packed), or generated records of made-up people in batches\n" +
			"of up to 500. A batch is sent again under the same id until its receipt is there: that is harmless, because\n" +
			"the gateway knows repeats.",
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, o.takeSettings(args)) },
	}
	o.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.feed, "feed", "", "feed, such as penitentiary.inmate (generated records: a mix of all by default)")
	f.StringVar(&o.batch, "batch", "", "batch id (default: random)")
	f.StringVar(&o.format, "format", "", "media type (default: by the file's name, then by its content)")
	f.IntVar(&o.count, "count", 0, "number of records to generate")
	f.Uint64Var(&o.seed, "seed", 1, "the same seed is the same records")
	f.Float64Var(&o.rate, "rate", 0, "records a second at most (0: no limit)")
	f.StringArrayVar(&o.set, "set", nil, "values for the whole batch, name=value, more of them may follow: category, laboratory, reader")
	f.BoolVar(&o.asJSON, "json", false, "print receipts as JSON lines")
	f.DurationVar(&o.patience, "patience", 5*time.Minute, "how long a batch is tried again while the gateway is away")
	return cmd
}

func (o *sendOptions) run(cmd *cobra.Command, files []string) error {
	if err := o.sensible(files); err != nil {
		return err
	}
	base, err := o.url()
	if err != nil {
		return err
	}
	p := newProgress(cmd, o, len(files))
	defer p.end()
	if o.count > 0 {
		return o.generated(cmd, base, p)
	}
	for i, file := range files {
		b, err := o.file(file, i, len(files))
		if err == nil {
			err = o.send(cmd, base, b, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// takeSettings takes the words name=value that follow --set, as in --set category=… laboratory=…; what
// remains are files.
func (o *sendOptions) takeSettings(args []string) (files []string) {
	for _, word := range args {
		_, err := os.Stat(word)
		if len(o.set) > 0 && strings.Contains(word, "=") && err != nil {
			o.set = append(o.set, word)
		} else {
			files = append(files, word)
		}
	}
	return files
}

// sensible says what does not go together on the command line, before anything is sent.
func (o *sendOptions) sensible(files []string) error {
	switch {
	case o.rate < 0:
		return badInput("--rate %v: a number of records a second above zero belongs here, or 0 for no limit", o.rate)
	case o.count < 0:
		return badInput("--count %d: a number of records above zero belongs here", o.count)
	case len(files) > 0 && o.count > 0:
		return badInput("either files or --count N: send them one after the other")
	case len(files) == 0 && o.count == 0:
		return badInput("name files, or --count N to generate records")
	case len(files) > 0 && o.feed == "":
		return badInput("files go to a feed: name it by --feed, one of %s", strings.Join(feedNames(), ", "))
	case len(files) == 0 && o.feed != "" && !slices.Contains(fixtures.Feeds, o.feed):
		return badInput("no records can be made up for the feed %q: choose one of %s", o.feed, strings.Join(fixtures.Feeds, ", "))
	case len(files) == 0 && o.format != "":
		return badInput("--format is for files: generated records have their feed's own")
	}
	return nil
}
