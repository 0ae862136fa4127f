package fingerprint

import "bilgate/connectors"

// person holds the business fields of the kind person that the subsystem gets.
type person struct {
	Subject    subject    `json:"subject"`
	Person     names      `json:"person"`
	Documents  []document `json:"documents"`
	Links      links      `json:"links"`
	LegalBasis string     `json:"legal_basis"`
	ObservedAt string     `json:"observed_at"`
}

type subject struct {
	Scheme  string `json:"scheme,omitempty"`
	Value   string `json:"value,omitempty"`
	Country string `json:"country,omitempty"`
}

type names struct {
	Surname        string `json:"surname"`
	GivenName      string `json:"given_name"`
	Patronymic     string `json:"patronymic"`
	NamesLang      string `json:"names_lang"`
	LatinSurname   string `json:"latin_surname"`
	LatinGivenName string `json:"latin_given_name"`
	BirthDate      string `json:"birth_date"`
	BirthPlace     string `json:"birth_place"`
	Sex            string `json:"sex"`
	Citizenship    string `json:"citizenship"`
	Ethnicity      string `json:"ethnicity"`
}

type document struct {
	Type    string `json:"type,omitempty"`
	Number  string `json:"number,omitempty"`
	Issued  string `json:"issued,omitempty"`
	Expires string `json:"expires,omitempty"`
	Issuer  string `json:"issuer,omitempty"`
}

type links struct {
	CardNumber string `json:"card_number,omitempty"`
	Specimen   string `json:"specimen,omitempty"`
}

// biographic is the person as the agency's record has them. Members with a counterpart in OSIA's examples bear its
// name (dateOfBirth, gender, nationality); a birth date may lack its day, or day and month.
type biographic struct {
	Subject        subject    `json:"subject"`
	LastName       string     `json:"lastName,omitempty"`
	FirstName      string     `json:"firstName,omitempty"`
	Patronymic     string     `json:"patronymic,omitempty"`
	NamesLanguage  string     `json:"namesLanguage,omitempty"`
	LatinLastName  string     `json:"latinLastName,omitempty"`
	LatinFirstName string     `json:"latinFirstName,omitempty"`
	DateOfBirth    string     `json:"dateOfBirth,omitempty"`
	PlaceOfBirth   string     `json:"placeOfBirth,omitempty"`
	Gender         string     `json:"gender,omitempty"`
	Nationality    string     `json:"nationality,omitempty"`
	Ethnicity      string     `json:"ethnicity,omitempty"`
	Documents      []document `json:"documents,omitempty"`
	Links          *links     `json:"links,omitempty"`
}

func (e *encounter) fillPerson(d connectors.Delivery) error {
	var p person
	if d.Record.Into(&p) != nil {
		return &unfit{"record_shape"}
	}
	e.BiographicData = biography(p.Subject, p.Person)
	e.BiographicData.Documents = p.Documents
	if p.Links != (links{}) {
		e.BiographicData.Links = &p.Links
	}
	e.ContextualData = contextual{LegalBasis: p.LegalBasis, ObservedAt: p.ObservedAt}
	return nil
}

func biography(s subject, n names) *biographic {
	return &biographic{
		Subject: s, LastName: n.Surname, FirstName: n.GivenName, Patronymic: n.Patronymic, NamesLanguage: n.NamesLang,
		LatinLastName: n.LatinSurname, LatinFirstName: n.LatinGivenName, DateOfBirth: n.BirthDate,
		PlaceOfBirth: n.BirthPlace, Gender: n.Sex, Nationality: n.Citizenship, Ethnicity: n.Ethnicity,
	}
}
