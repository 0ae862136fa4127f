// Package jp2 reads what a JPEG 2000 image says of itself (ISO/IEC 15444-1:2019): the boxes of a JP2 file (annex I)
// and the main header and tile-parts of the codestream (annex A), in a file or bare. It decodes no pixel.
//
// [Parse] frames; the reading is in two steps, one file family each: boxes, then markers. What cannot be framed ends
// in a [Finding] of grade F beside what was read before it; two statements that disagree, such as the sizes of ihdr
// and SIZ, are findings of grade E, and departures that a reader can live with are of grade W.
//
// Invariants:
//
//   - Every length is compared with the bytes at hand before it is used; nothing recurses, and no memory is taken
//     that the input does not hold.
//   - Everything is a view into the input. No finding carries a byte of the image.
//
// Neighbours: package jp2 imports nothing of the project. Whoever holds image bytes, such as the records of package
// itl, hands them over.
package jp2
