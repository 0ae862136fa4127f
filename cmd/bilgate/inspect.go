package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bilgate/cmd/bilgate/inspect"
	"bilgate/connectors/format/cms"
)

// largestInspected bounds a file that is looked at, in bytes.
const largestInspected = 1 << 30

// inspectOptions are the flags of `inspect`.
type inspectOptions struct {
	json, reveal  bool
	trust, groups []string
	rewrite, out  string
	image         int
}

func inspectCommand() *cobra.Command {
	o := &inspectOptions{image: -1}
	cmd := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Show what a fingerprint, DNA or document file is made of, and what is wrong with it",
		Long: "Recognises a file by its content and shows its structure with offsets, its canonical view and its findings: F the file\n" +
			"cannot be used, E two of its statements disagree, W a value leaves the standard's table, P a partner's demand is not met.\n" +
			"Personal values, images and genotypes are masked unless --reveal. `-` reads standard input.\n\n" +
			"Exit code 2 if a finding of grade F says that the file cannot be used.",
		Example: "  bilgate inspect card.an2\n  bilgate inspect --image 3 --out thumb.png card.an2\n" +
			"  bilgate inspect --trust masterlist.ml --dg 1=EF_DG1.bin EF_SOD.bin\n  bilgate inspect --json --reveal batch.xml",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args[0]) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print JSON")
	f.BoolVar(&o.reveal, "reveal", false, "show personal values and genotypes")
	f.StringArrayVar(&o.trust, "trust", nil, "master list or certificate of authorities to trust (repeatable)")
	f.StringArrayVar(&o.groups, "dg", nil, "data group to hold against an EF.SOD, N=FILE (repeatable)")
	f.StringVar(&o.rewrite, "rewrite", "", "write what was read to this file again; ANSI/NIST-ITL byte for byte")
	f.IntVar(&o.image, "image", -1, "write the decoded image of this record; needs --out")
	f.StringVar(&o.out, "out", "", "PNG file for --image")
	cmd.MarkFlagsRequiredTogether("image", "out")
	return cmd
}

// run looks at the file, writes what is asked for, and prints the report.
func (o *inspectOptions) run(cmd *cobra.Command, name string) error {
	data, err := inspected(cmd.InOrStdin(), name)
	if err != nil {
		return err
	}
	look, err := o.options()
	if err != nil {
		return err
	}
	report := inspect.Read(data, look)
	if o.json {
		printJSON(cmd, report)
	} else if o.image < 0 {
		report.WriteText(cmd.OutOrStdout())
	}
	if err := o.write(cmd, data); err != nil {
		return err
	}
	if report.Unusable() {
		return &exit{wrongInput, errSaid}
	}
	return nil
}

// options reads the files that the flags name.
func (o *inspectOptions) options() (inspect.Options, error) {
	look := inspect.Options{Reveal: o.reveal, Today: time.Now(), Groups: map[int][]byte{}}
	for _, name := range o.trust {
		data, err := inspected(nil, name)
		if err != nil {
			return look, err
		}
		if look.Store == nil {
			look.Store = &cms.Store{}
		}
		if err := inspect.Trust(look.Store, data); err != nil {
			return look, badInput("--trust %s: %v", name, err)
		}
	}
	for _, text := range o.groups {
		number, name, ok := strings.Cut(text, "=")
		n, err := strconv.Atoi(number)
		if !ok || err != nil || n < 1 || n > 16 {
			return look, badInput("--dg %q: write N=FILE, N from 1 to 16", text)
		}
		data, err := inspected(nil, name)
		if err != nil {
			return look, err
		}
		look.Groups[n] = data
	}
	return look, nil
}

// inspected reads a file whole, standard input for "-".
func inspected(stdin io.Reader, name string) ([]byte, error) {
	in := stdin
	if name != "-" || stdin == nil {
		f, err := os.Open(name)
		if err != nil {
			return nil, badInput("%v", err)
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, badInput("%s is a folder: name a file in it", name)
		}
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, largestInspected+1))
	switch {
	case err != nil:
		return nil, badInput("read %s: %v", name, err)
	case len(data) > largestInspected:
		return nil, badInput("%s has more than %d bytes: no file of these formats has", name, largestInspected)
	}
	return data, nil
}

// said prints what was written, where the output is for people.
func (o *inspectOptions) said(cmd *cobra.Command, text string, args ...any) {
	if !o.json {
		fmt.Fprintf(cmd.OutOrStdout(), text+"\n", args...)
	}
}
