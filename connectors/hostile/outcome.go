package hostile

import (
	"slices"
	"strings"
	"unicode/utf8"

	"bilgate/mapping/hostile"
)

// outcome is what became of a body.
type outcome struct {
	pieces   int
	codes    []string // of what was refused
	at       []string // the field or the place of each
	records  []string // canonical, as JSON
	findings int
	skipped  string // a reason
	broken   string // what must never happen
}

func (o *outcome) refused() string {
	if len(o.codes) == 0 {
		return ""
	}
	return o.codes[0]
}

func (o *outcome) refuse(code, at string) {
	o.codes, o.at = append(o.codes, code), append(o.at, at)
	if code == "" {
		o.broken = "it is refused without a code"
	}
}

// judge compares what became of a sample with what must.
func (w *wire) judge(s sample, o outcome) hostile.Verdict {
	v := hostile.Verdict{Outcome: hostile.Unchanged}
	switch {
	case len(o.codes) > 0:
		v.Outcome, v.Code, v.At = hostile.Rejected, o.codes[0], o.at[0]
	case o.skipped != "":
		v.Outcome, v.Code = hostile.Skipped, o.skipped
	case o.pieces == 0 && strings.TrimSpace(s.body) == "":
		v.Outcome, v.Code = hostile.Rejected, "empty"
	}
	if says := w.wrong(s, o, v); says != "" {
		v = hostile.Verdict{Outcome: hostile.Failed, Says: says}
	}
	return v
}

// wrong says what is wrong with an outcome; "" if nothing is.
func (w *wire) wrong(s sample, o outcome, v hostile.Verdict) string {
	another := slices.ContainsFunc(o.records, func(r string) bool { return r != w.plain })
	damaged := slices.ContainsFunc(o.records, func(r string) bool { return !utf8.ValidString(r) || strings.ContainsRune(r, utf8.RuneError) })
	switch {
	case o.broken != "":
		return o.broken
	case damaged:
		return "a character is lost: a replacement character or a byte of no encoding stands in the record"
	case v.Outcome == hostile.Rejected, s.want == kept, v.Outcome == hostile.Skipped && s.want != refusal:
		if another && s.want <= plain {
			return "a part of it is accepted, as another record"
		}
		return ""
	case len(o.records) == 0:
		return "it vanishes: no record, no refusal"
	case s.want == refusal:
		return "it is taken, and nothing says that it is broken"
	case s.want == plain && another:
		return "it gives another record than the plain form"
	case s.want == noted && o.findings == 0:
		return "what was not read is no finding"
	}
	return ""
}
