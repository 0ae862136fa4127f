package main

import (
	"bytes"
	"errors"
	"image/png"
	"os"

	"github.com/spf13/cobra"

	"bilgate/cmd/bilgate/inspect"
)

// write writes the file again, and the image of a record, where the flags ask for it.
func (o *inspectOptions) write(cmd *cobra.Command, data []byte) error {
	if o.rewrite != "" {
		if err := o.writeAgain(cmd, data); err != nil {
			return err
		}
	}
	if o.image >= 0 {
		return o.writeImage(cmd, data)
	}
	return nil
}

func (o *inspectOptions) writeAgain(cmd *cobra.Command, data []byte) error {
	again, err := inspect.Rewrite(data)
	if err != nil {
		return badInput("not written again: %v", err)
	}
	if err := writePrivate(o.rewrite, again); err != nil {
		return err
	}
	same := "byte for byte what was read"
	if !bytes.Equal(again, data) {
		same = "the same values in the schema's order and notation"
	}
	o.said(cmd, "wrote %s: %d bytes, %s", o.rewrite, len(again), same)
	return nil
}

func (o *inspectOptions) writeImage(cmd *cobra.Command, data []byte) error {
	picture, err := inspect.Picture(data, o.image)
	if err != nil {
		return badInput("no image of record %d: %v", o.image, err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return err
	}
	if err := writePrivate(o.out, out.Bytes()); err != nil {
		return err
	}
	b := picture.Bounds()
	o.said(cmd, "wrote %s: record %d, %d × %d pixels", o.out, o.image, b.Dx(), b.Dy())
	return nil
}

// writePrivate writes a file that its owner alone may read: it holds what a person may not see by chance.
func writePrivate(name string, data []byte) error {
	err := os.WriteFile(name, data, 0o600)
	var place *os.PathError
	if errors.As(err, &place) {
		return badInput("%v", err)
	}
	return err
}
