package cmf

import "time"

var (
	earliest = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2079, 6, 6, 0, 0, 0, 0, time.UTC)
)

// ParseTime reads an xs:dateTime as CMF has it: with or without fraction and zone, after the first
// moment of 1900 and before 6 June 2079. A time without a zone is given in UTC; which zone its
// laboratory meant the file does not say.
func ParseTime(text string) (t time.Time, ok bool) {
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04:05Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, t.After(earliest) && t.Before(latest)
		}
	}
	return time.Time{}, false
}
