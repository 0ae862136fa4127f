package iin

import (
	"fmt"
	"testing"
	"time"
)

// everyNumber calls do with the first eleven digits of every serial of a few days of the 1800s.
func everyNumber(do func(first11 string)) {
	for day := time.Date(1861, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == 1861; day = day.AddDate(0, 0, 37) {
		for serial := range 10000 {
			do(fmt.Sprintf("%s1%04d", day.Format("060102"), serial))
		}
	}
}

func within(t *testing.T, what string, part, whole int, low, high float64) {
	t.Helper()
	if rate := 100 * float64(part) / float64(whole); rate < low || rate > high {
		t.Errorf("%s: %.2f %% of %d, expected %.1f to %.1f %%", what, rate, whole, low, high)
	}
}

// 90.9 % of serials take pass 1, 8.3 % pass 2, 0.8 % have no check digit.
func TestRatesOfThePasses(t *testing.T) {
	var passes [3]int
	total := 0
	everyNumber(func(first11 string) {
		_, pass, _ := CheckDigit(first11)
		passes[pass]++
		total++
	})
	within(t, "pass 1", passes[1], total, 90.5, 91.3)
	within(t, "pass 2", passes[2], total, 7.9, 8.7)
	within(t, "no check digit", passes[0], total, 0.6, 1.0)
}

// Pass 1 sees no error in digit 11, whose weight is 11; about 9 % of all single errors survive, and about
// 1.9 % of adjacent transpositions.
func TestErrorsThatTheCheckDigitDoesNotSee(t *testing.T) {
	var errors, unseen, swaps, unseenSwaps, last, unseenLast int
	count := 0
	everyNumber(func(first11 string) {
		digit, pass, ok := CheckDigit(first11)
		if count++; !ok || count%19 != 0 {
			return
		}
		for i := range 11 {
			for d := byte('0'); d <= '9'; d++ {
				if d == first11[i] {
					continue
				}
				seen := differs(first11[:i]+string(d)+first11[i+1:], digit)
				errors, unseen = errors+1, unseen+one(!seen)
				if i == 10 && pass == 1 {
					last, unseenLast = last+1, unseenLast+one(!seen)
				}
			}
		}
		for i := range 10 {
			if first11[i] != first11[i+1] {
				seen := differs(first11[:i]+first11[i+1:i+2]+first11[i:i+1]+first11[i+2:], digit)
				swaps, unseenSwaps = swaps+1, unseenSwaps+one(!seen)
			}
		}
	})
	within(t, "single errors unseen", unseen, errors, 8, 10)
	within(t, "transpositions unseen", unseenSwaps, swaps, 1, 3)
	within(t, "errors in digit 11 unseen in pass 1", unseenLast, last, 100, 100)
}

func differs(first11 string, digit int) bool {
	other, _, ok := CheckDigit(first11)
	return !ok || other != digit
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Parse takes back exactly the numbers that CheckDigit makes, with the same pass.
func TestParseTakesWhatCheckDigitMakes(t *testing.T) {
	everyNumber(func(first11 string) {
		digit, pass, ok := CheckDigit(first11)
		if !ok {
			return
		}
		n, err := Parse(fmt.Sprint(first11, digit))
		if err != nil || n.Pass != pass {
			t.Fatalf("pass %d, %v; want pass %d", n.Pass, err, pass)
		}
		if _, err := Parse(fmt.Sprint(first11, (digit+1)%10)); err != ErrCheckDigit {
			t.Fatalf("a wrong digit: %v", err)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("500101100010")
	f.Add("12345678901A")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := Rules{ReservedZero: true}.Parse(s)
		if err == nil && n.String() != s {
			t.Errorf("%q became %q", s, n.String())
		}
	})
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("500101100010"); err != nil {
			b.Fatal(err)
		}
	}
}
