// Package iin reads individual identification numbers of Kazakhstan (ЖСН/ИИН): twelve digits YYMMDD, a
// digit for century and sex, a serial of four, a check digit.
//
// Structure: Government resolution 406 of 2007, p. 3. Check digit: MIA order 521 of 29 June 2023. A right
// check digit is weak evidence: the first pass does not see an error in digit 11, nor the second one in
// digit 9. An IIN is never changed once given, while a person's date of birth or sex may legally be
// corrected: a difference between number and record is a finding, no fault of the number.
//
// The package is pure, allocates nothing, and never puts a number into an error.
package iin

import (
	"time"
	"unicode/utf8"
)

// IIN is a number that Parse found valid.
type IIN struct {
	Pass        int  // 1 or 2: which row of weights gave the check digit
	Nonstandard bool // digit 7 is the reserved 0: century and sex are not known

	digits [12]byte // values 0…9
}

// Rules says what is accepted beside the standard form.
type Rules struct {
	// ReservedZero accepts 0 as digit 7, which resolution 406 reserves; some registers are said to use it.
	ReservedZero bool
}

// Parse reads a number in the standard form. An error is one of the package's *Error values; the first
// of length, characters, century digit, birth date, check digit that does not hold.
func Parse(s string) (IIN, error) { return Rules{}.Parse(s) }

// Parse reads a number under the rules; see the function Parse.
func (r Rules) Parse(s string) (IIN, error) {
	var n IIN
	if err := n.read(s); err != nil {
		return IIN{}, err
	}
	century := n.digits[6]
	n.Nonstandard = century == 0
	if century > 6 || n.Nonstandard && !r.ReservedZero {
		return IIN{}, ErrCenturyDigit
	}
	if !n.bornOnADay() {
		return IIN{}, ErrBirthDate
	}
	digit, pass, ok := checkDigit(n.digits[:11])
	if !ok {
		return IIN{}, ErrNoCheckDigit
	}
	if n.digits[11] != digit {
		return IIN{}, ErrCheckDigit
	}
	n.Pass = pass
	return n, nil
}

// read takes the digits over.
func (n *IIN) read(s string) error {
	if len(s) != len(n.digits) {
		return unread(s)
	}
	strange := false
	for i := range n.digits {
		n.digits[i] = s[i] - '0'
		strange = strange || n.digits[i] > 9
	}
	if strange {
		return unread(s)
	}
	return nil
}

// unread says why a text is not twelve digits. The length counts characters: twelve letters are no length error.
func unread(s string) error {
	if utf8.RuneCountInString(s) != 12 {
		return ErrLength
	}
	return ErrCharacters
}

// String is the number's twelve digits.
func (n IIN) String() string {
	var text [12]byte
	for i, d := range n.digits {
		text[i] = '0' + d
	}
	return string(text[:])
}

// Sex is "M" or "F", as digit 7 is odd or even; "" for a nonstandard number.
func (n IIN) Sex() string {
	switch {
	case n.Nonstandard:
		return ""
	case n.digits[6]%2 == 1:
		return "M"
	}
	return "F"
}

// Birth is the date of birth at midnight UTC; the zero time for a nonstandard number.
func (n IIN) Birth() time.Time {
	if n.Nonstandard || n.digits[6] == 0 {
		return time.Time{}
	}
	return time.Date(n.year(int(n.digits[6])), time.Month(n.month()), n.day(), 0, 0, 0, 0, time.UTC)
}

// year is the year of birth under a century digit: 1 and 2 the 1800s, 3 and 4 the 1900s, 5 and 6 the 2000s.
func (n IIN) year(century int) int {
	return 1800 + (century-1)/2*100 + int(n.digits[0])*10 + int(n.digits[1])
}

func (n IIN) month() int { return int(n.digits[2])*10 + int(n.digits[3]) }
func (n IIN) day() int   { return int(n.digits[4])*10 + int(n.digits[5]) }

// bornOnADay says whether the calendar has the date, for a nonstandard number in any century.
func (n IIN) bornOnADay() bool {
	if !n.Nonstandard {
		return exists(n.year(int(n.digits[6])), n.month(), n.day())
	}
	for _, century := range []int{1, 3, 5} {
		if exists(n.year(century), n.month(), n.day()) {
			return true
		}
	}
	return false
}

// exists asks the proleptic Gregorian calendar: 29 February 1900 does not exist, that of 2000 does.
func exists(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return day <= 29
	}
	return day <= daysOf[month]
}

var daysOf = [13]int{1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
