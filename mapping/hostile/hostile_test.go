package hostile

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// honest is a mapping that neither guesses nor loses anything.
const honest = `mapping: test.persons
version: 1
to: person
lookups: {sex: sex.csv, language: language.csv}
const:
  subject.scheme: iin
  person.citizenship: KAZ
fields:
  subject.value: iin(src.iin).orReject("iin_check")
  person.surname: trim(src.surname.orReject("surname"))
  person.given_name: src.names[?0]
  person.patronymic: src.names[?1]
  person.birth_date: date(src.dob, "DD.MM.YYYY").orReject("birth_date")
  person.sex: lookup("sex", lower(trim(src.pol))).orReject("sex_code")
  person.names_lang: lookup("language", src.lang)
tests:
  - name: good
    given: {iin: "850307100012", surname: Сыналатын, names: [Қайрат, Серікұлы], dob: "07.03.1885", pol: мужской, lang: kk}
    expect: {person: {sex: M}}
  - name: another
    given: {iin: "850307100012", surname: Сыналатын, dob: "07.03.1885", pol: женский}
    expect: {person: {sex: F}}
`

var source = arrow.NewSchema([]arrow.Field{
	{Name: "iin", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "surname", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "names", Type: arrow.ListOfNonNullable(arrow.BinaryTypes.String), Nullable: true},
	{Name: "dob", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "pol", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "lang", Type: arrow.BinaryTypes.String, Nullable: true},
}, nil)

// try runs the samples over a mapping.
func try(t *testing.T, text, only string) []Verdict {
	t.Helper()
	kind, _ := canon.Lookup("person")
	fs := fstest.MapFS{
		"mapping.yaml": {Data: []byte(text)},
		"sex.csv":      {Data: []byte("code,value\nM,мужской\nF,женский\n")},
		"language.csv": {Data: []byte("code,value\nkk,kk\nru,ru\n")},
	}
	p, problems := mapping.Compile(mapping.Source{FS: fs, File: "mapping.yaml"}, source, kind, "1")
	if p == nil {
		t.Fatal(problems)
	}
	if err := mapping.Passed(p.Test()); err != nil {
		t.Fatal(err)
	}
	out, err := Run(p, kind, regexp.MustCompile(only))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func failed(verdicts []Verdict) []Verdict {
	return slices.DeleteFunc(verdicts, func(v Verdict) bool { return v.Outcome != Failed })
}

func TestAnHonestMappingPasses(t *testing.T) {
	all := try(t, honest, "")
	count := map[Outcome]int{}
	for _, v := range all {
		count[v.Outcome]++
	}
	if count[Rejected] < 100 || count[Unchanged] < 100 || count[Failed] > 0 {
		t.Errorf("%v: %+v", count, failed(all))
	}
}

// TestGuessesFail: each way of guessing, losing or bending a value fails, with the field and the sample.
func TestGuessesFail(t *testing.T) {
	for _, c := range []struct{ name, target, expression, field, sample, says string }{
		{"a sex that is guessed", "person.sex", `src.pol.orValue("") == "женский" ? "F" : "M"`, "pol", Unlisted, `person.sex became "M"`},
		{"an unknown word that becomes M", "person.sex", `(inList("sex", src.pol).orValue(false) ? lookup("sex", src.pol) : optional.of("M")).orReject("sex_code")`, "pol", "one look-alike letter", `person.sex became "M"`},
		{"a lenient date", "person.birth_date", `date(concat("01", right(src.dob, 8)), "DD.MM.YYYY").orReject("birth_date")`, "dob", "29 February of a common year", "person.birth_date became \"1885-02-01\""},
		{"a date that stands in", "person.birth_date", `(matches(src.dob, "^07").orValue(false) ? date(src.dob, "DD.MM.YYYY") : date("01.01.1900", "DD.MM.YYYY")).orReject("birth_date")`, "dob", "31 April", `became "1900-01-01"`},
		{"a date of no date at all", "person.birth_date", `(matches(src.dob, "^07").orValue(false) ? date(src.dob, "DD.MM.YYYY") : date("01.01.1900", "DD.MM.YYYY")).orReject("birth_date")`, "dob", Unlisted, `became "1900-01-01", which the text does not name`},
		{"a word that is lost", "person.names_lang", `inList("language", src.lang).orValue(false) ? lookup("language", src.lang) : optional.none()`, "lang", Unlisted, "person.names_lang became nothing, silently"},
		{"a name that is cut", "person.surname", `left(src.surname, 9).orReject("surname")`, "surname", "64 kB", "the rest of a text"},
		{"a number that is mended", "subject.value", `(iin(replace(src.iin, "О", "0"))).orReject("iin_check")`, "iin", "IIN with letter O for 0", "other digits"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var lines []string
			for line := range strings.SplitSeq(honest, "\n") {
				if strings.HasPrefix(line, "  "+c.target+":") {
					line = "  " + c.target + ": |\n    " + c.expression
				}
				lines = append(lines, line)
			}
			got := failed(try(t, strings.Join(lines, "\n"), ""))
			if !slices.ContainsFunc(got, func(v Verdict) bool {
				return v.Field == c.field && v.Sample == c.sample && strings.Contains(v.Says, c.says)
			}) {
				t.Errorf("%.3000v", got)
			}
			if slices.ContainsFunc(got, func(v Verdict) bool { return v.Field != c.field }) {
				t.Errorf("another field is blamed: %.3000v", got)
			}
		})
	}
}

// TestVouching: a test that gives a field the word unlisted says that the mapping means it.
func TestVouching(t *testing.T) {
	guess := strings.Replace(honest, `lookup("sex", lower(trim(src.pol))).orReject("sex_code")`, "|\n    src.pol.orValue(\"\") == \"женский\" ? \"F\" : \"M\"", 1)
	guess = strings.Replace(guess, "lookups: {sex: sex.csv, ", "lookups: {", 1)
	vouched := guess + `  - given: {iin: "850307100012", surname: А, dob: "07.03.1885", pol: unlisted}
    expect: {person: {sex: M}}
`
	if len(failed(try(t, guess, "^pol"))) == 0 || len(failed(try(t, vouched, "^pol"))) > 0 {
		t.Errorf("with a test of its own the guess is meant: %+v", failed(try(t, vouched, "^pol")))
	}
}

// TestTheCalendar: the days of the samples follow the Gregorian rule of leap years.
func TestTheCalendar(t *testing.T) {
	for d, want := range map[day]bool{
		{1884, 2, 29}: true, {1885, 2, 29}: false, {1900, 2, 29}: false, {1600, 2, 29}: true, {1885, 4, 31}: false, {1885, 0, 0}: true, {1885, 0, 7}: false, {0, 1, 1}: false,
	} {
		if d.exists() != want {
			t.Errorf("%+v exists: %t", d, !want)
		}
	}
}

// TestFilter: only samples whose names fit run.
func TestFilter(t *testing.T) {
	for _, v := range try(t, honest, "^dob: 29 February") {
		if v.Field != "dob" || !strings.HasPrefix(v.Sample, "29 February") {
			t.Errorf("%+v", v)
		}
	}
}
