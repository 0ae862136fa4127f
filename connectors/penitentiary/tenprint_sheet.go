package penitentiary

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"bilgate/connectors"
	"bilgate/connectors/format/sheet"
	"bilgate/mapping/canon"
)

// sheet takes the batch as one scanned card. Its ids are those of the electronic card that it becomes: the
// card's number, and the control number for the message. What else is wrong with index file or scan, its
// decoding says.
func (f *framing) sheet(body []byte) error {
	bundle, err := sheet.ParseBundle(body)
	if err != nil {
		return f.bad(1, unbundled(body))
	}
	index, err := sheet.ParseIndex(bundle.Index)
	var wrong *sheet.Finding
	if errors.As(err, &wrong) && wrong.Rule == sheet.RuleIndex {
		return f.bad(1, connectors.CodeSyntax)
	}
	return f.emit(connectors.Message{
		Seq: 1, ID: index.ControlNumber, RecordID: index.CardNumber, Op: connectors.Put, Format: mediaZIP, Body: body,
	})
}

// unbundled tells a ZIP file that breaks off before its directory's end from one of other content.
func unbundled(body []byte) string {
	if !bytes.Contains(body, []byte("PK\x05\x06")) {
		return connectors.CodeTruncated
	}
	return connectors.CodeFormat
}

// decodeSheet makes one row of a scanned card by the way of the electronic card that it becomes; the sheet
// itself is one more blob.
func decodeSheet(b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
	card, scan, err := readSheet(m.Body)
	if err != nil {
		return nil, sheetFault(err)
	}
	file, err := card.Transaction()
	if err != nil {
		return nil, &connectors.Fault{Code: "sheet." + sheet.RuleValue, Class: "a value that no electronic card can hold", Place: "index.json"}
	}
	row := connectors.Row{RecordID: m.RecordID}
	for _, f := range card.Findings {
		row.Findings = append(row.Findings, canon.Finding{
			Grade: string(f.Grade), Code: "sheet." + f.Rule, Field: placeOf(&f), Message: f.Message,
		})
	}
	blobs, err := decodeCard(b, row, file, &card.Scan)
	if err != nil {
		return nil, err
	}
	return append(blobs, connectors.Blob{SHA256: card.Scan.SHA256, Media: card.Scan.Media, Data: scan}), nil
}

// readSheet reads a bundle. Its errors are findings.
func readSheet(file []byte) (*sheet.Card, []byte, error) {
	bundle, err := sheet.ParseBundle(file)
	if err != nil {
		return nil, nil, err
	}
	index, err := sheet.ParseIndex(bundle.Index)
	if err != nil {
		return nil, nil, err
	}
	card, err := sheet.Read(bundle.Scan, index, sheet.Options{})
	return card, bundle.Scan, err
}

// sheetFault is a finding in the words of the contract. Where the fields were looked for, its class is what was
// expected and what was seen.
func sheetFault(err error) error {
	var f *sheet.Finding
	if !errors.As(err, &f) {
		return err
	}
	fault := &connectors.Fault{Code: "sheet." + f.Rule, Field: f.Field, Class: "scan", Place: placeOf(f)}
	switch {
	case f.Seen != nil:
		fault.Class = f.Seen.String()
	case f.Rule == sheet.RuleBundle:
		fault.Class = "file"
	case f.Rule == sheet.RuleIndex, f.Rule == sheet.RuleValue:
		fault.Class = "index file"
	}
	return fault
}

// placeOf is the part of a bundle that a finding is about.
func placeOf(f *sheet.Finding) string {
	switch {
	case f.Position != 0:
		return fmt.Sprintf("position %d", f.Position)
	case f.Field != "":
		return "index.json " + f.Field
	}
	return "sheet"
}

// scanFields are what is known of the sheet itself, as imageFields.
var scanFields = []arrow.Field{text("media"), whole("size"), whole("resolution"), text("sha256")}

// scan follows scanFields; a card that is no paper has none.
func (c cardColumns) scan(s *sheet.Scan) {
	to := c.column("scan").(*array.StructBuilder)
	if s == nil {
		to.AppendNull()
		return
	}
	to.Append(true)
	columns := structColumns{to, 0}
	columns.text(s.Media)
	columns.whole(s.Size)
	columns.whole(int(s.PixelsPerInch + 0.5))
	columns.text(s.SHA256)
}
