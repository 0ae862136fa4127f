package penitentiary

import (
	"time"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/connectors"
)

// inmate is the feed of inmates: one JSON object or one line of a table each.
func inmate() connectors.Feed {
	return framer(connectors.Feed{
		Name:     "penitentiary.inmate",
		Help:     "Inmates as JSON, NDJSON or CSV, a record a revision (simulated)",
		Kind:     "person",
		Formats:  []string{mediaJSON, mediaNDJSON, mediaCSV},
		Order:    connectors.ByRevision,
		Deadline: 15 * time.Minute,
		Decoder:  "1",
		Schema:   inmateSchema,
		Decode:   decodeInmate,
		Mapping:  mappingOf("inmate"),
	}, splitInmateTable, putInmate, "message_id", "inmate_id", "rev")
}

// inmateSchema is the agency's record of an inmate. Dates are DD.MM.YYYY with 00 for what is unknown;
// code words are Russian.
var inmateSchema = arrow.NewSchema([]arrow.Field{
	text("message_id"), // the agency's own id of the message
	text("inmate_id"),
	whole("rev"),
	text("op"),
	text("iin"),
	{Name: "fio", Type: arrow.ListOfNonNullable(arrow.BinaryTypes.String), Nullable: true}, // surname, given name, patronymic
	text("lang"), // of the names: kk, ru
	text("latin_surname"),
	text("latin_given"),
	text("dob"),
	text("birth_place"),
	text("pol"),
	text("citizenship"),
	text("ethnicity"),
	text("doc_type"),
	text("doc_no"),
	text("doc_issued"),
	text("doc_expires"),
	text("doc_issuer"),
	text("facility"),
	text("article"),
	text("custody_start"),
	text("card_no"), // of the ten-print card
	text("barcode"), // of the specimen
}, nil)
