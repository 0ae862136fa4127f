package canon

import (
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping/canon/iin"
)

// Codes of findings on a person's identity.
const (
	FindingBirth = "iin_birth_date" // the IIN tells another birth date than the record
	FindingSex   = "iin_sex"        // the IIN tells another sex than the record
)

// Disagreements are the findings of a row whose subject's IIN tells another birth date or sex than the
// record does. They never reject: a birth date or sex may be corrected by law, while an IIN is never
// given anew (order 521 of 2023; rules of order 730, paragraph 111).
func (k *Kind) Disagreements(batch arrow.RecordBatch, row int) []Finding {
	if k.textOf(batch, row, "subject", "scheme") != "iin" {
		return nil
	}
	n, err := iin.Parse(k.textOf(batch, row, "subject", "value"))
	if err != nil {
		return nil // the mapping's rule on the IIN has had its say
	}
	var out []Finding
	birth := k.textOf(batch, row, "person", "birth_date")
	if birth != "" && !strings.HasPrefix(n.Birth().Format("2006-01-02"), birth) {
		out = append(out, Finding{Grade: "W", Code: FindingBirth, Field: "person.birth_date", Message: "digits 1 to 7 of the IIN tell another birth date"})
	}
	if sex := k.textOf(batch, row, "person", "sex"); sex != "" && sex != "X" && sex != n.Sex() {
		out = append(out, Finding{Grade: "W", Code: FindingSex, Field: "person.sex", Message: "digit 7 of the IIN tells another sex"})
	}
	return out
}

// textOf reads the text at a path of struct members, "" where there is none.
func (k *Kind) textOf(batch arrow.RecordBatch, row int, path ...string) string {
	way, fields := make([]int, 0, len(path)), k.Fields
	for _, name := range path {
		i := 0
		for i < len(fields) && fields[i].Name != name {
			i++
		}
		if i == len(fields) {
			return ""
		}
		way, fields = append(way, i), fields[i].Fields
	}
	return textAt(batch, way, row)
}
