package penitentiary

import (
	"bytes"
	"errors"
	"io"

	"bilgate/connectors"
	"bilgate/connectors/format/itl"
	"bilgate/connectors/format/jsonrec"
	"bilgate/connectors/format/sheet"
)

// onlyRetractions refuses an object in a feed whose records are no JSON.
func onlyRetractions(f *framing, seq int, _ []byte, _ []jsonrec.Value) error {
	return f.bad(seq, connectors.CodeFormat)
}

// splitCard takes the batch as one file. A file that breaks off after its first records is still a
// message, whose decoding says where it breaks.
func splitCard(f *framing) error {
	body, err := io.ReadAll(io.LimitReader(f.batch.Body, connectors.MaxMessage+1))
	switch {
	case err != nil:
		return err
	case len(body) > connectors.MaxMessage:
		return f.bad(1, connectors.CodeTooLarge)
	case sheet.IsBundle(body):
		return f.sheet(body)
	case !isCard(body):
		return f.bad(1, connectors.CodeFormat)
	}
	card, err := itl.Parse(body)
	id, tcn := cardIDs(card)
	if id == "" && err != nil {
		return f.bad(1, unframed(err))
	}
	return f.emit(connectors.Message{Seq: 1, ID: tcn, RecordID: id, Op: connectors.Put, Format: mediaITL, Body: body})
}

// isCard recognises the traditional encoding by its first tag, which some writers print as 01.001.
func isCard(body []byte) bool {
	for _, tag := range []string{"1.001:", "01.001:", "1.01:"} {
		if bytes.HasPrefix(body, []byte(tag)) {
			return true
		}
	}
	return false
}

// cardIDs are the ids of record and message as far as the file reads. The record is the national card
// number; in any other domain a file is its own record, and a control number is unique to its originator.
func cardIDs(card *itl.Transaction) (record, message string) {
	head := card.Type1()
	if head.Domain.Name == national.Name {
		return nationalType2(card).Text(cardNumber), head.TCN
	}
	if head.Originator == "" || head.TCN == "" {
		return "", ""
	}
	foreign := head.Originator + "/" + head.TCN
	return foreign, foreign
}

// nationalType2 is the first Type-2 record of a file of the national domain, else an empty record.
func nationalType2(card *itl.Transaction) *itl.Record {
	for i := range card.Records {
		if card.Records[i].Type == 2 && card.Type1().Domain.Name == national.Name {
			return &card.Records[i]
		}
	}
	return &itl.Record{Type: 2}
}

// unframed is the code of a file whose first record does not read.
func unframed(err error) string {
	var f *itl.Finding
	if errors.As(err, &f) && (f.Rule == itl.RuleLenRange || f.Rule == itl.RuleRecordMissing) {
		return connectors.CodeTruncated
	}
	return connectors.CodeSyntax
}
