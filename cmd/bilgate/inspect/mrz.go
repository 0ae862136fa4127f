package inspect

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"bilgate/connectors/format/mrz"
)

// zone is the body of a machine readable zone.
type zone struct {
	Document string  `json:"document"` // TD1, TD2, TD3, MRV-A, MRV-B; "" if no layout fits
	Fields   *Fields `json:"fields"`   // null if no layout fits
}

// Fields are a zone's, masked unless revealed.
type Fields struct {
	Code           string   `json:"code"`
	State          string   `json:"state"`
	Number         string   `json:"number"`
	Nationality    string   `json:"nationality"`
	Sex            string   `json:"sex"`
	Birth          string   `json:"birth"`
	Expiry         string   `json:"expiry"`
	Optional1      string   `json:"optional1"`
	Optional2      string   `json:"optional2"`
	PersonalNumber string   `json:"personal_number"`
	Surname        string   `json:"surname"`
	GivenNames     []string `json:"given_names"`
	NameTruncated  bool     `json:"name_truncated"`
}

func readMRZ(data []byte, o Options) (body, []Finding) {
	today := o.Today
	if today.IsZero() {
		today = time.Now()
	}
	d, err := mrz.Parse(string(data), today)
	if d != nil {
		return masker{o.Reveal}.zone(d), zoneFindings(d.Findings, data)
	}
	var f *mrz.Finding
	if !errors.As(err, &f) {
		f = &mrz.Finding{Grade: mrz.GradeStructure, Rule: mrz.RuleLength, Line: 1, Column: 1, Message: "no layout fits"}
	}
	return zone{}, zoneFindings([]mrz.Finding{*f}, data)
}

func (m masker) zone(d *mrz.Document) zone {
	return zone{d.Format, &Fields{
		Code: d.Code, State: d.State, Number: m.personal(d.Number), Nationality: m.personal(d.Nationality), Sex: m.personal(d.Sex),
		Birth: m.personal(d.Birth.String()), Expiry: m.personal(d.Expiry.String()), Optional1: m.personal(d.Optional1),
		Optional2: m.personal(d.Optional2), PersonalNumber: m.personal(d.PersonalNumber), Surname: m.personal(d.Surname),
		GivenNames: each(d.GivenNames, m.personal), NameTruncated: d.NameTruncated,
	}}
}

func zoneFindings(of []mrz.Finding, data []byte) (found []Finding) {
	for _, f := range of {
		found = append(found, Finding{
			Grade: string(f.Grade), Field: f.Field, Offset: zoneOffset(data, f.Line, f.Column), Rule: f.Rule, Message: f.Message,
			Spot: &Spot{f.Line, f.Column, f.Found, f.Expected},
		})
	}
	return found
}

// zoneOffset is where line and column of a zone stand in the text: lines may be joined, and empty ones do not count.
func zoneOffset(data []byte, line, column int) int {
	text := strings.TrimPrefix(string(data), "\ufeff")
	at, lines := len(data)-len(text), strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	if len(lines) == 1 && line > 1 {
		width := map[int]int{90: 30, 72: 36, 88: 44}[utf8.RuneCountInString(lines[0])]
		column, line = column+(line-1)*width, 1
	}
	for i, l := range lines {
		at += strings.Index(text[at-(len(data)-len(text)):], l)
		if i == line-1 {
			return at + runesIn(l, column-1)
		}
		at += len(l)
	}
	return len(data)
}

// runesIn is how many bytes the first n characters have.
func runesIn(text string, n int) int {
	at := 0
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

func (z zone) show(p *page) {
	if z.Fields == nil {
		p.line("  no layout fits")
		return
	}
	p.line("  document %s", z.Document)
	f := z.Fields
	for _, row := range [][2]string{
		{"code", f.Code}, {"state", f.State}, {"number", f.Number}, {"nationality", f.Nationality}, {"sex", f.Sex},
		{"birth", f.Birth}, {"expiry", f.Expiry}, {"optional 1", f.Optional1}, {"optional 2", f.Optional2},
		{"personal number", f.PersonalNumber}, {"surname", f.Surname}, {"given names", strings.Join(f.GivenNames, " ")},
	} {
		if row[1] != "" {
			p.line("  %-16s %s", row[0], row[1])
		}
	}
	if f.NameTruncated {
		p.line("  the name fills its field: it may go on")
	}
}
