package canon

import (
	"bytes"
	"encoding/json"
)

// Names of the Avro types: the record of a kind; what its provenance is made of, which is the same for every
// kind; its business fields; and the code lists.
const (
	avroRecords  = "kz.bil.canonical"
	avroEnvelope = avroRecords + ".envelope"
	avroData     = avroRecords + ".data"
	avroCodes    = avroRecords + ".codes"
	avroSealed   = avroEnvelope + ".sealed"
)

// AvroSchema returns the Avro schema (specification 1.12) of a whole record of the kind: the provenance, and the
// business fields as the record "data", which is null in a retraction. The same kind gives the same bytes.
//
//   - What may be absent is a union of null and its type, null first and the default.
//   - A full date is an int of logical type date; a partial date and a timestamp of the business fields are text as
//     the record has them, since no logical type keeps what is not known of the one and the written fraction of the other.
//   - A code list is an enum where its codes hold for all times and are legal names; it has no default symbol, since a
//     code that a reader does not know must not turn into another one (I5). Other lists are text or long, named in doc.
//   - A sealing unit is a union of its plain type and the record "sealed".
//
// Each field has its labels and note as doc, and its sensitivity, source and code list as properties.
func (k *Kind) AvroSchema() ([]byte, error) {
	return k.avroSchema(Codes)
}

func (k *Kind) avroSchema(lists listsNamed) ([]byte, error) {
	w := &avroWriter{kind: k, lists: lists, defined: map[string]bool{}}
	raw, err := json.Marshal(w.record())
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// avroWriter writes a schema: a named type is defined where it first stands and named from then on.
type avroWriter struct {
	kind    *Kind
	lists   listsNamed
	defined map[string]bool
}

func (w *avroWriter) record() object {
	data := w.fields(avroData+"."+w.kind.Name, w.kind.Fields, false)
	head := avroRecord(avroRecords+"."+w.kind.Name, labelsOf(w.kind.Labels), append(w.envelope(),
		avroField("data", "The business fields; null in a retraction.", nullable(data))))
	return append(head, pair{"version", w.kind.Version})
}

// envelope are the fields of the provenance, in the order of Record.
func (w *avroWriter) envelope() []object {
	part := func(name, doc string, fields ...object) object { return avroRecord(avroEnvelope+"."+name, doc, fields) }
	plain := func(name, kind string) object { return object{{"name", name}, {"type", kind}} }
	op := object{{"type", "enum"}, {"name", avroEnvelope + ".op"}, {"symbols", []Op{Put, Retract}}}
	finding := part("finding", "Something a person should look at.",
		plain("grade", "string"), plain("code", "string"),
		avroField("field", "", nullable("string")), avroField("message", "", nullable("string")))
	return []object{
		avroField("id", "Opaque name of the record: 24 characters of base32.", "string"),
		avroField("kind", "The kind's name.", "string"),
		avroField("op", "A new state, or the agency's withdrawal of the record.", op),
		avroField("order", "The source's order of a record's states.",
			part("order", "Compared major first.", plain("major", "long"), plain("minor", "long"))),
		avroField("version", "The register's ordinal, from 1; null before the register has seen the record.", nullable("long")),
		avroField("source", "Where the record came from.", part("source", "A message of an agency.",
			plain("agency", "string"), plain("feed", "string"), plain("message_id", "string"),
			plain("part", "long"), plain("parts", "long"),
			plain("topic", "string"), plain("partition", "int"), plain("offset", "long"), plain("sha256", "string"))),
		avroField("mapping", "The mapping that made the record.", part("mapping", "A published mapping.",
			plain("name", "string"), plain("version", "long"), plain("hash", "string"))),
		avroField("received_at", "When the gateway received the message.",
			object{{"type", "long"}, {"logicalType", "timestamp-nanos"}}),
		avroField("findings", "", nullable(object{{"type", "array"}, {"items", finding}})),
	}
}

func avroRecord(name, doc string, fields []object) object {
	return object{{"type", "record"}, {"name", name}, {"doc", doc}, {"fields", fields}}
}

// avroField is a field; one whose type is a union with null has null as its default.
func avroField(name, doc string, kind any) object {
	out := object{{"name", name}, {"type", kind}}
	if doc != "" {
		out = append(out, pair{"doc", doc})
	}
	if union, ok := kind.([]any); ok && union[0] == "null" {
		out = append(out, pair{"default", nil})
	}
	return out
}

// nullable is the union of null and a type, or of null and the members of a union.
func nullable(kind any) []any {
	if union, ok := kind.([]any); ok {
		return append([]any{"null"}, union...)
	}
	return []any{"null", kind}
}

func labelsOf(labels map[Lang]string) string {
	return labels["en"] + " / " + labels["ru"] + " / " + labels["kk"]
}
