package sheet

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

const (
	isoDay  = "2006-01-02"
	itlDay  = "20060102"
	fingers = 10
)

// check says what an index file lacks before a card can be made of it. The rest is for whoever takes the
// card to judge.
func (x *Index) check() error {
	for _, f := range []struct{ name, value string }{
		{"control_number", x.ControlNumber}, {"originator", x.Originator}, {"card_number", x.CardNumber}, {"registered_on", x.RegisteredOn},
	} {
		if strings.TrimSpace(f.value) == "" {
			return badValue(f.name, "is missing; a card cannot be made without it")
		}
	}
	head := []type2Field{{0, "control_number", x.ControlNumber}, {0, "originator", x.Originator}, {0, "destination", x.Destination}}
	for _, f := range append(head, x.type2()...) {
		if strings.ContainsFunc(f.value, unicode.IsControl) {
			return badValue(f.name, "holds a control character")
		}
	}
	if err := x.checkDays(); err != nil {
		return err
	}
	return x.checkMissing()
}

func (x *Index) checkDays() error {
	for _, f := range []struct{ name, value string }{
		{"registered_on", x.RegisteredOn}, {"scanned_on", x.ScannedOn},
		{"document_issued", x.DocumentIssued}, {"document_expires", x.DocumentExpires},
	} {
		if _, err := time.Parse(isoDay, f.value); f.value != "" && err != nil {
			return badValue(f.name, "is not a day as YYYY-MM-DD")
		}
	}
	if _, ok := partial(x.BirthDate); !ok {
		return badValue("birth_date", "is not a date as YYYY-MM-DD, YYYY-MM or YYYY")
	}
	return nil
}

func (x *Index) checkMissing() error {
	var seen [fingers + 1]bool
	for i, m := range x.Missing {
		field := fmt.Sprintf("missing[%d]", i)
		switch {
		case m.Position < 1 || m.Position > fingers:
			return badValue(field+".position", "is not a finger from 1 to 10")
		case seen[m.Position]:
			return badValue(field+".position", "names a finger twice")
		case m.Code != "XX" && m.Code != "UP":
			return badValue(field+".code", "is neither XX (amputated) nor UP (cannot be printed)")
		}
		seen[m.Position] = true
	}
	return nil
}

// partial is a date as the card writes it, YYYYMMDD with 00 for what is unknown.
func partial(date string) (string, bool) {
	for _, layout := range []string{isoDay, "2006-01", "2006"} {
		if _, err := time.Parse(layout, date); err == nil {
			digits := strings.ReplaceAll(date, "-", "")
			return digits + "00000000"[len(digits):], true
		}
	}
	return "", date == ""
}

// day is a checked day.
func day(iso string) time.Time {
	t, _ := time.Parse(isoDay, iso)
	return t
}
