package mrz

import (
	"cmp"
	"slices"
	"time"
)

// The formats.
const (
	TD1  = "TD1"   // card, 3 × 30
	TD2  = "TD2"   // larger card, 2 × 36
	TD3  = "TD3"   // passport, 2 × 44
	MRVA = "MRV-A" // visa, 2 × 44
	MRVB = "MRV-B" // visa, 2 × 36
)

// Document is a zone field by field, without the fillers behind a value. A
// character outside the alphabet stands as "?".
type Document struct {
	Format         string    `json:"document"` // one of TD1, TD2, TD3, MRVA, MRVB
	Code           string    `json:"code"`
	State          string    `json:"state"`  // issuing state or organisation
	Number         string    `json:"number"` // whole, also where it runs on in the optional data
	Nationality    string    `json:"nationality"`
	Sex            string    `json:"sex"`             // M, F, <, or "" if it is none of them
	Birth          Date      `json:"birth"`           // parts may be unknown
	Expiry         Date      `json:"expiry"`          //
	Optional1      string    `json:"optional1"`       // behind the rest of a long number
	Optional2      string    `json:"optional2"`       // TD1 only
	PersonalNumber string    `json:"personal_number"` // IIN on a Kazakh card
	Surname        string    `json:"surname"`         // primary identifier
	GivenNames     []string  `json:"given_names"`     // secondary identifier
	NameTruncated  bool      `json:"name_truncated"`  // the name fills its field: it may go on
	Findings       []Finding `json:"findings"`        // by line and column; none for a good document
}

// Parse reads a zone from its lines, or from its lines joined without line ends.
// today decides the century of birth.
//
// A text that no layout fits gives no document and an error; characters outside
// the alphabet give an error beside the document, among whose findings they are
// as well. Every error is a [*Finding] of grade F. Other faults are findings of
// the document and no error.
func Parse(text string, today time.Time) (*Document, error) {
	z, bad := frame(text)
	if bad != nil {
		return nil, bad
	}
	d := z.document(today)
	for i := range d.Findings {
		if d.Findings[i].Grade == GradeStructure {
			return d, &d.Findings[i]
		}
	}
	return d, nil
}

// document reads and checks every field.
func (z *zone) document(today time.Time) *Document {
	d := &Document{
		Format: z.format, Code: z.readCode(), State: z.readState(FieldState, z.state),
		Nationality: z.readState(FieldNationality, z.national), Sex: z.readSex(),
		Birth: z.readBirth(today), Expiry: z.readExpiry(),
	}
	d.Number, d.Optional1 = z.readNumber()
	d.PersonalNumber = z.personalNumber(d.Optional1)
	if z.optional2 != (span{}) {
		d.Optional2 = z.trimmed(z.optional2)
	}
	d.Surname, d.GivenNames, d.NameTruncated = z.readName()
	z.check(FieldBirth, z.text(z.birth), z.birth.check())
	z.check(FieldExpiry, z.text(z.expiry), z.expiry.check())
	z.checkOptional()
	z.checkComposite()
	slices.SortStableFunc(z.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	d.Findings = z.findings
	return d
}
