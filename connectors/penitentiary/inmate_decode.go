package penitentiary

import (
	"errors"
	"strconv"

	"github.com/apache/arrow-go/v18/arrow/array"

	"bilgate/connectors"
	"bilgate/connectors/format/delimited"
	"bilgate/connectors/format/jsonrec"
	"bilgate/mapping/canon"
)

var inmateDecoder = jsonrec.NewDecoder(inmateSchema)

func decodeInmate(b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
	row := connectors.Row{RecordID: m.RecordID}
	var unknown int
	var err error
	if m.Format == mediaCSV {
		unknown, err = appendInmateLine(b.Columns, m.Body)
	} else {
		unknown, err = inmateDecoder.Append(b.Columns, m.Body)
	}
	if err != nil {
		return nil, faultOf(err)
	}
	if unknown > 0 {
		row.Findings = append(row.Findings, canon.Finding{
			Grade: "W", Code: "source.unknown_fields",
			Message: strconv.Itoa(unknown) + " fields are not in the source schema and were not read",
		})
	}
	b.Add(row)
	return nil, nil
}

// faultOf is a fault of the text in the words of the contract.
func faultOf(err error) error {
	var f *jsonrec.Fault
	if !errors.As(err, &f) {
		return err
	}
	return &connectors.Fault{Code: f.Code, Field: f.Field, Class: string(f.Class), Place: "byte " + strconv.Itoa(f.Place)}
}

// names are the columns that a table has in place of fio.
var names = []string{"surname", "given_name", "patronymic"}

// appendInmateLine appends one line of a table; an empty field is absent. It counts the columns that
// the schema lacks.
func appendInmateLine(columns *array.RecordBuilder, body []byte) (unknown int, err error) {
	r, code := delimited.Read(body)
	if code != "" {
		return 0, &connectors.Fault{Code: "decode." + code, Class: "text", Place: "line 2"}
	}
	rev, err := strconv.ParseInt(r.Value("rev"), 10, 64)
	if err != nil {
		return 0, &connectors.Fault{Code: jsonrec.CodeWrongType, Field: "rev", Class: "text", Place: "line 2"}
	}
	for i, f := range inmateSchema.Fields() {
		switch f.Name {
		case "rev":
			columns.Field(i).(*array.Int64Builder).Append(rev)
		case "fio":
			appendNames(columns.Field(i).(*array.ListBuilder), r)
		default:
			appendText(columns.Field(i).(*array.StringBuilder), r.Value(f.Name))
		}
	}
	return unknownColumns(r), nil
}

// appendNames makes the list of names as JSON has it: up to the last one that there is.
func appendNames(to *array.ListBuilder, r delimited.Record) {
	n := len(names)
	for n > 0 && r.Value(names[n-1]) == "" {
		n--
	}
	if n == 0 {
		to.AppendNull()
		return
	}
	to.Append(true)
	for _, name := range names[:n] {
		to.ValueBuilder().(*array.StringBuilder).Append(r.Value(name))
	}
}

func unknownColumns(r delimited.Record) (n int) {
	for _, name := range r.Names {
		_, known := inmateSchema.FieldsByName(name)
		if !known && name != names[0] && name != names[1] && name != names[2] || name == "fio" {
			n++
		}
	}
	return n
}
