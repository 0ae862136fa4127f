package mrz

import (
	"strings"
	"testing"
	"time"
)

// today of all tests.
var today = time.Date(2026, time.August, 12, 15, 0, 0, 0, time.UTC)

// Specimens without a fault, two a layout where numbers or dates differ in kind.
const (
	card       = "IDKAZ0123456784740812100015<<<\n7408122M3405112KAZ<<<<<<<<<<<3\nSPECIMEN<<FIRST<SECOND<<<<<<<<"
	longCard   = "I<UTOA12345678<9018<ZZ7<<<<<<<\n9912315F3002289UTOB<2<<<<<<<<4\nSPECIMEN<<<<<<<<<<<<<<<<<<<<<<"
	official   = "I<UTOSPECIMEN<<FIRST<SECOND<<<<<<<<<\nSPEC000010UTO7408<<7<3405112R7<<<<<8"
	crew       = "ACD<<SPECIMEN<<FIRST<<<<<<<<<<<<<<<<\nSPEC00001<D<<<<<<<<0F3405112233<X<<3"
	passport   = "P<UTOVAN<SPECIMEN<<FIRST<SECOND<<<<<<<<<<<<<\nAB12345671UTO7408122F3405112ZE184226B<<<<<18"
	diplomatic = "PDKAZSPECIMEN<<FIRST<<<<<<<<<<<<<<<<<<<<<<<<\nN1234567<7KAZ7408122F3405112<<<<<<<<<<<<<<04"
	visaA      = "V<UTOSPECIMEN<<FIRST<SECOND<<<<<<<<<<<<<<<<<\nL8988901C4XXA6802295M34051126ZE184226B<<<<<<"
	visaB      = "VCUTOSPECIMEN<<FIRST<SECOND<<<<<<<<<\nL8988901C4XXA6802295M34051126ZE<<<<<"
)

var specimens = []string{card, longCard, official, crew, passport, diplomatic, visaA, visaB}

// read parses a text that has a layout and no character outside the alphabet.
func read(t testing.TB, text string) *Document {
	t.Helper()
	d, err := Parse(text, today)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// with is a text with one character replaced, at a line and column from 1.
func with(text string, line, column int, c rune) string {
	rows := strings.Split(text, "\n")
	row := []rune(rows[line-1])
	row[column-1] = c
	rows[line-1] = string(row)
	return strings.Join(rows, "\n")
}

// rules lists the findings of a field as rules, "" for the fields of all.
func rules(d *Document, field string) string {
	var out []string
	for _, f := range d.Findings {
		if field == "" || f.Field == field {
			out = append(out, f.Rule)
		}
	}
	return strings.Join(out, " ")
}
