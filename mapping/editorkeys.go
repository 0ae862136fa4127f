package mapping

import "strings"

// keyHelp says what the keys of the language are for: of the file by their name, of what stands below as
// "use/at".
var keyHelp = map[string]string{
	"mapping":      "The mapping's name: the feed that it translates, `<agency>.<feed>`.",
	"version":      "A whole number from 1; count up with each published change.",
	"to":           "The canonical kind that the feed's records become.",
	"lookups":      "Code lists by name: CSV files beside the mapping with `code,value,from,to`.",
	"let":          "Named expressions. Each sees the source and the names above it.",
	"when":         "Conditions by reason. A record that does not meet one is skipped and counted.",
	"const":        "Constants for canonical fields.",
	"use":          "Fragments: what several mappings say alike.",
	"fields":       "Canonical fields and the expressions that give them.",
	"tests":        "Records that are given, and what must become of them.",
	"fragment":     "The fragment's name.",
	"takes":        "What the fragment is given, by name and type.",
	"use/fragment": "The fragment's file, beside the mapping or in the folder shared.",
	"use/at":       "The struct of the record that the fragment fills; left out for the record itself.",
	"use/with":     "An expression for each name that the fragment takes.",
	"block/each":   "The list that is gone over, or several side by side: `{number: src.numbers, day: src.days}`.",
	"block/as":     "The name of the list's item in the expressions below.",
	"block/when":   "Only items for which this holds; without each: only records.",
	"block/fields": "The fields of each item, and the expressions that give them.",
	"test/name":    "What the record is about; reports tell tests apart by it.",
	"test/given":   "The source fields that the record has. What is not named is missing.",
	"test/expect":  "The canonical fields to compare; null for nothing.",
	"test/reject":  "The record must be rejected: with this code, for this source field.",
	"test/skip":    "The record must be skipped for this reason of when.",
	"reject/code":  "The code of the reject.",
	"reject/field": "The source field that is to blame.",
}

// keyPlace is a key of the language as keyHelp names it.
func keyPlace(b *branch) string {
	group := keyGroup(b.parent)
	if group == "" {
		return b.key
	}
	return group + "/" + b.key
}

// keyGroup says which of the language's keys stand below a branch: "" for the file's, "?" for none of them.
func keyGroup(b *branch) string {
	switch path := b.path(); {
	case len(path) == 0:
		return ""
	case path[0] == "use" && len(path) == 2:
		return "use"
	case path[0] == "tests" && len(path) == 2:
		return "test"
	case path[0] == "tests" && len(path) == 3 && path[2] == "reject":
		return "reject"
	case path[0] == "fields" && (strings.HasSuffix(b.key, "[]") || b.key == itemKey):
		return "block"
	}
	return "?"
}

// groupKeys are the keys of a group, in the order in which they are written.
func groupKeys(group string, fragment bool) []string {
	switch {
	case group == "use":
		return []string{"fragment", "at", "with"}
	case group == "test":
		return []string{"name", "given", "expect", "reject", "skip"}
	case group == "reject":
		return []string{"code", "field"}
	case group == "block":
		return []string{"each", "as", "when", "fields"}
	case group == "" && fragment:
		return []string{"fragment", "takes", "lookups", "let", "fields"}
	case group == "":
		return []string{"mapping", "version", "to", "lookups", "let", "when", "const", "use", "fields", "tests"}
	}
	return nil
}
