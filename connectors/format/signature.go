package format

// signatures are first bytes that one format alone has.
var signatures = []struct {
	bytes  string
	format Format
	reason string
}{
	{"\x89PNG\r\n\x1a\n", PNG, "PNG signature"},
	{"\x00\x00\x00\x0cjP  \r\n\x87\n", JP2, "JPEG 2000 signature box"},
	{"\xff\x4f\xff\x51", J2K, "JPEG 2000 markers SOC and SIZ"},
	{"\xff\xd8\xff", JPEG, "JPEG marker SOI"},
	{"\xff\xa0\xff", WSQ, "WSQ marker SOI"},
	{"\x1f\x8b\x08", GZIP, "GZIP signature"},
	{"PK\x03\x04", ZIP, "ZIP signature"},
	{"PK\x05\x06", ZIP, "signature of an empty ZIP"},
	{"%PDF-", PDF, "PDF signature"},
	{"II*\x00", TIFF, "TIFF signature"},
	{"MM\x00*", TIFF, "TIFF signature"},
	{"-----BEGIN ", PEM, "PEM armour"},
}

// bySignature knows images, archives and documents.
func bySignature(s sample) (Recognition, bool) {
	for _, sig := range signatures {
		if s.has(sig.bytes) {
			return sure(sig.format, sig.reason)
		}
	}
	if s.has("BM") && len(s.head) >= 6 && int64(le32(s.head[2:])) == s.size {
		return sure(BMP, "BMP signature and size")
	}
	return not()
}

func le32(b []byte) uint32 {
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}
