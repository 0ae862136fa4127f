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
	checkBinaryValues,
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
	c := &checker{t: t}
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

// mostFindings bounds what a hostile file can make of one grade.
const mostFindings = 1000

// checker collects findings.
type checker struct {
	t        *Transaction
	findings []Finding
	count    map[Grade]int
}

// record reports on a record as a whole.
func (c *checker) record(r *Record, grade Grade, rule, format string, args ...any) {
	c.add(Finding{Grade: grade, Record: r.Index, Offset: r.Offset, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// field reports on one field, or on its absence.
func (c *checker) field(r *Record, n int, grade Grade, rule, format string, args ...any) {
	f := Finding{
		Grade: grade, Record: r.Index, Field: fieldName(r.Type, n), Offset: r.Offset,
		Rule: rule, Message: fmt.Sprintf(format, args...),
	}
	if field, ok := r.Field(n); ok {
		f.Offset = field.Offset
	}
	c.add(f)
}

func (c *checker) add(f Finding) {
	if c.count == nil {
		c.count = map[Grade]int{}
	}
	if c.count[f.Grade]++; c.count[f.Grade] <= mostFindings {
		c.findings = append(c.findings, f)
	}
}
