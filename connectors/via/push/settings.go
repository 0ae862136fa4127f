package push

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"bilgate/connectors"
)

// batchID is what a batch may be called. It has no slash, so that batch id "/" sequence is unambiguous.
var batchID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._~:@-]{0,127}$`)

var errBatchID = fault(http.StatusBadRequest, "batch_id",
	"the batch id is not 1 to 128 letters, digits and . _ ~ : @ -, beginning with a letter or digit: send the batch under another id")

// maxSetting is how long a setting's value may be, in bytes.
const maxSetting = 256

// settings reads set.NAME=value from the query. A parameter that the feed does not know is refused, lest
// a mistyped one be lost in silence.
func settings(feed *connectors.Feed, query string) (map[string]string, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil, fault(http.StatusBadRequest, "setting", "the query does not parse: escape it as URLs ask for")
	}
	set := map[string]string{}
	for parameter, given := range values {
		name, ok := strings.CutPrefix(parameter, "set.")
		if !ok || !knows(feed, name) {
			return nil, fault(http.StatusBadRequest, "setting", "the feed knows no such parameter: it takes "+parameters(feed))
		}
		if len(given) > 1 {
			return nil, fault(http.StatusBadRequest, "setting", "set."+name+" is given twice: give it once")
		}
		if !plain(given[0]) {
			return nil, fault(http.StatusBadRequest, "setting", "set."+name+" is empty, longer than 256 bytes, or no plain text: give a value on one line")
		}
		set[name] = given[0]
	}
	return set, nil
}

func knows(feed *connectors.Feed, name string) bool {
	for _, s := range feed.Settings {
		if s.Name == name {
			return true
		}
	}
	return false
}

func parameters(feed *connectors.Feed) string {
	if len(feed.Settings) == 0 {
		return "none"
	}
	var names []string
	for _, s := range feed.Settings {
		names = append(names, "set."+s.Name)
	}
	return strings.Join(names, ", ")
}

func plain(value string) bool {
	return value != "" && len(value) <= maxSetting && utf8.ValidString(value) && !strings.ContainsFunc(value, unicode.IsControl)
}
