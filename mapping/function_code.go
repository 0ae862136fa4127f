package mapping

import (
	"fmt"

	"cel.dev/cel-go/common/types"

	"bilgate/mapping/canon/iin"
)

var iinFunction = function{
	name:    "iin",
	help:    "The text itself, if it is a well-formed individual identification number (ЖСН/ИИН): twelve digits, a birth date that exists, a check digit that fits.",
	refuses: "the text is no such number",
	examples: []Example{
		{`iin("850307100007")`, "refused"},
		{`iin("85030710001")`, "refused"},
	},
	shapes: []shape{{params: []param{textParam("text")}, result: types.StringType, fallible: true, bind: fixed(unary(checkedIIN))}},
}

var lookupFunction = function{
	name:    "lookup",
	help:    "The code that a code list of the mapping has for a value, on a day if the list has effective dates. The value must stand in the list letter by letter: use lower and trim before, if the agency writes freely.",
	refuses: "the list has no such value, or not on that day",
	examples: []Example{
		{`lookup("sex", "мужской")`, "M"},
		{`lookup("sex", "МУЖСКОЙ")`, "refused"},
		{`lookup("sex", lower("МУЖСКОЙ"))`, "M"},
		{`lookup("country", "СССР", date("25.12.1991", "DD.MM.YYYY"))`, "SUN"},
		{`lookup("country", "СССР", date("26.12.1991", "DD.MM.YYYY"))`, "refused"},
	},
	shapes: []shape{
		{params: []param{literalParam("list"), textParam("value")}, result: types.StringType, fallible: true, bind: bindLookup},
		{params: []param{literalParam("list"), textParam("value"), {name: "day", typ: dateType}}, result: types.StringType, fallible: true, bind: bindDatedLookup},
	},
}

func checkedIIN(s string) (string, bool) {
	_, err := iin.Parse(s)
	return s, err == nil
}

func bindLookup(l []string, b *binding) (operation, error) {
	list, err := b.list(l[0])
	if err != nil {
		return operation{}, err
	}
	if list.dated {
		return operation{}, &argumentError{fmt.Sprintf("the code list %q has effective dates", l[0]), "give the day as third argument: lookup(list, value, day)"}
	}
	o := unary(list.code)
	o.gives = list
	return o, nil
}

func bindDatedLookup(l []string, b *binding) (operation, error) {
	list, err := b.list(l[0])
	if err != nil {
		return operation{}, err
	}
	o := binary(list.codeOn)
	o.gives = list
	return o, nil
}

// list finds a code list by its name in the mapping.
func (b *binding) list(name string) (*codeList, error) {
	if l := b.lists[name]; l != nil {
		return l, nil
	}
	names := make([]string, 0, len(b.lists))
	for n := range b.lists {
		names = append(names, n)
	}
	if near := nearest(name, names); near != "" {
		return nil, &argumentError{fmt.Sprintf("there is no code list %q; did you mean %q?", name, near), "write " + near}
	}
	return nil, &argumentError{fmt.Sprintf("there is no code list %q", name), "name its file under lookups"}
}
