package format

// Format is the name of a format, as scripts read it.
type Format string

// Formats that packages below this one read.
const (
	ITL            Format = "ansi-nist-itl"   // ANSI/NIST-ITL 1-2011, traditional encoding
	WSQ            Format = "wsq"             // IAFIS-IC-0110
	JP2            Format = "jp2"             // ISO/IEC 15444-1 annex I, file of boxes
	J2K            Format = "jpeg2000"        // ISO/IEC 15444-1 annex A, bare codestream
	JPEG           Format = "jpeg"            // ISO/IEC 10918-1
	PNG            Format = "png"             // ISO/IEC 15948
	CMF            Format = "codis-cmf"       // CODIS Common Message Format 3.x
	GeneMapperLong Format = "genemapper-long" // a row a sample and marker
	GeneMapperWide Format = "genemapper-wide" // a row a sample, a column a marker
	CODISTable     Format = "codis-csv"       // a row a specimen, columns LOCUS_1 …
	MRZ            Format = "icao-9303-mrz"   // lines of a machine readable zone
	COM            Format = "icao-9303-com"   // EF.COM
	SOD            Format = "icao-9303-sod"   // EF.SOD
	MasterList     Format = "icao-master-list"
	Certificate    Format = "x509-certificate"
	SignedData     Format = "cms-signed-data" // a signed message of another content
)

// DataGroup is the format of a data group's file, "icao-9303-dg1" to "icao-9303-dg16".
func DataGroup(number int) Format { return Format("icao-9303-dg" + decimal(number)) }

// Formats that are recognised and carried as they are.
const (
	NIEM      Format = "niem-biometrics-xml" // ANSI/NIST-ITL in the XML encoding, INTERPOL INT-I included
	CBEFF     Format = "cbeff-xml"           // ISO/IEC 19785-3
	Fingers   Format = "iso-19794-4"         // finger images
	Minutiae  Format = "iso-19794-2"         // finger minutiae
	Face      Format = "iso-19794-5"
	Iris      Format = "iso-19794-6"
	INCITS378 Format = "incits-378" // finger minutiae of the American standard, which has ISO's first bytes
	INCITS381 Format = "incits-381" // finger images of the American standard, likewise
	MDoc      Format = "iso-18013-5-mdoc"
)

// Formats that are named and not opened.
const (
	GZIP    Format = "gzip"
	ZIP     Format = "zip"
	PDF     Format = "pdf"
	TIFF    Format = "tiff"
	BMP     Format = "bmp"
	PEM     Format = "pem"
	XML     Format = "xml" // of another vocabulary
	JSON    Format = "json"
	Unknown Format = "unknown"
)

// Recognition is the answer for one file.
type Recognition struct {
	Format Format
	Sure   bool   // the content fits no other format
	Reason string // what the answer rests on, without any value of the file
}

func sure(f Format, reason string) (Recognition, bool) { return Recognition{f, true, reason}, true }
func probably(f Format, reason string) (Recognition, bool) {
	return Recognition{f, false, reason}, true
}
func not() (Recognition, bool) { return Recognition{}, false }
