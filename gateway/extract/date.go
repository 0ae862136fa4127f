package extract

import (
	"fmt"
	"strings"
	"time"
)

// almaty is the civil time of Asia/Almaty as it is since 1 March 2024, before which no extract was made.
var almaty = time.FixedZone("UTC+5", 5*60*60)

var monthsKK = [...]string{"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
	"шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"}

var monthsRU = [...]string{"января", "февраля", "марта", "апреля", "мая", "июня",
	"июля", "августа", "сентября", "октября", "ноября", "декабря"}

// longDate is a day as documents write it: «2026 жылғы 24 қараша» / «24 ноября 2026 года».
func longDate(t time.Time) both {
	year, month, day := t.Date()
	return both{
		fmt.Sprintf("%d жылғы %d %s", year, day, monthsKK[month-1]),
		fmt.Sprintf("%d %s %d года", day, monthsRU[month-1], year),
	}
}

// shortDate turns an ISO 8601 day, month or year into DD.MM.YYYY, MM.YYYY or YYYY; other text stays as it is.
func shortDate(iso string) string {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, iso); err == nil {
			parts := strings.Split(iso, "-")
			for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
				parts[i], parts[j] = parts[j], parts[i]
			}
			return strings.Join(parts, ".")
		}
	}
	return iso
}

// shortTime turns an RFC 3339 timestamp into civil time with its offset; other text stays as it is.
func shortTime(rfc3339 string) string {
	t, err := time.Parse(time.RFC3339, rfc3339)
	if err != nil {
		return rfc3339
	}
	return t.In(almaty).Format("02.01.2006 15:04:05 (MST)")
}
