// Package iso19794 reads finger image records: ISO/IEC 19794-4:2005 ("FIR", "010") and 19794-4:2011 ("FIR", "020"),
// clause 7 of both – the header, and the header of every image in it.
//
// A representation ends where its length says, not where its image ends: blocks of segmentation, annotation and
// comment may follow the image, and certification data stand before it.
//
// Invariants:
//
//   - Every length is compared with the bytes at hand before it is used.
//   - Images are views into the input. No error carries a byte of one.
//
// Neighbours: package iso19794 imports nothing of the project. Its images are read by the packages wsq, jp2 and raster.
package iso19794
