package genomic

import (
	"strings"
	"time"
	"unicode/utf8"

	"bilgate/connectors"
	"bilgate/connectors/format/cmf"
	"bilgate/connectors/format/genotype"
)

// registration holds the business fields of the kind genomic_registration that the subsystem gets.
type registration struct {
	Specimen struct {
		ID       string `json:"id"`
		Barcode  string `json:"barcode"`
		Material string `json:"material"`
	} `json:"specimen"`
	Origin        string  `json:"origin"`
	Laboratory    string  `json:"laboratory"`
	Reader        string  `json:"reader"`
	Kit           string  `json:"kit"`
	AnalysedOn    string  `json:"analysed_on"`
	Category      string  `json:"category"`
	CODISCategory string  `json:"codis_category"`
	CaseNumber    string  `json:"case_number"`
	ProfileClass  string  `json:"profile_class"`
	Loci          []locus `json:"loci"`
}

type locus struct {
	Locus   string   `json:"locus"`
	Alleles []string `json:"alleles"`
	Raw     string   `json:"raw"`
}

// What the gateway says of itself in a file's head.
const (
	headerVersion  = "3.2"
	messageType    = "Import"
	destinationORI = "BIL-DNA"
	submitBy       = "bilgate"
)

const dateTime = "2006-01-02T15:04:05Z"

// encodeSpecimen writes the profile as a CMF file. SPECIMENID is the record's id: 24 characters, just what the element
// takes, unique among all laboratories and known to the register; the laboratory's own id is in SPECIMENCOMMENT.
func encodeSpecimen(d connectors.Delivery) ([]byte, error) {
	var r registration
	if d.Record.Into(&r) != nil {
		return nil, &unfit{"record_shape"}
	}
	f := r.file(d.RecordID, d.Record.ReceivedAt)
	for _, departure := range f.Check() {
		return nil, &unfit{"cmf_" + strings.ToLower(departure.Element) + "_" + departure.Rule}
	}
	body, err := cmf.Write(f)
	if err != nil {
		return nil, &unfit{"cmf_text"}
	}
	return body, nil
}

// file builds the import file. The time of submission is that of the record's receipt, so that a repeat has the same bytes.
func (r registration) file(recordID string, received time.Time) *cmf.File {
	var c comment
	c.add("specimen", r.Specimen.ID)
	c.add("barcode", r.Specimen.Barcode)
	c.add("material", r.Specimen.Material)
	f := &cmf.File{
		HeaderVersion: headerVersion, MessageType: messageType, DestinationORI: destinationORI, SubmitBy: submitBy,
		SourceLab: r.sourceLab(&c), SubmitTime: received.UTC().Format(dateTime), Kit: r.kit(&c),
	}
	s := cmf.Specimen{
		ID: recordID, Category: r.category(&c), CaseID: c.fit("case", r.CaseNumber, 32),
		Partial: r.ProfileClass == "incomplete", Loci: r.loci(received, &c),
	}
	if r.ProfileClass == "mixture" {
		c.add("class", r.ProfileClass)
	}
	s.Comment = c.String()
	f.Specimens = []cmf.Specimen{s}
	return f
}

// loci leaves out a locus without any value: CMF says "no result" by silence. What was not designated goes out
// beside the alleles, so that half a locus is not read as a homozygote.
func (r registration) loci(received time.Time, c *comment) []cmf.Locus {
	reader, readAt := r.readBy(c), r.readAt(received, c)
	var out []cmf.Locus
	for _, l := range r.Loci {
		stored := genotype.Stored(l.Locus, l.Alleles, l.Raw)
		if len(l.Alleles) == 0 && !stored.Incomplete {
			c.add("no result", l.Locus)
			continue
		}
		out = append(out, cmf.LocusOf(fitted(stored, c), reader, readAt))
	}
	return out
}

// undesignated stands for a value that was not designated and has no room, or is not known.
const undesignated = "?"

// fitted makes the values that were not designated fit into ALLELEVALUE. One that does not goes in full to the
// comment.
func fitted(l genotype.Locus, c *comment) genotype.Locus {
	if !l.Incomplete {
		return l
	}
	values := l.Undesignated()
	for i, value := range values {
		if utf8.RuneCountInString(value) > 10 {
			c.add("raw "+l.Name, value)
			values[i] = undesignated
		}
	}
	if len(values) == 0 {
		values = []string{undesignated}
	}
	return genotype.Stored(l.Name, l.Alleles, strings.Join(values, ", "))
}
