// Package raster reads the headers of PNG (ISO/IEC 15948:2004) and JPEG (ISO/IEC 10918-1) images, and decodes those
// that are small enough.
//
// [ReadHeader] walks chunks or marker segments without decoding; [Decode] decodes an image whose header states no
// more pixels than the cap, and no more memory than so few bytes are trusted with: a PNG of 48 bytes may claim
// 30,000 x 30,000 pixels.
//
// Invariants:
//
//   - Every length is compared with the bytes at hand before it is used.
//   - Nothing of the image's size is allocated before header and cap were compared: a decode takes at most 64 times
//     the input and 16 MiB.
//   - No error and no finding carries a pixel or a text of the image.
//
// Neighbours: package raster imports nothing of the project. Whoever holds image bytes hands them over.
package raster
