package penitentiary

import (
	"time"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/connectors"
	"bilgate/mapping/canon"
)

const (
	mediaTSV = "text/tab-separated-values"
	mediaXML = "application/xml"
)

// dna is the feed of DNA profiles: a laboratory's file a message, a profile a row.
func dna() connectors.Feed {
	return framer(connectors.Feed{
		Name:     "penitentiary.dna",
		Help:     "DNA profiles as GeneMapper tables, CODIS tables or CODIS CMF, one file a batch (categories simulated)",
		Kind:     "genomic_registration",
		Formats:  []string{mediaTSV, mediaCSV, mediaXML, mediaJSON, mediaNDJSON},
		Order:    connectors.ByArrival,
		Several:  true,
		Deadline: time.Hour,
		Settings: []connectors.Setting{
			{Name: settingCategory, Help: "category of the persons: convicted, suspect, accused, … or the agency's Russian word; used where the file has none of its own", Simulated: "convicted"},
			{Name: settingLaboratory, Help: "laboratory that made the profiles; needed with a table, which names none", Simulated: "DEMO-LAB"},
			{Name: settingReader, Help: "expert who read the alleles; used where the file names none", Simulated: "demo"},
		},
		Decoder: "1",
		Schema:  dnaSchema,
		Decode:  decodeDNA,
		Mapping: mappingOf("dna"),
	}, splitDNA, onlyRetractions)
}

// Settings of a batch of profiles.
const (
	settingCategory   = "category"
	settingLaboratory = "laboratory"
	settingReader     = "reader"
)

// dnaSchema is one profile. The sample's name is the barcode of its carrier.
var dnaSchema = arrow.NewSchema([]arrow.Field{
	text("sample"),
	text("laboratory"),     // the file's source laboratory, else the setting
	text("category"),       // the setting
	text("codis_category"), // SPECIMENCATEGORY
	text("reader"),         // READINGBY, else the setting
	text("kit"),
	text("analysed_on"),   // YYYY-MM-DD, the day of the latest reading
	text("case_number"),   // CASEID
	text("profile_class"), // person, mixture, incomplete, refused
	guarded(arrow.Field{Name: "loci", Type: arrow.ListOfNonNullable(arrow.StructOf(locusFields...)), Nullable: true}, canon.Genomic),
}, nil)

// locusFields are one locus, in canonical order and spelling.
var locusFields = []arrow.Field{
	text("locus"),
	{Name: "alleles", Type: arrow.ListOfNonNullable(arrow.BinaryTypes.String), Nullable: true}, // a homozygote's twice
	text("raw"), // as written
}
