// Package wsq reads fingerprint images in the FBI's Wavelet Scalar
// Quantization format (WSQ Gray-Scale Fingerprint Image Compression
// Specification, IAFIS-IC-0110, version 3).
//
// A file is a row of marker segments around three blocks of Huffman codes:
//
//	SOI  COM*  DTT  DQT  SOF  (DHT*  SOB  codes)×3  EOI
//
// [DecodeHeader] walks the segments up to the frame header and decodes
// nothing. [Decode] goes all the way, one step a file: marker segments,
// tables, Huffman codes, the tree of subbands, dequantisation, the inverse
// wavelet transform, grey levels.
//
// Invariants:
//
//   - Nothing of the image's size is allocated before the size was held
//     against the pixel cap and against the bytes at hand: a decode takes at
//     most 64 times the input and 16 MiB.
//   - Input that breaks a rule ends in an [*Error] that names rule and offset.
//     Nothing is repaired: a picture is whole or refused.
//   - Arithmetic is single precision in the order of the NIST reference
//     decoder, and products are rounded before they are added, so pixels equal
//     that decoder's on every processor.
//   - No error carries a pixel or the text of a comment.
//
// Neighbours: package wsq imports nothing of the project. Whoever holds image
// bytes, such as the records of package itl, hands them over.
package wsq
