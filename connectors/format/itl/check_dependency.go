package itl

// checkDependencies looks at fields that others ask for or forbid (need D in
// the table).
func checkDependencies(c *checker, r *Record) {
	switch r.Type {
	case 14, 15, 17, 19:
		checkImageFields(c, r)
	}
	if r.Type == 14 {
		checkFingerParts(c, r)
	}
}

// checkImageFields asks for size, scale and compression beside an image: they
// may be absent only together with it.
func checkImageFields(c *checker, r *Record) {
	if len(r.Image()) == 0 {
		return
	}
	for n := 6; n <= 12; n++ {
		if f, ok := r.Field(n); !ok || len(f.Value) == 0 {
			c.field(r, n, GradeTable, RuleMandatory, "%s is missing beside an image", Mnemonic(r.Type, n))
		}
	}
}

// jointAndTip is FGP 19: the entire joint image or a tip of a finger.
const jointAndTip = 19

// checkFingerParts ties 14.014 PPD to FGP 19.
func checkFingerParts(c *checker, r *Record) {
	position, ok := r.Int(13)
	if !ok {
		return
	}
	_, described := r.Field(14)
	switch {
	case position == jointAndTip && !described:
		c.field(r, 14, GradeTable, RuleDependency, "PPD is missing, which FGP %d asks for", jointAndTip)
	case position != jointAndTip && described:
		c.field(r, 14, GradeTable, RuleDependency, "PPD goes with FGP %d only, FGP is %d", jointAndTip, position)
	}
}

// checkSignature judges the header of Type-8 (clause 8.8).
func checkSignature(c *checker, r *Record) {
	h, ok := r.SignatureHeader()
	if !ok {
		return
	}
	if h.Signer > 1 {
		c.field(r, 3, GradeTable, RuleValue, "SIG %d is neither 0 nor 1", h.Signer)
	}
	if h.Representation > 2 {
		c.field(r, 4, GradeTable, RuleValue, "SRT %d is not one of the standard's", h.Representation)
	}
	if isr := r.raw[7]; isr > 1 {
		c.field(r, 5, GradeTable, RuleValue, "ISR %d is neither 0 nor 1", isr)
	}
	if h.Representation == 0 && !h.rawSizeFits(len(r.raw)-signatureHeaderSize) {
		c.field(r, 6, GradeTable, RuleRawSize, "%d × %d pixels do not make %d bytes", h.Width, h.Height, len(r.raw)-signatureHeaderSize)
	}
}

// rawSizeFits takes one bit, one byte and three bytes a pixel: the header does
// not say which.
func (h SignatureHeader) rawSizeFits(size int) bool {
	bits := statedImage{width: h.Width, height: h.Height, depth: 1}
	bytes := statedImage{width: h.Width, height: h.Height}
	return bits.rawSizeFits(size) || bytes.rawSizeFits(size)
}
