package store

import (
	"strconv"
	"strings"
)

// numbered turns each ? of a query into PostgreSQL's $1, $2, …; a ? inside quotes or a comment stays.
func numbered(query string) string {
	if !strings.Contains(query, "?") {
		return query
	}
	var out strings.Builder
	out.Grow(len(query) + 2*strings.Count(query, "?"))
	for n := 1; query != ""; {
		skip := quoted(query)
		if skip == 0 && query[0] == '?' {
			out.WriteByte('$')
			out.WriteString(strconv.Itoa(n))
			n++
			query = query[1:]
			continue
		}
		skip = max(skip, 1)
		out.WriteString(query[:skip])
		query = query[skip:]
	}
	return out.String()
}

// quoted is the length of the quoted text or comment that s begins with, 0 if it begins with neither.
// A doubled quote inside is two texts side by side, which comes to the same.
func quoted(s string) int {
	switch {
	case s[0] == '\'' || s[0] == '"':
		return through(s, 1, s[:1])
	case strings.HasPrefix(s, "--"):
		return through(s, 2, "\n")
	case strings.HasPrefix(s, "/*"):
		return through(s, 2, "*/")
	}
	return 0
}

// through is the length of s up to and with the first end after from, or all of it.
func through(s string, from int, end string) int {
	if i := strings.Index(s[from:], end); i >= 0 {
		return from + i + len(end)
	}
	return len(s)
}
