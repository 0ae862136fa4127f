package genomic

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"
	"unicode/utf8"

	"bilgate/connectors/format/cmf"
)

// comment gathers for SPECIMENCOMMENT what the elements have no room for, as "name=value; name=value".
type comment []string

func (c *comment) add(name, value string) {
	if value != "" {
		*c = append(*c, name+"="+value)
	}
}

func (c comment) String() string { return strings.Join(c, "; ") }

// fit returns the value where the element takes that many characters. A longer one goes to the comment in full, and
// a short form stands for it: the same for the same value, and no part of it that could be taken for the whole.
func (c *comment) fit(name, value string, most int) string {
	if utf8.RuneCountInString(value) <= most {
		return value
	}
	c.add(name, value)
	sum := sha256.Sum256([]byte(value))
	return ("#" + base32.StdEncoding.EncodeToString(sum[:]))[:min(most, 10)]
}

// sourceLab is the laboratory, or the origin where the record names none: CMF wants one of 1 to 10 characters. A
// laboratory that does not fit gives way to a short origin code, which is a name that people know.
func (r registration) sourceLab(c *comment) string {
	if r.Laboratory == "" {
		return c.fit("origin", r.Origin, 10)
	}
	if utf8.RuneCountInString(r.Laboratory) > 10 && r.Origin != "" && utf8.RuneCountInString(r.Origin) <= 10 {
		c.add("laboratory", r.Laboratory)
		return r.Origin
	}
	c.add("origin", r.Origin)
	return c.fit("laboratory", r.Laboratory, 10)
}

// kit stands in KIT where the schema lists it.
func (r registration) kit(c *comment) string {
	if listed("KIT", &cmf.File{Kit: r.Kit}) {
		return r.Kit
	}
	c.add("kit", r.Kit)
	return ""
}

// readBy is who read the alleles, which CMF wants of every locus.
func (r registration) readBy(c *comment) string {
	if r.Reader == "" {
		return "UNKNOWN"
	}
	return c.fit("reader", r.Reader, 20)
}

// readAt is when the alleles were read, which CMF wants of every locus. Where the record does not say it, the time of
// receipt stands there and the comment says so.
func (r registration) readAt(received time.Time, c *comment) string {
	if day, err := time.Parse(time.DateOnly, r.AnalysedOn); err == nil {
		return day.Format("2006-01-02T15:04:05")
	}
	c.add("reading time", "unknown")
	return received.UTC().Format(dateTime)
}

// categories are the specimen categories that say the same as a category of the information cards, or something wider:
// those marked wider are named in the comment beside it.
var categories = map[string]struct {
	codis string
	wider bool
}{
	"":                    {"Other", false},
	"convicted":           {"Convicted Offender", false},
	"suspect":             {"Suspect, Known", false},
	"victim":              {"Victim, Known", false},
	"unidentified_person": {"Unidentified Person", false},
	"unidentified_corpse": {"Unidentified Person", true},
	"accused":             {"Suspect, Known", true},
	"witness":             {"Other", true},
	"relative_of_missing": {"Other", true}, // CODIS tells mother, father, child and sibling apart; the card does not
}

// category is SPECIMENCATEGORY: what an earlier CMF file said, else the counterpart of the card's.
func (r registration) category(c *comment) string {
	if r.CODISCategory != "" && listed("SPECIMENCATEGORY", &cmf.File{Specimens: []cmf.Specimen{{Category: r.CODISCategory}}}) {
		c.add("category", r.Category)
		return r.CODISCategory
	}
	c.add("codis category", r.CODISCategory)
	counterpart, known := categories[r.Category]
	if !known || counterpart.wider {
		c.add("category", r.Category)
	}
	if !known {
		return "Other"
	}
	return counterpart.codis
}

// listed reports whether the schema's list has the element's value.
func listed(element string, f *cmf.File) bool {
	for _, departure := range f.Check() {
		if departure.Element == element && departure.Rule == cmf.RuleValue {
			return false
		}
	}
	return true
}
