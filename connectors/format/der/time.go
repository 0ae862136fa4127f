package der

import (
	"time"
)

// Time reads a UTCTime or a GeneralizedTime, X.680 clauses 46 and 47. Two-digit
// years are 1950 to 2049 (RFC 5280 clause 4.1.2.5.1); seconds may be absent; a zone
// other than Z is BER and read; without a zone the time is taken as UTC.
func (e Element) Time() (time.Time, error) {
	layouts := generalizedLayouts
	if e.Tag == UTCTime {
		layouts = utcLayouts
	} else if e.Tag != GeneralizedTime {
		return time.Time{}, fault(e.Offset, RuleTag, e.Tag.String()+" stands where a time belongs")
	}
	if e.Constructed || len(e.Content) > 32 {
		return time.Time{}, fault(e.Offset, RuleValue, "no time")
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, string(e.Content))
		if err != nil {
			continue
		}
		if e.Tag == UTCTime && t.Year() >= 2050 {
			t = t.AddDate(-100, 0, 0)
		}
		return t.UTC(), nil
	}
	return time.Time{}, fault(e.Offset, RuleValue, "no time")
}

// Go reads a fraction behind the seconds wherever a layout has seconds.
var (
	utcLayouts         = []string{"060102150405Z0700", "0601021504Z0700"}
	generalizedLayouts = []string{"20060102150405Z0700", "200601021504Z0700", "20060102150405", "200601021504"}
)
