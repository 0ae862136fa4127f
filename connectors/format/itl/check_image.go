package itl

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
)

// statedImage is what a record says of its image.
type statedImage struct {
	width, height, depth int // depth in bits a pixel, 0 when not said
	compression          Compression
	sizeField, cgaField  int
}

// stated reads size and compression of an image record; false for records
// that are none or do not say.
func (r *Record) stated() (statedImage, bool) {
	if h, ok := r.ImageHeader(); ok {
		return statedImage{h.Width, h.Height, binaryDepth(r.Type), compressionOfCode(h.Algorithm), 6, 8}, true
	}
	switch r.Type {
	case 10, 13, 14, 15, 16, 17, 19, 20:
	default:
		return statedImage{}, false
	}
	width, okWidth := r.Int(6)
	height, okHeight := r.Int(7)
	d := statedImage{width: width, height: height, compression: r.compression(), sizeField: 6, cgaField: 11}
	if r.Type != 10 { // 10.012 is the colour space
		d.depth, _ = r.Int(12)
	}
	return d, okWidth && okHeight
}

// binaryDepth is the bits a pixel of the binary image records.
func binaryDepth(typ int) int {
	if typ == 5 || typ == 6 {
		return 1
	}
	return 8
}

// checkImagePresent finds prints with neither an image nor a reason (14.018,
// 15.018).
func checkImagePresent(c *checker, r *Record) {
	if r.Type != 4 && (r.Type < 13 || r.Type > 15) || len(r.Image()) > 0 {
		return
	}
	if len(r.missing(amputations)) == 0 {
		c.record(r, GradeConsistency, RuleImageMissing, "no image, and no reason in AMP")
	}
}

// checkImageFormat holds size and compression against the image itself.
func checkImageFormat(c *checker, r *Record) {
	d, ok := r.stated()
	image := r.Image()
	if !ok || len(image) == 0 || d.compression == "" {
		return
	}
	info, known := Sniff(image)
	switch {
	case d.compression == CompressionNone && d.rawSizeFits(len(image)):
	case d.compression == CompressionNone && !known:
		c.field(r, d.sizeField, GradeConsistency, RuleRawSize, "%d × %d pixels do not make %d bytes", d.width, d.height, len(image))
	case !known:
		c.field(r, d.cgaField, GradeConsistency, RuleSignature, "CGA says %s, the image begins like no known format", d.compression)
	case !sameFormat(d.compression, info.Compression):
		c.field(r, d.cgaField, GradeConsistency, RuleSignature, "CGA says %s, the image is %s", d.compression, info.Compression)
	case info.Width <= 0 || info.Height <= 0:
		c.field(r, dataField, GradeConsistency, RuleImageTruncate, "the image has no readable size in its header")
	case info.Width != d.width || info.Height != d.height:
		c.field(r, d.sizeField, GradeConsistency, RuleImageSize, "the record says %d × %d pixels, the image %d × %d", d.width, d.height, info.Width, info.Height)
	}
	checkDepth(c, r, d, info)
	if r.Type == 13 && isLossy(d.compression) && !c.profile.allows("13.011", string(d.compression)) {
		c.field(r, d.cgaField, GradeTable, RuleAlgorithm, "a latent print must not be compressed with loss, CGA says %s", d.compression)
	}
}

// checkDepth holds BPX against the header of the image. BPX counts all
// components of a pixel; some writers count one.
func checkDepth(c *checker, r *Record, d statedImage, info ImageInfo) {
	each, whole := info.Depth, info.Depth*info.Components
	if d.cgaField == 11 && d.depth > 0 && each > 0 && d.depth != each && d.depth != whole {
		c.field(r, 12, GradeTable, RuleDepth, "BPX is %d, the image has %d bits a pixel", d.depth, whole)
	}
}

func isLossy(c Compression) bool {
	return c == CompressionWSQ || c == CompressionJPEGB || c == CompressionJP2
}

// largestSide is the largest HLL or VLL that the table allows.
const largestSide = 99999

// rawSizeFits says whether width × height gives the bytes of uncompressed
// pixels. Where the depth is not said, grey and RGB both fit; rows of one-bit
// pixels may be padded to bytes.
func (d statedImage) rawSizeFits(size int) bool {
	if d.width > largestSide || d.height > largestSide || d.depth > 64 {
		return false
	}
	pixels := d.width * d.height
	switch d.depth {
	case 0:
		return size == pixels || size == 3*pixels
	case 1:
		return size == (pixels+7)/8 || size == (d.width+7)/8*d.height
	}
	return size == pixels*((d.depth+7)/8)
}

// checkHash holds nnn.996 against the image. It is the only check that reads
// an image to its end.
func checkHash(c *checker, r *Record) {
	f, ok := r.Field(996)
	image := r.Image()
	if !ok || len(image) == 0 || len(f.Value) != hex.EncodedLen(sha256.Size) {
		return
	}
	sum := sha256.Sum256(image)
	stated, err := hex.DecodeString(string(f.Value))
	if err != nil || !bytes.Equal(stated, sum[:]) {
		c.at(r, f, GradeConsistency, RuleHash, "the hash is not the SHA-256 of field %s", fieldName(r.Type, dataField))
	}
}
