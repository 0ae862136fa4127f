package iin

// Reason says which rule a number breaks; it is stable and may be shown and stored.
type Reason string

const (
	Length       Reason = "length"         // not twelve characters
	Characters   Reason = "characters"     // not all of them digits
	CenturyDigit Reason = "century_digit"  // digit 7 is reserved: 0, 7, 8 or 9
	BirthDate    Reason = "birth_date"     // the calendar has no such day
	NoCheckDigit Reason = "no_check_digit" // both passes give 10: the number was never given to anybody
	WrongDigit   Reason = "check_digit"    // digit 12 is not the one that the others ask for
)

// Error is a number that is not valid. It names the rule, never the number.
type Error struct{ Reason Reason }

func (e *Error) Error() string { return "not an IIN: " + sentences[e.Reason] }

// The errors that Parse returns.
var (
	ErrLength       = &Error{Length}
	ErrCharacters   = &Error{Characters}
	ErrCenturyDigit = &Error{CenturyDigit}
	ErrBirthDate    = &Error{BirthDate}
	ErrNoCheckDigit = &Error{NoCheckDigit}
	ErrCheckDigit   = &Error{WrongDigit}
)

var sentences = map[Reason]string{
	Length:       "it does not have twelve characters",
	Characters:   "a character is not a digit",
	CenturyDigit: "digit 7 is not 1 to 6",
	BirthDate:    "digits 1 to 6 are no date of the century in digit 7",
	NoCheckDigit: "no check digit exists for digits 1 to 11",
	WrongDigit:   "digit 12 is not the check digit of the others",
}
