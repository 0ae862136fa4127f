package lds

import (
	"errors"
	"time"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/der"
	"bilgate/connectors/format/mrz"
)

// readZone reads data group 1, Doc 9303 part 10 clause 4.7.1: one machine readable
// zone of 88, 72 or 90 characters without line ends.
func readZone(e der.Element, today time.Time, found *findings) (*mrz.Document, error) {
	c := e.Inside("DG1")
	zone := c.Take("5F1F", tagZone)
	c.End("DG1")
	if err := c.Err(); err != nil {
		return nil, err
	}
	text := string(zone.Content)
	for _, b := range zone.Content {
		if b == '\n' || b == '\r' {
			return nil, &der.Fault{Offset: zone.Offset, Field: "5F1F", Rule: RuleMRZ + mrz.RuleAlphabet, Reason: "a line end in the zone"}
		}
	}
	document, err := mrz.Parse(text, today)
	var bad *mrz.Finding
	if document == nil {
		if !errors.As(err, &bad) {
			bad = &mrz.Finding{Rule: mrz.RuleEmpty}
		}
		return nil, &der.Fault{Offset: zone.ContentOffset(), Field: "5F1F", Rule: RuleMRZ + bad.Rule, Reason: "the zone has the layout of no document"}
	}
	for _, f := range document.Findings {
		at := zone.ContentOffset() + (f.Line-1)*widths[document.Format] + f.Column - 1
		found.add(cms.Grade(f.Grade), "5F1F."+f.Field, at, RuleMRZ+f.Rule, f.Message)
	}
	return document, nil
}

// widths are the characters of a line.
var widths = map[string]int{mrz.TD1: 30, mrz.TD2: 36, mrz.TD3: 44, mrz.MRVA: 44, mrz.MRVB: 36}
