package itl

import (
	"bytes"
	"unicode/utf8"
)

// checkIDC holds a record's IDC against 1.003, as numbers: "01" is 1.
func checkIDC(c *checker, r *Record) {
	if r.Index == 0 {
		return
	}
	listed := c.t.content[r.Index-1].IDC
	switch {
	case r.IDC < 0:
		c.field(r, 2, GradeConsistency, RuleIDC, "the IDC is missing or not a number, 1.003 lists %d", listed)
	case r.IDC != listed:
		c.field(r, 2, GradeConsistency, RuleIDC, "the IDC is %d, 1.003 lists %d", r.IDC, listed)
	case r.IDC > 99 && standardTable()[r.Type] == nil:
		c.field(r, 2, GradeTable, RuleValue, "the IDC is %d, beyond 99", r.IDC)
	}
	if r.Type == 3 || r.Type == 5 || r.Type == 6 {
		c.record(r, GradeTable, RuleDeprecated, "Type-%d records are withdrawn", r.Type)
	}
}

// checkTags looks for fields of another record type and for numbers printed
// with fewer than three digits.
func checkTags(c *checker, r *Record) {
	for _, f := range r.Fields {
		if f.Type != r.Type {
			c.at(r, f, GradeConsistency, RuleForeignField, "a field of Type-%d in a Type-%d record", f.Type, r.Type)
		}
		if digits := len(f.Tag) - bytes.IndexByte(f.Tag, '.') - 1; digits < 3 {
			c.at(r, f, GradeTable, RuleFieldNumber, "the field number is printed with %d digits", digits)
		}
	}
}

// checkEncoding holds text against the declared character set.
func checkEncoding(c *checker, r *Record) {
	for _, f := range r.Fields {
		if f.Number == dataField || isASCII(f.Value) {
			continue
		}
		switch c.t.charset {
		case charsetUndeclared:
			c.at(r, f, GradeTable, RuleUndeclared, "text beyond ASCII, but no character set in 1.015")
		case charsetASCII:
			c.at(r, f, GradeConsistency, RuleEncoding, "text beyond ASCII, which 1.015 declares")
		case charsetUTF8:
			if !utf8.Valid(f.Value) {
				c.at(r, f, GradeConsistency, RuleEncoding, "the text is not UTF-8, which 1.015 declares")
			}
		}
	}
}

// checkBinaryValues judges the header of the binary image records.
func checkBinaryValues(c *checker, r *Record) {
	h, ok := r.ImageHeader()
	if !ok {
		return
	}
	if !binaryImpressions.has(h.Impression) && (r.Type == 4 || r.Type == 3) {
		c.field(r, 3, GradeTable, RuleValue, "IMP %d is not one of the standard's", h.Impression)
	}
	for _, position := range h.Positions {
		if position != 255 && !binaryPositions.has(int(position)) {
			c.field(r, 4, GradeTable, RuleValue, "FGP %d is not one of the standard's", position)
		}
	}
	if isr := r.raw[12]; isr > 1 {
		c.field(r, 5, GradeTable, RuleValue, "ISR %d is neither 0 nor 1", isr)
	}
	if h.Width < 10 || h.Height < 10 {
		c.field(r, 6, GradeTable, RuleValue, "the image is %d × %d pixels, less than 10", h.Width, h.Height)
	}
	if h.Algorithm >= len(compressions) {
		c.field(r, 8, GradeTable, RuleValue, "CGA %d is not one of the standard's", h.Algorithm)
	}
}
