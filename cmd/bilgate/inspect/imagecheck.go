package inspect

import (
	"errors"

	"bilgate/connectors/format"
	"bilgate/connectors/format/itl"
	"bilgate/connectors/format/jp2"
	"bilgate/connectors/format/raster"
	"bilgate/connectors/format/wsq"
)

// checkImage reads an image as far as bilgate reads images and reports what is wrong with it, offsets from its start.
func checkImage(data []byte) []Finding {
	switch format.RecogniseBytes(data).Format {
	case format.WSQ:
		_, err := wsq.Decode(data, wsq.Options{})
		return wsqFindings(err)
	case format.JP2, format.J2K:
		m, _ := jp2.Parse(data)
		return jp2Findings(m)
	case format.PNG, format.JPEG:
		h, err := raster.ReadHeader(data)
		found := rasterFindings(h)
		if err == nil {
			found = append(found, undecoded(data, "F")...)
		}
		return found
	}
	return nil
}

// wsqFindings makes a decoder's error a finding: beyond our limits an image is carried, otherwise it is damaged.
func wsqFindings(err error) []Finding {
	var e *wsq.Error
	if !errors.As(err, &e) {
		return nil
	}
	f := Finding{Grade: "F", Offset: e.Offset, Rule: e.Rule, Message: e.Message}
	if e.Rule == wsq.RuleDensity || e.Rule == wsq.RuleSize {
		f.Grade = "W"
	}
	return []Finding{f}
}

func jp2Findings(m *jp2.Image) (all []Finding) {
	for _, f := range m.Findings {
		all = append(all, Finding{Grade: string(f.Grade), Field: f.Field, Offset: f.Offset, Rule: f.Rule, Message: f.Message})
	}
	return all
}

func rasterFindings(h *raster.Header) (all []Finding) {
	for _, f := range h.Findings {
		all = append(all, Finding{Grade: string(f.Grade), Field: f.Field, Offset: f.Offset, Rule: f.Rule, Message: f.Message})
	}
	return all
}

// undecoded decodes a PNG or JPEG; damaged data has the grade that the caller gives it.
func undecoded(data []byte, damaged string) []Finding {
	_, err := raster.Decode(data, 0)
	var f *raster.Finding
	if !errors.As(err, &f) {
		return nil
	}
	out := Finding{Grade: string(f.Grade), Rule: f.Rule, Message: f.Message}
	if f.Rule == raster.RuleDecode {
		out.Grade = damaged
	}
	return []Finding{out}
}

// sizeOf is the size that an image's own header states; 0 where it has none.
func sizeOf(data []byte) (width, height int) {
	info, _ := itl.Sniff(data)
	return info.Width, info.Height
}
