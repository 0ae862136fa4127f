package cmf

import "bilgate/connectors/format/genotype"

// Namespace is the namespace of every element.
const Namespace = "urn:CODISImportFile-schema"

// File is a CODIS import file. Texts are as written, without the blanks around them.
type File struct {
	HeaderVersion  string // "3.2"
	MessageType    string // "Import"
	DestinationORI string
	SourceLab      string // the laboratory that sends
	SubmitBy       string
	SubmitTime     string // xs:dateTime, usually without a zone
	BatchID        string // "" where the file has none
	Kit            string // "" where the file has none
	Specimens      []Specimen

	Findings []Finding // of Read, in the file's order; Write ignores them
}

// Specimen is one sample and its profile.
type Specimen struct {
	ID       string // unique in the file
	Category string // "Convicted Offender", "Forensic, Unknown" …
	Comment  string
	SourceID string // "Yes", "No", "N/A"; "" where there is none
	CaseID   string
	Partial  bool
	Loci     []Locus

	place   Place
	fileKit string // KIT of the file it was read from
	record  int    // index in the file it was read from
}

// Locus is one result of a specimen.
type Locus struct {
	Name        string // as written
	ReadingBy   string
	ReadingTime string // xs:dateTime
	BatchID     string
	Kit         string
	Alleles     []Allele

	place Place
}

// Allele is one value at a locus: an allele, or what the laboratory wrote in its place.
type Allele struct {
	Value    string
	Required bool
}

// Profile is the specimen's genotype made canonical. Two loci that are spellings of one name refuse it.
func (s *Specimen) Profile() genotype.Profile {
	readings := make([]genotype.Reading, 0, len(s.Loci))
	for _, l := range s.Loci {
		values := make([]string, 0, len(l.Alleles))
		for _, a := range l.Alleles {
			values = append(values, a.Value)
		}
		readings = append(readings, genotype.Reading{Locus: l.Name, Values: values, Kit: l.Kit, Place: l.place.of()})
	}
	p := genotype.Rules{Kit: s.fileKit}.Profile(s.ID, readings)
	for i := range p.Findings {
		p.Findings[i].Record = int32(s.record)
	}
	return p
}

// of is the place as package genotype has it: its column counts the cells of a table.
func (p Place) of() genotype.Place {
	return genotype.Place{Offset: int32(p.Offset), Line: int32(p.Line)}
}
