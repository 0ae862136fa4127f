// Package format says which format a file is in, by its content and never by its name.
//
// [Recognise] looks at the first bytes, at the size, and where two standards share their first bytes at the lengths
// that tell them apart. It answers with a [Format] and its reason; where the content would fit another format too,
// or is cut before it is certain, the answer is not sure and says so.
//
// Invariants:
//
//   - At most 64 KiB are read, whatever the size; what is not bilgate's to read – archives, documents – is named and
//     not opened.
//   - No reason carries a value of the file.
//
// Neighbours: the packages below this one read the formats; nothing here reads further than recognition needs.
package format
