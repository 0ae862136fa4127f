// Package der reads ASN.1 in the basic and the distinguished encoding rules,
// ITU-T X.690 (02/2021), as certificates, signed messages and chip files use them.
//
// [Parse] frames one element; a [Cursor] walks the elements of a constructed one
// and keeps the first [Fault]; the values are read from an [Element] on demand.
// Definite and indefinite lengths, high tag numbers and strings in pieces are read;
// [Departures] names what is not DER.
//
// Invariants:
//
//   - A length is checked against what remains before anything else happens; an
//     element is a view into the input and copies nothing. Only the pieces of a
//     constructed string are joined into new memory.
//   - Nothing recurses without bound: an indefinite length is closed with a counter,
//     and no element lies deeper than [MaxDepth].
//   - Every fault carries its offset from the start of the input, and no value.
//
// Neighbours: cms reads certificates and signed messages with it, lds the files of
// a chip. The package imports nothing of ours.
package der
