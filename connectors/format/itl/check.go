package itl

import (
	"fmt"
	"slices"
)

// recordChecks look at one record at a time; a new rule is a new line here or
// in transactionChecks.
var recordChecks = []func(*checker, *Record){
	checkIDC,
	checkTags,
	checkEncoding,
	checkTable,
	checkDependencies,
	checkBinaryValues,
	checkSignature,
	checkMinutiae,
	checkDNA,
	checkImagePresent,
	checkImageFormat,
	checkResolution,
	checkHash,
}

// transactionChecks hold records against each other.
var transactionChecks = []func(*checker){
	checkVersion,
	checkCharset,
	checkNominalResolution,
	checkSharedIDC,
	checkDuplicates,
	checkReferences,
}

// Check grades a framed transaction: E where two statements of the file
// disagree, W where a value leaves the standard's table. Findings stand in the
// order of the records; at most 1,000 of a grade are listed.
//
// Of a transaction that [Parse] refused, Check reports the structural fault
// and nothing else.
func (t *Transaction) Check() []Finding {
	if t.fault != nil {
		return []Finding{*t.fault}
	}
	c := newChecker(t)
	for i := range t.Records {
		for _, check := range recordChecks {
			check(c, &t.Records[i])
		}
	}
	for _, check := range transactionChecks {
		check(c)
	}
	slices.SortStableFunc(c.findings, func(a, b Finding) int { return a.Record - b.Record })
	return c.findings
}

// Findings is what [Transaction.Check] reports, and what the file's own profile
// demands of it.
func (t *Transaction) Findings() []Finding {
	findings := t.Check()
	if p, ok := t.Profile(); ok {
		return append(findings, t.CheckProfile(*p)...)
	}
	return append(findings, t.checkDomain()...)
}

// mostFindings bounds what a hostile file can make of one grade.
const mostFindings = 1000

// checker collects findings.
type checker struct {
	t        *Transaction
	profile  *Profile // the file's own, nil when none is known
	findings []Finding
	count    map[Grade]int
}

func newChecker(t *Transaction) *checker {
	profile, _ := t.Profile()
	return &checker{t: t, profile: profile, count: map[Grade]int{}}
}

// record reports on a record as a whole.
func (c *checker) record(r *Record, grade Grade, rule, format string, args ...any) {
	c.add(Finding{Grade: grade, Record: r.Index, Offset: r.Offset, Rule: rule}, format, args...)
}

// at reports on one field.
func (c *checker) at(r *Record, f Field, grade Grade, rule, format string, args ...any) {
	if c.isFull(grade) {
		return
	}
	c.add(Finding{Grade: grade, Record: r.Index, Field: f.Name(), Offset: f.Offset, Rule: rule}, format, args...)
}

// field reports on the first field of that number, or on its absence. In a
// binary record the number is the one that the standard gives the header's part.
func (c *checker) field(r *Record, n int, grade Grade, rule, format string, args ...any) {
	f, ok := r.Field(n)
	if !ok {
		f = Field{Type: r.Type, Number: n, Offset: r.Offset}
	}
	c.at(r, f, grade, rule, format, args...)
}

// isFull says whether a grade has no room for another finding.
func (c *checker) isFull(grade Grade) bool { return c.count[grade] == mostFindings }

// add words and keeps a finding while its grade has room.
func (c *checker) add(f Finding, format string, args ...any) {
	if c.isFull(f.Grade) {
		return
	}
	c.count[f.Grade]++
	f.Message = fmt.Sprintf(format, args...)
	c.findings = append(c.findings, f)
}
