package cmf

import (
	"strings"
	"unicode/utf8"
)

// Caps of the schema, and of what one file's findings list.
const (
	maxLoci     = 64 // a specimen
	maxAlleles  = 8  // a locus
	maxFindings = 256
)

// checker collects departures from the schema.
type checker struct {
	findings []Finding
	record   int
	place    Place
}

// Check holds the file against the schema of CMF 3.2: what is mandatory, lengths, value lists, dates,
// repetitions. No finding means that the schema accepts what Write writes.
func (f *File) Check() []Finding {
	c := &checker{record: NoRecord}
	c.headerVersion(f.HeaderVersion)
	c.oneOf("MESSAGETYPE", f.MessageType, map[string]bool{"Import": true})
	c.text("DESTINATIONORI", f.DestinationORI, 10)
	c.text("SOURCELAB", f.SourceLab, 10)
	c.text("SUBMITBYUSERID", f.SubmitBy, 20)
	c.dateTime("SUBMITDATETIME", f.SubmitTime)
	c.optional("BATCHID", f.BatchID, 32)
	c.kit(f.Kit)
	for i := range f.Specimens {
		c.record = i
		c.specimen(&f.Specimens[i])
	}
	return c.findings
}

func (c *checker) specimen(s *Specimen) {
	c.place = s.place
	c.text("SPECIMENID", s.ID, 24)
	c.oneOf("SPECIMENCATEGORY", s.Category, values["category"])
	c.optional("SPECIMENCOMMENT", s.Comment, 255)
	c.optional("CASEID", s.CaseID, 32)
	if s.SourceID != "" {
		c.oneOf("SOURCEID", s.SourceID, map[string]bool{"Yes": true, "No": true, "N/A": true})
	}
	c.count("LOCUS", len(s.Loci), maxLoci)
	names := map[string]bool{}
	for i := range s.Loci {
		c.locus(&s.Loci[i])
		if name := s.Loci[i].Name; names[name] {
			c.note("LOCUSNAME", RuleUnique, "an earlier locus of the specimen has the same name")
		} else {
			names[name] = true
		}
	}
}

func (c *checker) locus(l *Locus) {
	c.place = l.place
	c.oneOf("LOCUSNAME", l.Name, values["locus"])
	c.text("READINGBY", l.ReadingBy, 20)
	c.dateTime("READINGDATETIME", l.ReadingTime)
	c.optional("BATCHID", l.BatchID, 32)
	c.kit(l.Kit)
	c.count("ALLELE", len(l.Alleles), maxAlleles)
	for _, a := range l.Alleles {
		c.text("ALLELEVALUE", a.Value, 10)
	}
}

// headerVersion wants a decimal of two digits, one of them after the point: "3.2".
func (c *checker) headerVersion(text string) {
	whole, fraction, _ := strings.Cut(text, ".")
	digits := strings.Trim(whole+fraction, "0123456789") == ""
	if whole == "" || !digits || len(fraction) > 1 || len(whole+fraction) > 2 {
		c.note("HEADERVERSION", RuleValue, "the version is not a decimal of two digits")
	}
}

func (c *checker) kit(name string) {
	if name != "" {
		c.oneOf("KIT", name, values["kit"])
	}
}

func (c *checker) oneOf(element, value string, list map[string]bool) {
	switch {
	case value == "":
		c.note(element, RuleAbsent, "the element is missing or empty")
	case !list[value]:
		c.note(element, RuleValue, "the value is not in the schema's list")
	}
}

func (c *checker) text(element, value string, most int) {
	if value == "" {
		c.note(element, RuleAbsent, "the element is missing or empty")
	}
	c.optional(element, value, most)
}

func (c *checker) optional(element, value string, most int) {
	if utf8.RuneCountInString(value) > most {
		c.note(element, RuleLength, "the text is longer than the schema allows")
	}
}

func (c *checker) count(element string, n, most int) {
	switch {
	case n == 0:
		c.note(element, RuleAbsent, "there is none")
	case n > most:
		c.note(element, RuleCount, "there are more than the schema allows")
	}
}

func (c *checker) dateTime(element, text string) {
	if text == "" {
		c.note(element, RuleAbsent, "the element is missing or empty")
	} else if _, ok := ParseTime(text); !ok {
		c.note(element, RuleValue, "the value is no date and time between 1900 and 2079")
	}
}

func (c *checker) note(element, rule, message string) {
	if len(c.findings) < maxFindings {
		c.findings = append(c.findings, Finding{Grade: "W", Record: c.record, Place: c.place, Element: element, Rule: rule, Message: message})
	}
}
