package genomic

import (
	"strings"
	"time"

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

// loci leaves out a locus without an allele: CMF says "no result" by silence.
func (r registration) loci(received time.Time, c *comment) []cmf.Locus {
	reader, readAt := r.readBy(c), r.readAt(received, c)
	var out []cmf.Locus
	for _, l := range r.Loci {
		if len(l.Alleles) == 0 {
			c.add("no result", l.Locus)
			continue
		}
		n := cmf.Locus{Name: cmf.LocusName(l.Locus), ReadingBy: reader, ReadingTime: readAt}
		for _, a := range l.written() {
			n.Alleles = append(n.Alleles, cmf.Allele{Value: a})
		}
		out = append(out, n)
	}
	return out
}

// written are the alleles as CMF has them: a homozygote is one ALLELE.
func (l locus) written() []string {
	marker, known := genotype.MarkerOf(l.Locus)
	if known && marker.Kind != genotype.X && len(l.Alleles) == 2 && l.Alleles[0] == l.Alleles[1] {
		return l.Alleles[:1]
	}
	return l.Alleles
}
