package penitentiary

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"

	"github.com/apache/arrow-go/v18/arrow/array"

	"bilgate/connectors"
	"bilgate/connectors/format/genotype"
	"bilgate/mapping/canon"
)

// specimen is a profile with what its file says around it.
type specimen struct {
	genotype.Profile
	laboratory, codisCategory, reader, kit, analysedOn, caseNumber string
	around                                                         []canon.Finding // of the file
}

// errNoProfiles is a file without a profile.
var errNoProfiles = errors.New("the file holds no profile")

// decodeDNA makes one row a profile. Controls are none; a control that fails, or a file that does not
// read, refuses the message; a profile that must not be registered refuses its own row, by its class.
func decodeDNA(b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
	specimens, err := readSpecimens(m)
	if err != nil && err != errNoProfiles {
		return nil, err
	}
	for i := range specimens {
		s := &specimens[i]
		s.laboratory = cmp.Or(s.laboratory, m.Set[settingLaboratory])
		s.reader = cmp.Or(s.reader, m.Set[settingReader])
		if s.laboratory == "" {
			return nil, &connectors.Fault{
				Code: "dna.laboratory", Field: "laboratory", Class: "missing", Place: "setting laboratory",
			}
		}
	}
	for i := range specimens {
		s := &specimens[i]
		appendSpecimen(b.Columns, s, m.Set[settingCategory])
		b.Add(connectors.Row{RecordID: s.recordID(), Findings: append(s.around, profileFindings(s.Findings)...)})
	}
	return nil, nil
}

func readSpecimens(m connectors.Message) ([]specimen, error) {
	if m.Format == mediaXML {
		return readCMF(m.Body)
	}
	return readTable(m.Body)
}

// readTable reads a table, which says nothing around its profiles but, at times, the kit. What was found on its
// controls travels with its first profile.
func readTable(body []byte) ([]specimen, error) {
	table, err := genotype.ReadTable(body)
	if err != nil {
		return nil, tableFault(err)
	}
	var out []specimen
	for _, p := range table.Profiles {
		out = append(out, specimen{Profile: p, kit: p.Kit})
	}
	for _, c := range table.Controls {
		if len(out) > 0 {
			out[0].around = append(out[0].around, profileFindings(c.Profile.Findings)...)
		}
	}
	return out, nil
}

// tableFault is what is wrong with a table in the words of the contract.
func tableFault(err error) error {
	var control *genotype.ControlError
	if errors.As(err, &control) {
		return &connectors.Fault{Code: "control.failed", Field: control.Locus, Class: control.Rule, Place: "line " + strconv.Itoa(control.Line)}
	}
	var table *genotype.TableError
	if errors.As(err, &table) {
		if table.Rule == genotype.RuleNoRows {
			return errNoProfiles
		}
		place := fmt.Sprintf("line %d", table.Line)
		if table.Column > 0 {
			place += fmt.Sprintf(" column %d", table.Column)
		}
		return &connectors.Fault{Code: "genotype." + table.Rule, Field: table.Name, Class: "table", Place: place}
	}
	return err
}

// recordID is unique among all laboratories.
func (s *specimen) recordID() string { return s.laboratory + "/" + s.Sample }

func profileFindings(found []genotype.Finding) []canon.Finding {
	var out []canon.Finding
	for _, f := range found {
		out = append(out, canon.Finding{Grade: string(f.Grade), Code: "genotype." + f.Rule, Field: f.Locus, Message: f.Message})
	}
	return out
}

// appendSpecimen follows dnaSchema.
func appendSpecimen(columns *array.RecordBuilder, s *specimen, category string) {
	for i, value := range []string{
		s.Sample, s.laboratory, category, s.codisCategory, s.reader, s.kit, s.analysedOn, s.caseNumber, string(s.Class),
	} {
		appendText(columns.Field(i).(*array.StringBuilder), value)
	}
	list := columns.Field(dnaSchema.NumFields() - 1).(*array.ListBuilder)
	list.Append(true)
	for _, l := range s.Loci {
		appendLocus(list.ValueBuilder().(*array.StructBuilder), l)
	}
}

// appendLocus follows locusFields. A locus without a designated allele has an empty list.
func appendLocus(to *array.StructBuilder, l genotype.Locus) {
	to.Append(true)
	appendText(to.FieldBuilder(0).(*array.StringBuilder), l.Name)
	alleles := to.FieldBuilder(1).(*array.ListBuilder)
	alleles.Append(true)
	for _, allele := range l.Alleles {
		alleles.ValueBuilder().(*array.StringBuilder).Append(allele)
	}
	appendText(to.FieldBuilder(2).(*array.StringBuilder), l.Raw)
}
