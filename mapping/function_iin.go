package mapping

import (
	"cel.dev/cel-go/common/types"

	"bilgate/mapping/canon/iin"
)

var iinFunction = function{
	name:    "iin",
	help:    "The text itself, if it is a well-formed individual identification number (ЖСН/ИИН): twelve digits, a birth date that exists, a check digit that fits.",
	refuses: "the text is no such number",
	examples: []Example{
		{`iin("850307100012")`, "850307100012"},
		{`iin("850307100007")`, "refused"},
		{`iin("85030710001")`, "refused"},
	},
	shapes: refusing(unary(func(s string) (string, bool) {
		_, err := iin.Parse(s)
		return s, err == nil
	}), types.StringType, textParam("text")),
}

var iinBirthFunction = function{
	name:     "iinBirth",
	help:     "The birth date in an individual identification number, with the century of its seventh digit. The number never changes, a birth date may be corrected by law: a difference is a finding, and the date of the record is what is stored.",
	refuses:  "the text is no such number",
	examples: []Example{{`iinBirth("850307100012")`, "1885-03-07"}, {`iinBirth("850307100013")`, "refused"}},
	shapes: refusing(unary(func(s string) (Date, bool) {
		n, err := iin.Parse(s)
		born := n.Birth()
		return newDate(born.Year(), int(born.Month()), born.Day()), err == nil
	}), dateType, textParam("text")),
}

var iinSexFunction = function{
	name:     "iinSex",
	help:     "The sex in an individual identification number, M or F, by its seventh digit. As with the birth date, a difference from the record is a finding.",
	refuses:  "the text is no such number",
	examples: []Example{{`iinSex("850307100012")`, "M"}, {`iinSex("")`, "refused"}, {`iinSex(optional.none())`, "nothing"}},
	shapes: refusing(unary(func(s string) (string, bool) {
		n, err := iin.Parse(s)
		return n.Sex(), err == nil
	}), types.StringType, textParam("text")),
}
