package penitentiary

import (
	"cmp"
	"errors"
	"strconv"

	"bilgate/connectors"
	"bilgate/connectors/format/cmf"
	"bilgate/mapping/canon"
)

// readCMF reads a CODIS CMF file. What departs from its schema travels with the file's first specimen.
// A file without a specimen is no fault: it is empty.
func readCMF(body []byte) ([]specimen, error) {
	file, err := cmf.Read(body)
	if err != nil {
		return nil, cmfFault(err)
	}
	var out []specimen
	for i := range file.Specimens {
		s := &file.Specimens[i]
		last := lastReading(s)
		out = append(out, specimen{
			Profile: s.Profile(), laboratory: file.SourceLab, codisCategory: s.Category, caseNumber: s.CaseID,
			kit: cmp.Or(last.Kit, file.Kit), reader: last.ReadingBy, analysedOn: dayOf(last.ReadingTime),
		})
	}
	out[0].around = cmfFindings(file.Findings)
	return out, nil
}

// cmfFault is what is wrong with a file in the words of the contract.
func cmfFault(err error) error {
	var f *cmf.Error
	if !errors.As(err, &f) {
		return err
	}
	if f.Rule == cmf.RuleNoSpecimens {
		return errNoProfiles
	}
	return &connectors.Fault{Code: "cmf." + f.Rule, Field: f.Element, Class: "element", Place: "line " + strconv.Itoa(f.Line)}
}

// lastReading is the locus that was read last; it says who read the profile and when.
func lastReading(s *cmf.Specimen) (last cmf.Locus) {
	for _, l := range s.Loci {
		if last.ReadingTime < l.ReadingTime {
			last = l
		}
	}
	return last
}

// dayOf is the day of an xs:dateTime, "" if the text is shorter than one.
func dayOf(time string) string {
	if len(time) < len("2006-01-02T") {
		return ""
	}
	return time[:len("2006-01-02")]
}

func cmfFindings(found []cmf.Finding) []canon.Finding {
	var out []canon.Finding
	for _, f := range found {
		out = append(out, canon.Finding{Grade: f.Grade, Code: "cmf." + f.Rule, Field: f.Element, Message: f.Message})
	}
	return out
}
