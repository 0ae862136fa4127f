package inspect

import "strings"

// Finding is one fault at one place, whatever the format.
type Finding struct {
	Grade   string `json:"grade"`  // F, E, W or P
	Record  int    `json:"record"` // of a transaction, a profile of a table, a data group, a certificate of a list; else 0
	Field   string `json:"field"`
	Offset  int    `json:"offset"` // bytes from the start of the file
	Rule    string `json:"rule"`
	Message string `json:"message"`

	*Spot

	part string // of the file, "record 3", where the finding belongs to one
}

// Spot is the place in a text, and in a machine readable zone what stands there.
type Spot struct {
	Line     int    `json:"line"`   // from 1
	Column   int    `json:"column"` // from 1: a character of a zone, a cell of a table
	Found    string `json:"found"`
	Expected string `json:"expected"`
}

// grades are in the order of their weight, each with what it asks for.
var grades = []struct{ letter, what, todo string }{
	{"F", "structure", "the file cannot be used: ask its sender for it again, whole and unchanged"},
	{"E", "consistency", "two statements of the file disagree: set it aside and tell the sender which"},
	{"W", "standard's table", "accepted as it is and counted: tell the sender when it keeps coming"},
	{"P", "partner's profile", "good by the standard, but not what was agreed with this sender: ask for what is missing"},
}

func gradeRank(letter string) int { return strings.Index("FEWP", letter) }

// show prints a finding's place and message.
func (f Finding) show(p *page) {
	var place []string
	if f.part != "" {
		place = append(place, f.part)
	}
	if f.Field != "" {
		place = append(place, f.Field)
	}
	if f.Spot != nil && f.Line > 0 {
		place = append(place, "line "+count(f.Line))
		if f.Column > 0 {
			place = append(place, "column "+count(f.Column))
		}
	}
	place = append(place, "offset "+count(f.Offset))
	message := f.Rule + ": " + f.Message
	if f.Spot != nil && f.Expected != "" {
		message += " (found " + f.Found + ", expected " + f.Expected + ")"
	}
	p.entry("  "+strings.Join(place, ", "), message)
}
