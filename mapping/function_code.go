package mapping

import (
	"fmt"

	"cel.dev/cel-go/common/types"
)

var lookupFunction = function{
	name:    "lookup",
	help:    "The code that a code list of the mapping has for a value, on a day if the list has effective dates. The value must stand in the list letter by letter: use lower and trim before, if the agency writes freely, or lookalike, if it mixes alphabets.",
	refuses: "the list has no such value, or not on that day; values that look the same have different codes",
	examples: []Example{
		{`lookup("sex", "мужской")`, "M"},
		{`lookup("sex", "МУЖСКОЙ")`, "refused"},
		{`lookup("sex", lower("МУЖСКОЙ"))`, "M"},
		{`lookup("sex", lookalike("MУЖСКОЙ"))`, "M"},
		{`lookup("country", "СССР", date("25.12.1991", "DD.MM.YYYY"))`, "SUN"},
		{`lookup("country", "СССР", date("26.12.1991", "DD.MM.YYYY"))`, "refused"},
	},
	shapes: []shape{
		{params: []param{literalParam("list"), textParam("value")}, result: types.StringType, fallible: true, bind: bindLookup},
		{params: []param{literalParam("list"), textParam("value"), dayParam("day")}, result: types.StringType, fallible: true, bind: bindDatedLookup},
		{params: []param{literalParam("list"), keyParam}, result: types.StringType, fallible: true, bind: bindKeyLookup},
		{params: []param{literalParam("list"), keyParam, dayParam("day")}, result: types.StringType, fallible: true, bind: bindDatedKeyLookup},
	},
}

var inListFunction = function{
	name: "inList", help: "Says whether a code list of the mapping has a value, letter by letter, on a day if the list has effective dates.",
	examples: []Example{
		{`inList("sex", "мужской")`, "true"},
		{`inList("sex", "М")`, "false"},
		{`inList("country", "СССР", date("26.12.1991", "DD.MM.YYYY"))`, "false"},
		{`inList("sex", optional.none())`, "nothing"},
	},
	shapes: []shape{
		{params: []param{literalParam("list"), textParam("value")}, result: types.BoolType, bind: bindInList},
		{params: []param{literalParam("list"), textParam("value"), dayParam("day")}, result: types.BoolType, bind: bindDatedInList},
	},
}

var reverseLookupFunction = function{
	name: "reverseLookup", help: "The value that a code list of the mapping translates into a code, on a day if the list has effective dates.",
	refuses: "no value gives the code, or several do",
	examples: []Example{
		{`reverseLookup("sex", "M")`, "мужской"},
		{`reverseLookup("sex", "X")`, "refused"},
		{`reverseLookup("country", "SUN", date("25.12.1991", "DD.MM.YYYY"))`, "СССР"},
		{`reverseLookup("country", "SUN", date("26.12.1991", "DD.MM.YYYY"))`, "refused"},
	},
	shapes: []shape{
		{params: []param{literalParam("list"), textParam("code")}, result: types.StringType, fallible: true, bind: bindReverse},
		{params: []param{literalParam("list"), textParam("code"), dayParam("day")}, result: types.StringType, fallible: true, bind: bindDatedReverse},
	},
}

var keyParam = param{name: "key", typ: keyType}

func bindLookup(l []string, b *binding) (operation, error) {
	list, err := b.undated("lookup", l[0])
	if err != nil {
		return operation{}, err
	}
	o := unary(newCodeTable(list).code)
	o.gives = list
	return o, nil
}

func bindDatedLookup(l []string, b *binding) (operation, error) {
	list, err := b.list(l[0])
	if err != nil {
		return operation{}, err
	}
	o := binary(newCodeTable(list).codeOn)
	o.gives = list
	return o, nil
}

func bindInList(l []string, b *binding) (operation, error) {
	list, err := b.undated("inList", l[0])
	if err != nil {
		return operation{}, err
	}
	table := newCodeTable(list)
	return unary(always(func(value string) bool { return table.find(value) != nil })), nil
}

func bindDatedInList(l []string, b *binding) (operation, error) {
	list, err := b.list(l[0])
	if err != nil {
		return operation{}, err
	}
	table := newCodeTable(list)
	return binary(func(value string, day Date) (bool, bool) { _, ok := table.codeOn(value, day); return ok, true }), nil
}

// undated finds a code list that may be asked without a day.
func (b *binding) undated(function, name string) (*codeList, error) {
	list, err := b.list(name)
	if err == nil && list.dated {
		err = &argumentError{fmt.Sprintf("the code list %q has effective dates", name), "give the day as third argument: " + function + "(list, value, day)"}
	}
	return list, err
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
