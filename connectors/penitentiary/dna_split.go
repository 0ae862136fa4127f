package penitentiary

import (
	"bytes"
	"io"
	"unicode/utf8"

	"bilgate/connectors"
)

// splitDNA takes the batch as one file, whose records only decoding can tell.
func splitDNA(f *framing) error {
	body, err := io.ReadAll(io.LimitReader(f.batch.Body, connectors.MaxMessage+1))
	switch {
	case err != nil:
		return err
	case len(body) > connectors.MaxMessage:
		return f.bad(1, connectors.CodeTooLarge)
	case !utf8.Valid(body):
		return f.bad(1, connectors.CodeEncoding)
	case isXML(body) != (f.batch.Format == mediaXML):
		return f.bad(1, connectors.CodeFormat)
	}
	return f.emit(connectors.Message{Seq: 1, Op: connectors.Put, Format: f.batch.Format, Body: body})
}

// isXML tells a CMF file from a table by its first character.
func isXML(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n"), []byte("<"))
}
