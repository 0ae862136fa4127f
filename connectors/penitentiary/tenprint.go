package penitentiary

import (
	"time"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/connectors"
	"bilgate/connectors/format/itl"
)

const (
	mediaOctets = "application/octet-stream"
	mediaITL    = "application/x-ansi-nist"
	mediaZIP    = "application/zip"
)

// tenprint is the feed of ten-print cards: one ANSI/NIST-ITL file a message, or one scanned sheet with its
// index file.
func tenprint() connectors.Feed {
	return framer(connectors.Feed{
		Name:     "penitentiary.tenprint",
		Help:     "Ten-print cards, one a batch: ANSI/NIST-ITL files (national Type-2 profile KZ-BIL simulated), or ZIP of a scanned card and index.json",
		Kind:     "fingerprint_registration",
		Formats:  []string{mediaITL, mediaZIP, mediaOctets, mediaJSON, mediaNDJSON},
		Order:    connectors.ByArrival,
		Deadline: time.Hour,
		Decoder:  "1",
		Schema:   tenprintSchema,
		Decode:   decodeTenprint,
		Mapping:  mappingOf("tenprint"),
	}, splitCard, onlyRetractions)
}

// national is the domain of the national Type-2 profile (1.013 DOM). Type-2 numbers mean something in
// their own domain only.
var national = itl.Domain{Name: "KZ-BIL", Version: "1.00"}

// cardNumber is the field of the national profile that names the record.
const cardNumber = 3

// type2 are the fields of the national profile by number, each a text column. Dates are YYYYMMDD.
var type2 = []struct {
	number int
	column string
}{
	{cardNumber, "card_number"},
	{4, "basis"}, // code word: custody
	{5, "ground"},
	{6, "registered_on"},
	{7, "place"},
	{8, "officer"},
	{10, "surname"},
	{11, "given_name"},
	{12, "patronymic"},
	{13, "birth_date"},
	{14, "birth_place"},
	{15, "sex"},         // M, F
	{16, "citizenship"}, // ISO 3166-1 alpha-3
	{17, "iin"},
	{18, "document_number"},
	{19, "document_issued"},
	{20, "document_expires"},
	{21, "document_issuer"},
}

// tenprintSchema is a card: Type-1, the national Type-2 where the file has one, its images, and the scan that they
// were cut from.
var tenprintSchema = arrow.NewSchema(append([]arrow.Field{
	text("tot"),  // 1.004
	text("date"), // 1.005 YYYYMMDD
	text("destination"),
	text("originator"),
	text("tcn"),
	text("reference"), // 1.010
	text("domain"),    // 1.013
	text("domain_version"),
	{Name: "images", Type: arrow.ListOfNonNullable(arrow.StructOf(imageFields...)), Nullable: true},
	{Name: "fingers", Type: arrow.ListOfNonNullable(arrow.StructOf(fingerFields...)), Nullable: true},
	{Name: "scan", Type: arrow.StructOf(scanFields...), Nullable: true},
}, type2Fields()...), nil)

// imageFields are what a file says of one image. It is personal, as in canon: the pixels, which are
// biometric, are a blob beside the batch and never in it.
var imageFields = []arrow.Field{
	whole("idc"),
	whole("position"),   // table 8
	whole("impression"), // table 7
	whole("resolution"), // pixels per inch
	whole("width"),      // pixels
	whole("height"),
	text("compression"), // CGA
	text("media"),       // media type of the bytes
	whole("size"),
	text("sha256"),
	whole("quality"),
	text("quality_algorithm"), // NFIQ1, or "vendor/product"
}

// fingerFields are why the print of a finger is there or not: 14.018 AMP (XX, UP), or "" for a finger
// whose single print the file holds.
var fingerFields = []arrow.Field{whole("position"), text("amp")}

func type2Fields() []arrow.Field {
	var out []arrow.Field
	for _, f := range type2 {
		out = append(out, text(f.column))
	}
	return out
}
