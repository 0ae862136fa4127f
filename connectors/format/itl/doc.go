// Package itl reads, checks and writes ANSI/NIST-ITL transactions in the
// traditional encoding (ANSI/NIST-ITL 1-2011 with its 2013 and 2015 updates,
// annex B; the 1997, 2000 and 2007 editions have the same grammar).
//
// The work is in three steps, one file family each:
//
//   - [Parse] frames: records by LEN, fields by separator, nnn.999 by length.
//     A file that breaks the grammar ends in a [Finding] of grade F.
//   - [Transaction.Check] grades what the framed file says: E where two
//     statements contradict each other, W where a value leaves the standard's
//     table (table.tsv). [Transaction.CheckProfile] adds P, what one partner
//     demands; [Transaction.Profile] picks the file's own (profiles/*.tsv), by
//     which its Type-2 is read. [Transaction.Findings] is all of them.
//   - [Transaction.Bytes] writes the transaction back, and [Builder] writes
//     a new one.
//
// Invariants:
//
//   - Everything is a view into the input. No image byte is copied, and no
//     memory is taken before the length that asks for it was compared with
//     the bytes at hand. The input must not change while the views live.
//   - Records and fields stay in file order; unknown, repeated, unordered and
//     foreign fields are kept. What was parsed writes back byte-identical.
//   - No finding carries a value of a text field: it names record, field,
//     offset and rule.
//
// Depth: Type-1 whole; the headers of the binary Types 3 to 8; every field that
// the table has of Types 9, 10, 13 to 21, 98 and 99; loci of Type-18 ([DNA]); the
// blocks and counts of Type-9 ([Record.Minutiae]). Type-2 is judged by profile,
// Types 11, 12, 22 and unassigned ones by LEN and IDC alone. Images are carried:
// [Sniff] reads their headers, nothing decodes them.
//
// Neighbours: package itl knows nothing of the other packages; connectors read
// [Transaction.Type1] and [Transaction.Fingerprints], viewers
// [Transaction.Parts] and [Transaction.Picture], package genotype takes what
// [DNA] answers, and the generator of fixtures and the reader of scanned cards
// use [Builder].
package itl
