package hostile

import (
	"strconv"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping/canon/iin"
)

// numbers are the samples of a column of numbers. Values are texts as Arrow reads them; those that the
// column's type does not hold are left out when the record is made.
func numbers(typ arrow.DataType) []sample {
	texts := []string{"0", "-1", "1", "13", "127", "-128", "65536", "2147483648", "9007199254740993", "9223372036854775807", "-9223372036854775808"}
	if typ.ID() == arrow.FLOAT32 || typ.ID() == arrow.FLOAT64 {
		texts = append(texts, "-0", "1e308", "1e-320", "0.1", "NaN", "+Inf", "-Inf")
	}
	var out []sample
	for _, text := range texts {
		out = append(out, sample{name: "number " + text, value: text})
	}
	return out
}

// numbersOfPeople are individual identification numbers that are wrong, or right in an odd way.
func numbersOfPeople(good string) []sample {
	if _, err := iin.Parse(good); err != nil {
		return nil
	}
	out := []sample{
		{name: "IIN of 11 digits", value: good[:11]},
		{name: "IIN of 13 digits", value: good + "0"},
		{name: "IIN with letter O for 0", value: strings.ReplaceAll(good, "0", "О")},
		{name: "IIN with З for 3", value: strings.ReplaceAll(good, "3", "З")},
		{name: "IIN with a hyphen", value: good[:6] + "-" + good[6:]},
		{name: "IIN of zeros", value: strings.Repeat("0", 12)},
		{name: "IIN as a decimal", value: good + ".0"},
		{name: "IIN without its leading digit", value: strings.TrimPrefix(good, good[:1])},
	}
	for i := range good {
		wrong := []byte(good)
		wrong[i] = '0' + (wrong[i]-'0'+1)%10
		out = append(out, sample{name: "IIN with digit " + strconv.Itoa(i+1) + " wrong", value: string(wrong)})
	}
	for _, c := range []struct{ name, front string }{
		{"IIN born on 30 February", "84023010001"}, {"IIN born on 29 February 1885", "85022910001"}, {"IIN born on 29 February 1884", "84022910001"},
		{"IIN born in 2099", "99123150001"}, {"IIN of century 7", "85030770001"}, {"IIN of century 0", "85030700001"}, {"IIN of month 13", "85130710001"},
	} {
		if text, ok := checked(c.front); ok {
			out = append(out, sample{name: c.name, value: text})
		}
	}
	return out
}

// checked adds the check digit, which fits whatever the digits before it say.
func checked(front string) (string, bool) {
	digit, _, ok := iin.CheckDigit(front)
	return front + strconv.Itoa(digit), ok
}
