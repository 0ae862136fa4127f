package sheet

import "strings"

// The domain of the national Type-2 profile (1.013), which gives the numbers of [Index.type2] their meaning.
const (
	Domain        = "KZ-BIL"
	DomainVersion = "1.00"
)

// type2Field is a text of the card with its number in the national profile.
type type2Field struct {
	number int
	name   string // of the index file's member
	value  string
}

// type2 lists the fields of the national Type-2 record in order; days are YYYYMMDD.
func (x *Index) type2() []type2Field {
	plain := func(iso string) string { return strings.ReplaceAll(iso, "-", "") }
	born, _ := partial(x.BirthDate)
	return []type2Field{
		{3, "card_number", x.CardNumber},
		{4, "basis", x.Basis},
		{5, "ground", x.Ground},
		{6, "registered_on", plain(x.RegisteredOn)},
		{7, "place", x.Place},
		{8, "officer", x.Officer},
		{10, "surname", x.Surname},
		{11, "given_name", x.GivenName},
		{12, "patronymic", x.Patronymic},
		{13, "birth_date", born},
		{14, "birth_place", x.BirthPlace},
		{15, "sex", x.Sex},
		{16, "citizenship", x.Citizenship},
		{17, "iin", x.IIN},
		{18, "document_number", x.DocumentNumber},
		{19, "document_issued", plain(x.DocumentIssued)},
		{20, "document_expires", plain(x.DocumentExpires)},
		{21, "document_issuer", x.DocumentIssuer},
	}
}
