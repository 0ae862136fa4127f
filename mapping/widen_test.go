package mapping

import "testing"

func TestWiden(t *testing.T) {
	for _, c := range []struct {
		text string
		at   int
		want string
	}{
		{"src. dob", 3, "dob"}, {"src.?dob", 3, "dob"}, {"trim(x)", 4, "trim"}, {"a.trim (x)", 1, "trim"}, {"ab", 0, "ab"}, {"ab", 1, "ab"},
		{"a == b", 2, "=="}, {"a < b", 2, "<"}, {"a && b", 2, "&&"}, {"f(x)[0]", 4, "["}, {`x + "a\"b" + y`, 4, `"a\"b"`}, {"x", 1, "x"},
	} {
		from, to := widen([]rune(c.text), c.at)
		if got := string([]rune(c.text)[from:to]); got != c.want {
			t.Errorf("%s at %d widens to %q, not %q", c.text, c.at, got, c.want)
		}
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "ab", 2}, {"dbo", "dob", 1}, {"surname", "surnam", 1}, {"abc", "abd", 1}, {"abcd", "badc", 2}, {"ә", "ө", 1}} {
		if got := editDistance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%s to %s is %d, not %d", c.a, c.b, got, c.want)
		}
	}
}
