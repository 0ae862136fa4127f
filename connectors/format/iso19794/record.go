package iso19794

// Record is a finger image record.
type Record struct {
	Edition  int // 2005 or 2011
	Length   int // as stated
	Device   int // identifier of the capture device; -1 in the later edition, where each image has its own
	Declared int // how many images the header counts: fingers in 2005, representations in 2011
	Images   []Image

	Findings []Finding
}

// Image is one representation.
type Image struct {
	Offset, Length int // of the representation, header included
	Position       int // finger position, codes of ANSI/NIST-ITL
	Impression     int
	Width, Height  int // pixels
	PixelsPerInch  int
	Depth          int // bits a pixel
	Compression    int // code, see CompressionName
	Qualities      []int
	Data           []byte // the image as received, a view
	DataOffset     int
	Extra          int // bytes of further blocks behind the image
}

// compressions are the codes of table 6 in the words of ANSI/NIST-ITL's CGA.
var compressions = []string{"NONE", "PACKED", "WSQ20", "JPEGB", "JP2", "JP2L", "PNG"}

// CompressionName is the compression in the words of CGA, "PACKED" for bit-packed pixels, "" for a code that the
// standard does not have.
func (i Image) CompressionName() string {
	if i.Compression >= len(compressions) {
		return ""
	}
	return compressions[i.Compression]
}

// Parse reads a record. The error is a [*Finding] of grade F, also among the record's findings; the record is returned
// beside it with the images before the fault.
func Parse(data []byte) (*Record, error) {
	r := &Record{Device: -1}
	bad := r.read(&reader{data: data})
	if bad != nil {
		r.Findings = append(r.Findings, *bad)
		return r, bad
	}
	return r, nil
}

func (r *Record) read(in *reader) *Finding {
	identifier, version := in.text(4), in.text(4)
	switch {
	case identifier != "FIR\x00" && !in.short:
		return fault(RuleIdentifier, 0, "the first bytes are not those of a finger image record")
	case version == "010\x00":
		r.Edition = 2005
		return r.read2005(in)
	case version == "020\x00":
		r.Edition = 2011
		return r.read2011(in)
	case in.short:
		return in.cut()
	}
	return fault(RuleVersion, 4, "the version is neither 010 nor 020")
}

// wantLength holds the stated length against the file.
func (r *Record) wantLength(in *reader) *Finding {
	switch {
	case in.short:
		return in.cut()
	case r.Length != len(in.data):
		return fault(RuleLength, 8, "the record states %d bytes, the file has %d", r.Length, len(in.data))
	}
	return nil
}

// images reads as many images as the header counts, by the edition's own reading, and wants nothing behind the last.
func (r *Record) images(in *reader, read func(*Image) *Finding) *Finding {
	for range r.Declared {
		i := Image{Offset: in.at}
		if bad := read(&i); bad != nil {
			bad.Record = len(r.Images)
			return bad
		}
		r.add(i)
	}
	if left := len(in.data) - in.at; left > 0 {
		return fault(RuleTrailing, in.at, "%d bytes follow the last image", left)
	}
	if r.Declared == 0 {
		r.Findings = append(r.Findings, Finding{Grade: GradeConsistency, Rule: RuleEmpty, Message: "the record has no image"})
	}
	return nil
}
