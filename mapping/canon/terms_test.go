package canon

import (
	"strings"
	"testing"
	"time"
)

func TestTermsChangeOnTheirDay(t *testing.T) {
	before := time.Date(2026, 7, 11, 23, 59, 0, 0, time.UTC)
	after := time.Date(2026, 7, 12, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		lang Lang
		at   time.Time
		want string
	}{
		{"card", "ru", before, "электронная дактилоскопическая карта"},
		{"card", "ru", after, "цифровая дактилоскопическая карта"},
		{"card", "kk", after, "цифрлық дактилоскопиялық карта"},
		{"blocked", "ru", after, "данные заблокированы"},
	} {
		if got, ok := Term(c.name, c.lang, c.at); !ok || got != c.want {
			t.Errorf("%s on %s: %q", c.name, c.at.Format(time.DateOnly), got)
		}
	}
	if _, ok := Term("weather", "kk", after); ok {
		t.Error("a term that does not exist is found")
	}
	if text, _ := Term("signed_footer", "ru", before); !strings.Contains(text, "N370-II") {
		t.Errorf("the footer before the Digital Code: %q", text)
	}
	if text, _ := Term("signed_footer", "ru", after); !strings.Contains(text, "статьи 62 Цифрового кодекса") {
		t.Errorf("the footer under the Digital Code: %q", text)
	}
}

// On every day around the change of July 2026 each term has exactly one wording, with a source, in each language.
func TestEveryTermHasOneWordingADay(t *testing.T) {
	for _, c := range terms().Codes {
		if c.Source == "" || c.Labels["kk"] == "" || c.Labels["ru"] == "" || c.Labels["en"] == "" {
			t.Errorf("%s lacks a wording or its source", c.Code)
		}
		for day := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC); day.Month() == 7; day = day.AddDate(0, 0, 1) {
			valid := 0
			for _, i := range terms().byCode[c.Code] {
				if terms().Codes[i].validOn(day.Format(time.DateOnly)) {
					valid++
				}
			}
			if valid != 1 {
				t.Errorf("%s has %d wordings on %s", c.Code, valid, day.Format(time.DateOnly))
			}
		}
	}
}
