package mapping

import (
	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping/canon"
)

// nullableText is a column of texts that may be null.
func nullableText(name string) arrow.Field {
	return arrow.Field{Name: name, Type: arrow.BinaryTypes.String, Nullable: true}
}

// labelled is a field whose schema says how sensitive it is.
func labelled(f arrow.Field, s canon.Sensitivity) arrow.Field {
	f.Metadata = arrow.MetadataFrom(map[string]string{SensitivityKey: string(s)})
	return f
}

// sheetSchema is a source of fingerprint cards.
func sheetSchema() *arrow.Schema {
	image := arrow.StructOf(arrow.Field{Name: "position", Type: arrow.PrimitiveTypes.Int64, Nullable: true}, nullableText("sha256"))
	fields := []arrow.Field{{Name: "images", Type: arrow.ListOfNonNullable(image), Nullable: true}}
	for _, name := range []string{"basis", "sent", "originator", "number", "ground", "surname", "given_name", "dob", "sex"} {
		fields = append(fields, nullableText(name))
	}
	return arrow.NewSchema(fields, nil)
}

// specimenSchema is a source of profiles with fields of every sensitivity.
func specimenSchema() *arrow.Schema {
	locus := arrow.StructOf(nullableText("locus"), labelled(arrow.Field{Name: "alleles", Type: arrow.ListOfNonNullable(arrow.BinaryTypes.String), Nullable: true}, "misspelt"), nullableText("raw"))
	return arrow.NewSchema([]arrow.Field{
		labelled(arrow.Field{Name: "sample", Type: arrow.BinaryTypes.String}, canon.Open),
		nullableText("laboratory"), nullableText("kit"),
		labelled(nullableText("template"), canon.Biometric),
		labelled(nullableText("amelogenin"), canon.Genomic),
		labelled(arrow.Field{Name: "loci", Type: arrow.ListOfNonNullable(locus), Nullable: true}, canon.Genomic),
	}, nil)
}
