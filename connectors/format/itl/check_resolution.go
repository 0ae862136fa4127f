package itl

import "bytes"

// checkComment holds the resolution in the image's own comment, "NIST_COM …
// PPI 255", against the record's. The comment is advisory: the record counts.
func checkComment(c *checker, r *Record) {
	stated, ok := commentResolution(r.Image())
	if counts := c.t.pixelsPerInch(r); ok && resolutionClass(float64(stated)) != counts {
		c.record(r, GradeTable, RuleComment, "the image's comment says %d pixels per inch, the record %d, which counts", stated, counts)
	}
}

// commentResolution finds PPI in a NIST_COM segment of a WSQ or JPEG image.
func commentResolution(image []byte) (ppi int, ok bool) {
	comment := segment(image, func(marker byte, payload []byte) bool {
		return (marker == 0xA8 || marker == 0xFE) && bytes.HasPrefix(payload, []byte("NIST_COM"))
	})
	for line := range bytes.Lines(comment) {
		if key, value, _ := bytes.Cut(bytes.TrimSpace(line), []byte{' '}); string(key) == "PPI" {
			return number(value)
		}
	}
	return 0, false
}

// checkResolution asks friction ridge records for a resolution, stated once.
func checkResolution(c *checker, r *Record) {
	switch r.Type {
	case 4, 13, 14, 15:
	default:
		return
	}
	if len(r.Image()) == 0 {
		return
	}
	if c.t.pixelsPerInch(r) == 0 {
		c.record(r, GradeTable, RuleResolution, "the file states no resolution for this image")
		return
	}
	checkComment(c, r)
	horizontal, _ := r.Int(9)
	vertical, ok := r.Int(10)
	if ok && (horizontal-vertical)*100 > horizontal || ok && (vertical-horizontal)*100 > horizontal {
		c.field(r, 10, GradeTable, RuleResolution, "THPS is %d and TVPS %d", horizontal, vertical)
	}
}
