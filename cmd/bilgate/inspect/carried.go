package inspect

import (
	"slices"

	"bilgate/connectors/format"
)

// carried are the formats that the gateway carries as they are.
var carried = []format.Format{
	format.NIEM, format.CBEFF, format.Minutiae, format.Face, format.Iris, format.INCITS378,
	format.INCITS381, format.MDoc,
}

// Carried is the body of a file that is recognised and not read further.
type Carried struct {
	Read bool   `json:"read"` // false
	Note string `json:"note"`
}

// unread reports on a format without a reader.
func unread(found format.Recognition) func([]byte, Options) (body, []Finding) {
	return func(data []byte, _ Options) (body, []Finding) {
		if slices.Contains(carried, found.Format) {
			return Carried{Note: "recognised and carried as it is; its fields are not read"}, nil
		}
		f := Finding{Grade: "F", Rule: "format", Message: "bilgate does not read files of this kind: " + advice(found.Format)}
		if len(data) == 0 {
			f.Rule, f.Message = "empty", "the file is empty"
		}
		return Carried{Note: "not opened"}, []Finding{f}
	}
}

func advice(f format.Format) string {
	switch f {
	case format.GZIP, format.ZIP:
		return "unpack it and inspect what is inside"
	case format.PEM:
		return "decode the base64 between its lines and inspect the result"
	case format.TIFF, format.BMP:
		return "ask for a PNG or JPEG"
	case format.XML:
		return "expected are CODIS CMF or the XML encoding of ANSI/NIST-ITL"
	}
	return "ask its sender which format it is meant to be in"
}

func (c Carried) show(p *page) { p.line("  %s", c.Note) }
