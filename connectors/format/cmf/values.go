package cmf

import (
	_ "embed"
	"strings"
)

//go:embed values.tsv
var valueTable string

// values are the schema's value lists: the specimen categories, locus names and kits of CMF 3.2, and
// the one category that only older versions have.
var values = loadValues(valueTable)

func loadValues(table string) map[string]map[string]bool {
	lists := map[string]map[string]bool{}
	for line := range strings.Lines(table) {
		list, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if lists[list] == nil {
			lists[list] = map[string]bool{}
		}
		lists[list][value] = true
	}
	return lists
}
