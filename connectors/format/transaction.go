package format

import "bytes"

// byTransaction knows ANSI/NIST-ITL by its first field number (annex B: "1.001:", in some files "01.001:").
func byTransaction(s sample) (Recognition, bool) {
	tag, _, ok := bytes.Cut(s.head[:min(len(s.head), 10)], []byte{':'})
	typ, number, dotted := bytes.Cut(tag, []byte{'.'})
	if !ok || !dotted || !digits(typ, 2) || !digits(number, 4) {
		return not()
	}
	if string(bytes.TrimLeft(typ, "0")) == "1" && string(bytes.TrimLeft(number, "0")) == "1" {
		return sure(ITL, "begins with field 1.001 of ANSI/NIST-ITL")
	}
	return probably(ITL, "begins with a field number of ANSI/NIST-ITL, but not with 1.001")
}

// digits says whether text is one to most digits.
func digits(text []byte, most int) bool {
	if len(text) == 0 || len(text) > most {
		return false
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
