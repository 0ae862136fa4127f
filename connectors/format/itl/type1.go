package itl

import "strconv"

// Type1 is the Type-1 record read: who sends what to whom (clause 8.1).
// Absent fields are "".
type Type1 struct {
	Version     string // 1.002 VER, "0500" = ANSI/NIST-ITL 1-2011
	TOT         string // 1.004 type of transaction
	Date        string // 1.005 YYYYMMDD, local
	Priority    int    // 1.006, 1 is highest; 0 when absent
	Destination string // 1.007 DAI
	Originator  string // 1.008 ORI
	TCN         string // 1.009 transaction control number
	Reference   string // 1.010 TCR, the TCN that this one answers
	Native      string // 1.011 NSR, pixels/mm as printed
	Nominal     string // 1.012 NTR, pixels/mm as printed
	Domain      Domain // 1.013
	GMT         string // 1.014 YYYYMMDDHHMMSSZ
	Charset     string // 1.015: "ASCII", "UTF-8", …; "" when undeclared
}

// Domain names the implementation that Type-2 follows (1.013 DOM).
type Domain struct {
	Name, Version string
}

// Type1 reads the first record; it is zero when the file has none.
func (t *Transaction) Type1() Type1 {
	if len(t.Records) == 0 {
		return Type1{}
	}
	r := &t.Records[0]
	priority, _ := r.Int(6)
	return Type1{
		Version: r.Text(2), TOT: r.Text(4), Date: r.Text(5), Priority: priority,
		Destination: r.Text(7), Originator: r.Text(8), TCN: r.Text(9), Reference: r.Text(10),
		Native: r.Text(11), Nominal: r.Text(12), GMT: r.Text(14),
		Domain:  Domain{Name: r.item(13, 0), Version: r.item(13, 1)},
		Charset: t.charset.name(),
	}
}

// item is the n-th information item of a field's first subfield as text.
func (r *Record) item(field, n int) string {
	f, ok := r.Field(field)
	if !ok {
		return ""
	}
	for s := range f.Subfields() {
		return r.Decode(s.Item(n))
	}
	return ""
}

// name is the character set in the standard's words.
func (c charset) name() string {
	names := map[charset]string{
		charsetUndeclared: "", charsetASCII: "ASCII", charsetLatin1: "Latin-1",
		charsetUTF16: "UTF-16", charsetUTF8: "UTF-8", charsetUTF32: "UTF-32",
	}
	if name, ok := names[c]; ok {
		return name
	}
	return strconv.Itoa(int(c))
}
