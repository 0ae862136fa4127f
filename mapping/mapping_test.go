package mapping

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/mapping/canon"
	"bilgate/mapping/canon/iin"
)

// inmateSchema is the source schema of the tests: flat text, a list of text, a number, a struct and a
// list of structs.
func inmateSchema() *arrow.Schema {
	text := func(name string) arrow.Field {
		return arrow.Field{Name: name, Type: arrow.BinaryTypes.String, Nullable: true}
	}
	card := arrow.StructOf(
		arrow.Field{Name: "kind", Type: arrow.BinaryTypes.String},
		text("number"), text("issued"),
	)
	return arrow.NewSchema([]arrow.Field{
		{Name: "id", Type: arrow.BinaryTypes.String},
		text("iin"),
		{Name: "fio", Type: arrow.ListOfNonNullable(arrow.BinaryTypes.String), Nullable: true},
		text("dob"), text("pol"), text("citizenship"), text("custody_start"), text("seen"), text("pieces"),
		{Name: "height", Type: arrow.PrimitiveTypes.Int32, Nullable: true},
		{Name: "address", Type: arrow.StructOf(text("city"), text("street")), Nullable: true},
		{Name: "cards", Type: arrow.ListOfNonNullable(card), Nullable: true},
		{Name: "revision", Type: arrow.PrimitiveTypes.Int64},
	}, nil)
}

const sexList = "code,value\nM,мужской\nF,женский\n"

const countryList = `code,value,from,to
KAZ,Казахстан,,
RUS,Россия,,
UZB,Узбекистан,,
RUS,Союз,,1991-12-25
KAZ,Союз,1991-12-26,
`

const inmateMapping = `mapping: penitentiary.inmate
version: 3
to: person
lookups: {sex: sex.csv, citizenship: citizenship.csv}
let:
  born:  date(src.dob, "DD.MM.YYYY")
  since: date(src.custody_start, "DD.MM.YYYY")
const:
  subject.scheme: iin
fields:
  subject.value:      iin(src.iin).orReject("iin_check")
  person.surname:     trim(src.fio[?0].orReject("fio"))
  person.given_name:  upper(trim(src.fio[?1]))
  person.patronymic:  trim(src.fio[?2])
  person.birth_date:  born.orReject("birth_date")
  person.sex:         lookup("sex", src.pol).orReject("sex_code")
  person.citizenship: lookup("citizenship", src.citizenship, since).orReject("citizenship_code")
  observed_at:        timestamp(src.seen, "DD.MM.YYYY HH:mm:ss")
  documents[]:
    each: src.cards
    as: card
    fields:
      number: card.number.orReject("document_number")
      issued: date(card.issued, "DD.MM.YYYY")
`

func files(mapping string, more ...string) Source {
	fs := fstest.MapFS{
		"inmate.yaml": {Data: []byte(mapping)}, "sex.csv": {Data: []byte(sexList)}, "citizenship.csv": {Data: []byte(countryList)},
	}
	for i := 0; i+1 < len(more); i += 2 {
		fs[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	return Source{fs, "inmate.yaml"}
}

func kind(t testing.TB, name string) *canon.Kind {
	t.Helper()
	k, ok := canon.Lookup(name)
	if !ok {
		t.Fatalf("there is no kind %s", name)
	}
	return k
}

func compile(t testing.TB, mapping string, more ...string) *Program {
	t.Helper()
	p, problems := Compile(files(mapping, more...), inmateSchema(), kind(t, "person"), "test 1")
	if problems != nil {
		t.Fatalf("compile:\n%v", problems)
	}
	return p
}

// batch makes a batch of JSON records, one a line.
func batch(t testing.TB, schema *arrow.Schema, lines ...string) arrow.RecordBatch {
	t.Helper()
	b, _, err := array.RecordFromJSON(memory.DefaultAllocator, schema, strings.NewReader("["+strings.Join(lines, ",")+"]"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// validIIN makes the number of a person born on a day of the 1880s.
func validIIN(t testing.TB, first11 string) string {
	t.Helper()
	digit, _, ok := iin.CheckDigit(first11)
	if !ok {
		t.Fatalf("%s has no check digit", first11)
	}
	return first11 + string(rune('0'+digit))
}

func TestRun(t *testing.T) {
	p := compile(t, inmateMapping)
	number := validIIN(t, "85030710001")
	result := p.Run(batch(t, inmateSchema(),
		`{"id":"1","revision":1,"iin":"`+number+`","fio":[" Ахметов ","Әлия"],"dob":"07.03.1885","pol":"мужской","citizenship":"Союз",
		  "custody_start":"25.12.1991","seen":"01.06.2024 12:00:00","cards":[{"kind":"id","number":"N1","issued":"01.02.1904"},{"kind":"id","number":"N2"}]}`,
		`{"id":"2","revision":1,"iin":"`+number[:11]+`x","fio":[],"dob":"31.02.1885","pol":"Мужской","citizenship":"Союз","cards":[{"kind":"id"},{"kind":"id","number":"N2"},{"kind":"id"}]}`,
		`{"id":"3","revision":1,"iin":"`+number+`","fio":["Ли"],"dob":"07.03.1885","pol":"женский","citizenship":"Казахстан","custody_start":"26.12.1991"}`,
	))
	defer result.Batch.Release()
	got, err := json.MarshalIndent(result.Rejects, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	for i := range result.Rows {
		t.Logf("row %d: %s", result.Rows[i], p.kind.AppendJSON(nil, result.Batch, i, canon.Writing{}))
	}
	t.Logf("%s", got)
	for _, e := range p.Explain() {
		t.Logf("%+v", e)
	}
}
