package itl

import (
	_ "embed"
	"strings"
	"sync"
)

// DNARecord is a Type-18 record read (clause 8.18), nothing interpreted: alleles
// are the texts of the file, and a locus number that is not in the list of
// numbers has no name.
type DNARecord struct {
	Record, IDC int
	Source      string // 18.004 SRC
	ProfileID   string // 18.015 PRF
	ProfileType int    // 18.015 PTP: 0 not for mixture, 1 mixture by the laboratory's word; -1 when absent
	Collected   string // 18.013 SCD, YYYYMMDDHHMMSSZ
	Stored      string // 18.014 PSD
	Loci        []DNALocus
}

// DNALocus is one subfield of 18.016 STR.
type DNALocus struct {
	Offset   int      // of the subfield, from the start of the file
	Number   int      // DLR, -1 when it does not read
	Name     string   // "D13S317"; "" for a number that is not in the list
	Present  bool     // ALL: the locus has alleles
	Analysed bool     // LAI
	Precise  bool     // PCDT
	Alleles  []string // AL1 to AL3 as received, the empty ones left out
	Kit      int      // KID, -1 when it does not read
	KitName  string   // of the list, or KNM for kit 0; "" when unknown
}

// Items of 18.016 STR in order.
const (
	strType = iota
	strLocus
	strPresent
	strAnalysed
	strPrecise
	strAllele1
	strAllele2
	strAllele3
	strBatch
	strElectropherogram
	strLadder
	strKit
	strKitName
	strKitMaker
	strKitDescription
)

// DNA reads a Type-18 record; false for any other.
func DNA(r *Record) (DNARecord, bool) {
	if r.Type != 18 {
		return DNARecord{}, false
	}
	d := DNARecord{
		Record: r.Index, IDC: r.IDC, Source: r.Text(4), ProfileID: r.item(15, 2), ProfileType: -1,
		Collected: r.Text(13), Stored: r.Text(14),
	}
	if typ, ok := number([]byte(r.item(15, 0))); ok {
		d.ProfileType = typ
	}
	f, ok := r.Field(16)
	if !ok {
		return d, true
	}
	at := f.Offset + len(f.Tag) + 1
	for s := range f.firstSubfields() {
		d.Loci = append(d.Loci, r.locus(s, at))
		at += len(s) + 1
	}
	return d, true
}

func (r *Record) locus(s Subfield, offset int) DNALocus {
	yes := func(n int) bool { return string(s.Item(n)) == "1" }
	l := DNALocus{Offset: offset, Number: numberOr(s.Item(strLocus)), Kit: numberOr(s.Item(strKit))}
	l.Name = dnaNumbers().loci[l.Number]
	l.KitName = dnaNumbers().kits[l.Kit]
	if l.Kit == 0 {
		l.KitName = r.Decode(s.Item(strKitName))
	}
	l.Present, l.Analysed, l.Precise = yes(strPresent), yes(strAnalysed), yes(strPrecise)
	for n := strAllele1; n <= strAllele3; n++ {
		if allele := s.Item(n); len(allele) > 0 {
			l.Alleles = append(l.Alleles, r.Decode(allele))
		}
	}
	return l
}

// numberOr reads a number, -1 when it is none.
func numberOr(item []byte) int {
	if n, ok := number(item); ok {
		return n
	}
	return -1
}

// dnaText is the lists of numbers.
//
//go:embed dna.tsv
var dnaText string

// numberLists are the names of loci and kits by their numbers.
type numberLists struct{ loci, kits map[int]string }

var dnaNumbers = sync.OnceValue(func() numberLists {
	lists := numberLists{loci: map[int]string{}, kits: map[int]string{}}
	for line := range strings.Lines(dnaText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		list := map[string]map[int]string{"locus": lists.loci, "kit": lists.kits}[cells[0]]
		list[limit(cells[1])] = cells[2]
	}
	return lists
})
