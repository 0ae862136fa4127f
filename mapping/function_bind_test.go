package mapping

import (
	"strings"
	"testing"
)

// TestWrongArguments: every literal that cannot be bound says what it is and what to write.
func TestWrongArguments(t *testing.T) {
	for expr, says := range map[string]string{
		`date(src.dob, "DD.MM.YY")`:                       "nothing says in which hundred years",
		`date(src.dob, "DD.MM.YYYY", 1927)`:               "has no YY",
		`date(src.dob, "DD.MM.YY", 27)`:                   "four digits",
		`date(src.dob, "DMYYYY")`:                         "right behind D",
		`date(src.dob, "DD.MM.YYYY|DD.MM")`:               "must have YYYY or YY exactly once",
		`timestamp(src.seen, "DD.MM.YYYY HH:mmZ", "UTC")`: "a zone is given too",
		`timestamp(src.seen, "DD.MM.YY HH:mm")`:           "nothing says",
		`dateOf(unixSeconds(1), "Mars/North")`:            "no time zone",
		`src.dob.matches("(")`:                            "the pattern is wrong",
		`matches(src.dob, "(a{1000}){1000}")`:             "the pattern is",
		`extract(src.dob, "[0-9]+", 1)`:                   "0 pairs of brackets",
		`extract(src.dob, src.id)`:                        "must be written out in quotes",
		`left(src.dob, 0)`:                                "whole number from 1",
		`left(src.dob, src.revision)`:                     "must be written out in digits",
		`padLeft(src.dob, 5, "ab")`:                       "not one character",
		`padLeft(src.dob, 5000, "0")`:                     "1000 at most",
		`convert(src.height, "cm", "kg")`:                 "one of mass",
		`convert(src.height, "sajene", "cm")`:             "no unit",
		`resolutionClass(src.height, "cm")`:               "one of resolution",
		`round(number(src.dob), 12)`:                      "9 digits at most",
		`number(src.dob, ",", ",")`:                       "no mark between thousands",
		`number(src.dob, ";", " ")`:                       "no decimal mark",
		`mrz(src.dob, "name")`:                            "no part",
		`mrzBirth(src.dob, 27)`:                           "four digits",
		`inList("citizenship", src.dob)`:                  "has effective dates",
		`reverseLookup("citizenship", src.dob)`:           "has effective dates",
		`reverseLookup("sx", src.dob)`:                    `did you mean "sex"`,
	} {
		problems := problemsOf(t, strings.Replace(inmateMapping, "  since:", "  tried: |\n    "+expr+"\n  since:", 1))
		found := false
		for _, p := range problems {
			found = found || strings.Contains(p.Message, says) && p.Fix != ""
		}
		if !found {
			t.Errorf("%s is answered by\n%v", expr, problems)
		}
	}
}

// TestKeysAreNotStored: a match key fits no field, whatever stands around it.
func TestKeysAreNotStored(t *testing.T) {
	for _, expr := range []string{
		`lookalike(src.fio[?0]).orReject("fio")`, `lookalike(src.id).orValue(lookalike("x").orReject("x"))`, `coalesce(lookalike(src.id), lookalike(src.id)).orReject("x")`,
	} {
		problems := problemsOf(t, strings.Replace(inmateMapping, "fields:\n", "fields:\n  person.given_name: |\n    "+expr+"\n", 1))
		if len(problems) == 0 || !strings.Contains(problems.Error(), "match key") || !strings.Contains(problems.Error(), "store the value as it came") {
			t.Errorf("%s: %v", expr, problems)
		}
	}
	for _, expr := range []string{`string(lookalike(src.id).orReject("x"))`, `lookalike(src.id).orReject("x") + "y"`, `upper(lookalike(src.id))`, `[lookalike(src.id).orReject("x")].map(k, string(k))[0]`} {
		if problems := problemsOf(t, strings.Replace(inmateMapping, "  since:", "  tried: |\n    "+expr+"\n  since:", 1)); !problems.Failed() {
			t.Errorf("%s compiles", expr)
		}
	}
}
