package itl

// Compression is the compression algorithm in the words of CGA (table 15).
type Compression string

// The algorithms that the standard lists.
const (
	CompressionNone  Compression = "NONE"
	CompressionWSQ   Compression = "WSQ20"
	CompressionJPEGB Compression = "JPEGB"
	CompressionJPEGL Compression = "JPEGL"
	CompressionJP2   Compression = "JP2"
	CompressionJP2L  Compression = "JP2L"
	CompressionPNG   Compression = "PNG"
)

// compressions stand in the order of their binary codes, 0 to 6.
var compressions = [...]Compression{
	CompressionNone, CompressionWSQ, CompressionJPEGB, CompressionJPEGL,
	CompressionJP2, CompressionJP2L, CompressionPNG,
}

// compressionOfCode is the algorithm of a binary CGA, "" for an unknown code.
func compressionOfCode(code int) Compression {
	if code >= len(compressions) {
		return ""
	}
	return compressions[code]
}

// compressionOfText is the algorithm of a tagged CGA, "" for an unknown text.
func compressionOfText(text []byte) Compression {
	for _, c := range compressions {
		if string(text) == string(c) {
			return c
		}
	}
	return ""
}

// sameFormat says whether an image that reads as found may be declared as
// declared: lossless and lossy JPEG 2000 have the same header.
func sameFormat(declared, found Compression) bool {
	return declared == found || declared == CompressionJP2L && found == CompressionJP2
}

// What the header of Type-4 may hold (tables 7 and 8).
var (
	binaryImpressions = ranges{{0, 3}, {8, 8}, {20, 29}}
	binaryPositions   = ranges{{0, 15}}
)

// ranges is a list of inclusive intervals.
type ranges [][2]int

func (r ranges) has(n int) bool {
	for _, span := range r {
		if n >= span[0] && n <= span[1] {
			return true
		}
	}
	return false
}
