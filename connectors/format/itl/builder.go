package itl

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Header is what a writer says in Type-1. TOT, Date, Destination, Originator
// and TCN must be there.
type Header struct {
	Version     string    // "" = "0500", ANSI/NIST-ITL 1-2011
	TOT         string    // 1.004
	Date        time.Time // 1.005, in its own location
	Priority    int       // 1.006, 1 (highest) to 9; 0 leaves it out
	Destination string    // 1.007
	Originator  string    // 1.008
	TCN         string    // 1.009
	Reference   string    // 1.010; "" leaves it out
	Native      int       // 1.011 in pixels per inch; 0 = "00.00", no binary image record
	Nominal     int       // 1.012 in pixels per inch; 0 = "00.00"

	Domain, DomainVersion string // 1.013; no domain leaves it out
}

// Builder writes one transaction: records in the order of the calls, fields in
// the order in which they were first set. LEN, CNT, IDC and 1.015 are its own.
type Builder struct {
	header  Header
	records []*TaggedBuilder
}

// NewBuilder starts a transaction.
func NewBuilder(h Header) *Builder { return &Builder{header: h} }

// Tagged adds a tagged record. Its IDC is 0 for the first record when that is
// a Type-2, and one more than the record before it otherwise.
func (b *Builder) Tagged(typ int) *TaggedBuilder {
	r := newTagged(typ)
	if n := len(b.records); n > 0 {
		r.IDC(b.records[n-1].idc + 1)
	} else if typ != 2 {
		r.IDC(1)
	}
	b.records = append(b.records, r)
	return r
}

// Bytes writes the transaction. It fails on a value that holds a separator, a
// record type without fields, and on whatever [Transaction.Check] grades F or
// E: a builder never writes a file that contradicts itself.
func (b *Builder) Bytes() ([]byte, error) {
	var errs []error
	for i, r := range b.records {
		for _, err := range r.errs {
			errs = append(errs, fmt.Errorf("build ansi/nist-itl record %d: %w", i+1, err))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	first := b.type1()
	if err := errors.Join(first.errs...); err != nil {
		return nil, fmt.Errorf("build ansi/nist-itl record 0: %w", err)
	}
	size := first.size()
	for _, r := range b.records {
		size += r.size()
	}
	out := first.appendTo(make([]byte, 0, size))
	for _, r := range b.records {
		out = r.appendTo(out)
	}
	if err := verify(out); err != nil {
		return nil, err
	}
	return out, nil
}

// verify reads a written transaction back.
func verify(out []byte) error {
	t, err := Parse(out)
	if err != nil {
		return fmt.Errorf("build: %w", err)
	}
	for _, f := range t.Check() {
		if f.Grade == GradeConsistency {
			return fmt.Errorf("build: %w", &f)
		}
	}
	return nil
}

func (b *Builder) type1() *TaggedBuilder {
	h := b.header
	r := newTagged(1)
	r.Set(2, defaultTo(h.Version, "0500"))
	r.Add(3, "1", strconv.Itoa(len(b.records)))
	for _, record := range b.records {
		r.Add(3, strconv.Itoa(record.typ), record.idcText())
	}
	r.Set(4, h.TOT).setDate(5, h.Date)
	if h.Priority > 0 {
		r.Set(6, strconv.Itoa(h.Priority))
	}
	r.Set(7, h.Destination).Set(8, h.Originator).Set(9, h.TCN)
	if h.Reference != "" {
		r.Set(10, h.Reference)
	}
	r.Set(11, perMillimetreText(h.Native)).Set(12, perMillimetreText(h.Nominal))
	if h.Domain != "" {
		r.Set(13, h.Domain, h.DomainVersion)
	}
	if !b.isASCII() || !r.isASCII() {
		r.Set(15, "3", "UTF-8")
	}
	return r
}

// isASCII says whether every text of the transaction is.
func (b *Builder) isASCII() bool {
	for _, r := range b.records {
		if !r.isASCII() {
			return false
		}
	}
	return true
}

// perMillimetreText prints pixels per inch as the "dd.dd" pixels/mm of Type-1.
func perMillimetreText(ppi int) string {
	return fmt.Sprintf("%05.2f", float64(ppi)/millimetresPerInch)
}

func defaultTo(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}
