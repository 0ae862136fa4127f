package penitentiary

import (
	"fmt"

	"bilgate/connectors"
	"bilgate/connectors/format/itl"
	"bilgate/connectors/format/sheet"
	"bilgate/mapping/canon"
)

// decodeTenprint makes one row of a file or of a scanned sheet.
func decodeTenprint(b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
	if sheet.IsBundle(m.Body) {
		return decodeSheet(b, m)
	}
	return decodeCard(b, connectors.Row{RecordID: m.RecordID}, m.Body, nil)
}

// decodeCard makes a row of an ANSI/NIST-ITL file, which was cut from the scan where there is one. What breaks
// the grammar (F) or contradicts itself (E) is refused; what leaves the standard's tables (W) or the profile (P)
// travels as findings.
func decodeCard(b *connectors.Builder, row connectors.Row, file []byte, scan *sheet.Scan) ([]connectors.Blob, error) {
	card, err := itl.Parse(file)
	if err != nil {
		return nil, cardFault(err)
	}
	for _, f := range findingsOf(card) {
		if f.Grade == itl.GradeStructure || f.Grade == itl.GradeConsistency {
			return nil, cardFault(&f)
		}
		row.Findings = append(row.Findings, canon.Finding{
			Grade: string(f.Grade), Code: "itl." + f.Rule, Field: f.Field, Message: f.Message,
		})
	}
	c := cardColumns{b.Columns}
	c.head(card.Type1())
	c.type2(nationalType2(card))
	prints := card.Fingerprints()
	c.images(prints)
	c.fingers(prints)
	c.scan(scan)
	b.Add(row)
	return blobs(prints), nil
}

// findingsOf are those of the standard and, of the agency's own cards, those of the national profile; other
// domains have no demands here.
func findingsOf(card *itl.Transaction) []itl.Finding {
	if card.Type1().Domain.Name == national.Name {
		return card.Findings()
	}
	return card.Check()
}

// cardFault is a finding in the words of the contract.
func cardFault(err error) error {
	f, ok := err.(*itl.Finding)
	if !ok {
		return err
	}
	place := fmt.Sprintf("record %d", f.Record)
	if f.Field != "" {
		place += " field " + f.Field
	}
	return &connectors.Fault{Code: "itl." + f.Rule, Field: f.Field, Class: "record", Place: place}
}

// blobs are the images, each once, as views into the message.
func blobs(prints []itl.Fingerprint) []connectors.Blob {
	var out []connectors.Blob
	seen := map[string]bool{}
	for _, p := range prints {
		if digest := p.SHA256(); digest != "" && !seen[digest] {
			seen[digest] = true
			out = append(out, connectors.Blob{SHA256: digest, Media: mediaOf(p.Compression), Data: p.Data})
		}
	}
	return out
}

// mediaOf is the media type of an image. WSQ has none that is registered; raw pixels have none at all.
func mediaOf(c itl.Compression) string {
	switch c {
	case itl.CompressionPNG:
		return "image/png"
	case itl.CompressionJPEGB, itl.CompressionJPEGL:
		return "image/jpeg"
	case itl.CompressionJP2, itl.CompressionJP2L:
		return "image/jp2"
	case itl.CompressionWSQ:
		return "image/x-wsq"
	}
	return mediaOctets
}
