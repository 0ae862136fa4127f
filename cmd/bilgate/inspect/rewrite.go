package inspect

import (
	"fmt"

	"bilgate/connectors/format"
	"bilgate/connectors/format/cmf"
	"bilgate/connectors/format/itl"
)

// ReadOnly says that files of a format are read and not written.
type ReadOnly struct{ Format format.Format }

func (e *ReadOnly) Error() string {
	return fmt.Sprintf("files in the format %s are read only; %s and %s can be written again", e.Format, format.ITL, format.CMF)
}

// Rewrite reads a file and writes it again: an ANSI/NIST-ITL file byte for byte, a CMF file in the schema's order with
// every value as it was. The error is [*ReadOnly], or why the file cannot be read.
func Rewrite(data []byte) ([]byte, error) {
	switch f := format.RecogniseBytes(data).Format; f {
	case format.ITL:
		t, err := itl.Parse(data)
		if err != nil {
			return nil, err
		}
		return t.Bytes(), nil
	case format.CMF:
		file, err := cmf.Read(data)
		if err != nil {
			return nil, err
		}
		return cmf.Write(file)
	default:
		return nil, &ReadOnly{f}
	}
}
