package mapping

import (
	"maps"
	"slices"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
)

func TestStrictChecks(t *testing.T) {
	country := `mapping: a.b
version: 1
to: person
const: {subject.scheme: none, person.surname: A, person.birth_date: "1885-01-01", person.sex: M}
fields:
  person.citizenship: src.citizenship.orReject("citizenship")
  subject.country: src.pol
`
	p := compile(t, country)
	r := p.Run(batch(t, inmateSchema(),
		`{"id":"1","revision":1,"citizenship":"KAZ"}`,
		`{"id":"2","revision":1,"citizenship":"Kaz","pol":"XYZ"}`,
		`{"id":"3","revision":1,"citizenship":"UZB","pol":"KAZ"}`,
		`{"id":"4","revision":1,"citizenship":""}`))
	if !slices.Equal(r.Rows, []int{0, 2}) || len(r.Rejects) != 2 {
		t.Fatalf("rows %v, rejects %+v", r.Rows, r.Rejects)
	}
	equal(t, wantErrors(r.Rejects[0]), []string{"code_list 6:3 citizenship 3 letters", "code_list 7:3 pol 3 letters"})
	equal(t, wantErrors(r.Rejects[1]), []string{"code_list 6:3 citizenship empty"})
}

func TestRequiredInside(t *testing.T) {
	p := compile(t, `mapping: a.b
version: 1
to: person
const: {subject.scheme: none, person.birth_date: "1885-01-01", person.sex: M, person.citizenship: KAZ}
fields:
  person.surname: trim(src.pol.orReject("pol"))
`)
	r := p.Run(batch(t, inmateSchema(), `{"id":"1","revision":1,"pol":" "}`, `{"id":"2","revision":1,"pol":" Ли "}`))
	if !slices.Equal(r.Rows, []int{1}) {
		t.Errorf("rows %v", r.Rows)
	}
	equal(t, wantErrors(r.Rejects[0]), []string{"required 6:3 pol blank"})
}

// cardSchema is a fingerprint card with its pictures.
func cardSchema() *arrow.Schema {
	text := func(name string) arrow.Field {
		return arrow.Field{Name: name, Type: arrow.BinaryTypes.String, Nullable: true}
	}
	image := arrow.StructOf(arrow.Field{Name: "position", Type: arrow.PrimitiveTypes.Int64, Nullable: true}, text("sha256"))
	return arrow.NewSchema([]arrow.Field{
		text("surname"), text("number"), text("basis"), text("photo"), text("media"), text("visa_issuer"), text("iin"),
		{Name: "images", Type: arrow.ListOfNonNullable(image), Nullable: true},
	}, nil)
}

const cardMapping = `mapping: a.card
version: 1
to: fingerprint_registration
const:
  subject.scheme: iin
  date: "1904-02-01"
  ground: g
  person.given_name: B
  person.birth_date: "1885-03-07"
  person.sex: M
fields:
  subject.value: src.iin
  basis: src.basis.orReject("basis")
  person.surname: src.surname
  card.number: src.number
  photo.sha256: src.photo
  photo.media: src.media
  visa.issuer: src.visa_issuer
  images[]:
    each: src.images
    as: i
    fields:
      position: i.position.orReject("position")
      sha256: i.sha256.orReject("sha256")
`

func compileCard(t *testing.T) *Program {
	t.Helper()
	p, problems := Compile(files(cardMapping), cardSchema(), kind(t, "fingerprint_registration"), "test 1")
	if problems != nil {
		t.Fatal(problems)
	}
	return p
}

const cardImages = `"images":[{"position":1,"sha256":"a"},{"position":21,"sha256":"b"},{"position":2,"sha256":"c"}]`

func TestBasisMissing(t *testing.T) {
	p := compileCard(t)
	r := p.Run(batch(t, cardSchema(),
		`{"basis":"custody","surname":"A",`+cardImages+`}`,
		`{"basis":"custody","surname":"A","number":"1","images":[]}`,
		`{"basis":"custody","surname":"A","number":"1",`+cardImages+`}`,
		`{"basis":"exchange","surname":"A",`+cardImages+`}`))
	if !slices.Equal(r.Rows, []int{2}) || len(r.Rejects) != 3 {
		t.Fatalf("rows %v, rejects %+v", r.Rows, r.Rejects)
	}
	equal(t, wantErrors(r.Rejects[0]), []string{"required_for_basis 15:3 number absent"})
	equal(t, wantErrors(r.Rejects[1]), []string{"required_for_basis 19:3 images list of 0"})
	equal(t, wantErrors(r.Rejects[2]), []string{"required_for_basis 11:1  "})
}

func TestBasisOutside(t *testing.T) {
	p := compileCard(t)
	r := p.Run(batch(t, cardSchema(),
		`{"basis":"custody","surname":"A","number":"1","visa_issuer":"x",`+cardImages+`}`,
		`{"basis":"custody","surname":"A","number":"1",`+cardImages+`}`))
	if len(r.Rejects) != 0 || !maps.EqualFunc(r.Dropped, map[int][]string{0: {"visa.issuer"}}, slices.Equal) {
		t.Fatalf("rejects %+v, dropped %v", r.Rejects, r.Dropped)
	}
	for _, record := range canonical(p, r) {
		if want := canonical(p, r)[1]; record != want {
			t.Errorf("the dropped field leaves %s, not %s", record, want)
		}
	}
}

// TestStructWithoutItsRequiredField: a struct is there if one of its fields is, and then needs the required one.
func TestStructWithoutItsRequiredField(t *testing.T) {
	p := compileCard(t)
	r := p.Run(batch(t, cardSchema(),
		`{"basis":"custody","surname":"A","number":"1","photo":"d",`+cardImages+`}`,
		`{"basis":"custody","surname":"A","number":"1","media":"image/jp2",`+cardImages+`}`))
	if !slices.Equal(r.Rows, []int{0}) {
		t.Fatalf("rows %v", r.Rows)
	}
	equal(t, wantErrors(r.Rejects[0]), []string{"required 16:3 photo absent"})
}
