package mapping

import (
	"fmt"
	"testing"
)

func TestOverlappingDays(t *testing.T) {
	row := func(from, to string) string { return "RUS,Союз," + from + "," + to + "\n" }
	for _, c := range []struct {
		first, second string
		overlap       bool
	}{
		{row("", "1991-12-25"), row("1991-12-26", ""), false},
		{row("", "1991-12-26"), row("1991-12-26", ""), true},
		{row("1991-12-26", ""), row("", "1991-12-26"), true},
		{row("1991-12-26", ""), row("", "1991-12-25"), false},
		{row("", ""), row("1991-12-26", "1991-12-26"), true},
		{row("1922-12-30", "1924-01-01"), row("1924-01-01", "1930-01-01"), true},
	} {
		_, problems := loadCodeList("c", "c.csv", []byte("code,value,from,to\n"+c.first+c.second))
		if found := len(problems) == 1 && problems[0].Code == "lookup.overlap" && problems[0].Line == 3; found != c.overlap || !found && problems != nil {
			t.Errorf("%s%s: %v", c.first, c.second, problems)
		}
	}
}

func TestCodeOn(t *testing.T) {
	list, problems := loadCodeList("c", "c.csv", []byte("\ufeffcode,value,from,to\r\nSUN,Союз,1922-12-30,1991-12-25\r\nRUS,Союз,1991-12-26,\r\nKAZ,Казахстан,,\r\n"))
	if problems != nil || !list.dated {
		t.Fatal(problems)
	}
	for _, c := range []struct {
		value string
		day   Date
		want  string
	}{
		{"Союз", newDate(1922, 12, 29), " false"}, {"Союз", newDate(1922, 12, 30), "SUN true"}, {"Союз", newDate(1991, 12, 25), "SUN true"},
		{"Союз", newDate(1991, 12, 26), "RUS true"}, {"Казахстан", newDate(1885, 1, 1), "KAZ true"}, {"союз", newDate(1950, 1, 1), " false"},
	} {
		code, ok := newCodeTable(list).codeOn(c.value, c.day)
		if got := fmt.Sprint(code, " ", ok); got != c.want {
			t.Errorf("%s on %s is %s, not %s", c.value, c.day, got, c.want)
		}
	}
}
