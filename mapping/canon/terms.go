package canon

import (
	_ "embed" // for terms.csv
	"fmt"
	"strings"
	"sync"
	"time"
)

//go:embed terms.csv
var termsText string

var terms = sync.OnceValue(func() *CodeList {
	list, err := readCodes("terms", strings.NewReader(termsText))
	if err != nil {
		panic(fmt.Sprintf("canon: terms.csv: %v", err))
	}
	return list
})

// Term is the word or sentence that documents use for a thing on the day of at (in at's own location):
// "card" is an electronic fingerprint card until 11.07.2026 and a digital one from 12.07.2026. ok is
// false where there is no such term, or none on that day.
func Term(name string, lang Lang, at time.Time) (text string, ok bool) {
	code, ok := terms().find(name, at)
	return code.Labels[lang], ok
}
