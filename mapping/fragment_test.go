package mapping

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const namesFragment = `fragment: names
takes: {fio: list of text, lang: optional text}
lookups: {language: language.csv}
let:
  surname: trim(fio[?0])
fields:
  surname:    surname.orReject("fio")
  given_name: trim(fio[?1])
  names_lang: lookup("language", lang)
`

const usingNames = `mapping: small.feed
version: 1
to: person
let:
  names: split(src.pieces.orValue(""), ",")
use:
  - fragment: shared/names.yaml
    at: person
    with: {fio: names, lang: src.pol}
const: {subject.scheme: none, person.birth_date: "1885-01-01", person.sex: M, person.citizenship: KAZ}
fields:
  person.patronymic: src.dob.orReject("dob")
`

var languageFiles = []string{"shared/names.yaml", namesFragment, "shared/language.csv", "code,value\nkk,каз\nru,рус\n"}

// TestFragment: a fragment's fields stand where the mapping uses it, its rejects name its own file, and
// the source's field.
func TestFragment(t *testing.T) {
	p := compile(t, usingNames, languageFiles...)
	in := batch(t, inmateSchema(),
		`{"id":"1","revision":1,"pieces":" Ли ,Анна","pol":"рус","dob":"x"}`,
		`{"id":"2","revision":1,"pieces":"Ли","dob":"x"}`,
		`{"id":"3","revision":1,"pieces":"Ли","pol":"deu"}`)
	for _, kernels := range []bool{true, false} {
		r := p.run(in, kernels)
		rest := `"birth_date":"1885-01-01","sex":"M","citizenship":"KAZ"`
		equal(t, canonical(p, r), []string{
			`{"subject":{"scheme":"none"},"person":{"surname":"Ли","given_name":"Анна","patronymic":"x","names_lang":"ru",` + rest + `}}`,
			`{"subject":{"scheme":"none"},"person":{"surname":"Ли","patronymic":"x",` + rest + `}}`,
		})
		if len(r.Rejects) != 1 {
			t.Fatalf("rejects %+v", r.Rejects)
		}
		equal(t, wantErrors(r.Rejects[0]), []string{"lookup 9:15 pol 3 letters", "dob 12:30 dob absent"})
		if file := r.Rejects[0].Errors[0].Rule.File; file != "shared/names.yaml" {
			t.Errorf("the rule stands in %s", file)
		}
	}
}

// TestFragmentRunsAsKernels: a fragment costs nothing that its expressions in the mapping would not.
func TestFragmentRunsAsKernels(t *testing.T) {
	var got []string
	for _, e := range compile(t, usingNames, languageFiles...).Explain() {
		if e.File != "" {
			got = append(got, fmt.Sprintf("%s %s:%d %s", e.Target, e.File, e.Line, e.Engine))
		}
	}
	equal(t, got, []string{"person.surname shared/names.yaml:7 kernel", "person.given_name shared/names.yaml:8 kernel", "person.names_lang shared/names.yaml:9 kernel"})
}

// TestFragmentsDoNotMix: each use has its own arguments and names, and an optional value takes one that is
// always there.
func TestFragmentsDoNotMix(t *testing.T) {
	p, problems := Compile(files(`mapping: small.feed
version: 1
to: fingerprint_registration
let: {note: src.pieces}
use:
  - {fragment: paper.yaml, at: document, with: {by: src.id, day: src.dob}}
  - {fragment: paper.yaml, at: visa, with: {by: note, day: src.custody_start}}
const: {subject.scheme: none, basis: exchange, date: "2001-01-01", origin: X}
fields:
  images[]: {fields: {position: 1, sha256: '"00"'}}
`, "paper.yaml", `fragment: paper
takes: {by: optional text, day: optional text}
let:
  note: trim(by.or(day))
  on: date(day, "DD.MM.YYYY")
fields:
  issuer: note
  issued: on
`), inmateSchema(), kind(t, "fingerprint_registration"), "test 1")
	if problems.Failed() {
		t.Fatal(problems)
	}
	for _, kernels := range []bool{true, false} {
		r := p.run(batch(t, inmateSchema(), `{"id":" a ","revision":1,"pieces":" b ","dob":"01.02.1885","custody_start":"03.04.1905"}`), kernels)
		want := `"document":{"issued":"1885-02-01","issuer":"a"},"visa":{"issued":"1905-04-03","issuer":"b"}`
		if got := canonical(p, r); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%v, rejects %v, not %s", got, r.Rejects, want)
		}
	}
}

// TestFragmentWithList: the loops of a fragment see its names.
func TestFragmentWithList(t *testing.T) {
	p := compile(t, strings.Replace(usingNames, "const:", "  - {fragment: docs.yaml, with: {numbers: names, day: src.dob}}\nconst:", 1), append([]string{"docs.yaml", `fragment: docs
takes: {numbers: list of text, day: optional text}
fields:
  documents[]:
    each: numbers
    as: number
    fields: {number: 'number + day.orValue("?")'}
`}, languageFiles...)...)
	for _, kernels := range []bool{true, false} {
		r := p.run(batch(t, inmateSchema(), `{"id":"1","revision":1,"pieces":"a,b","dob":"c"}`), kernels)
		if got := canonical(p, r); len(got) != 1 || !strings.Contains(got[0], `"documents":[{"number":"ac"},{"number":"bc"}]`) {
			t.Errorf("%v %v", got, r.Rejects)
		}
	}
}

// TestFragmentsAreHashed: another fragment or another code list of it is another mapping.
func TestFragmentsAreHashed(t *testing.T) {
	p := compile(t, usingNames, languageFiles...)
	if want := []string{"shared/language.csv", "shared/names.yaml"}; !slices.Equal(p.Files(), want) {
		t.Errorf("files %v", p.Files())
	}
	hashes := map[string]bool{p.Ref().Hash: true}
	for i := 1; i < len(languageFiles); i += 2 {
		more := slices.Clone(languageFiles)
		more[i] += "\n"
		hashes[compile(t, usingNames, more...).Ref().Hash] = true
	}
	if len(hashes) != 3 {
		t.Errorf("%d hashes of three mappings", len(hashes))
	}
}

// TestFragmentProblems: a fault in a fragment shows its place there and where it is used, once.
func TestFragmentProblems(t *testing.T) {
	more := slices.Clone(languageFiles)
	more[1] = strings.Replace(namesFragment, "trim(fio[?1])", "trim(fioo[?1])", 1)
	problems := problemsOf(t, usingNames, more...)
	if len(problems) != 1 || !reflect.DeepEqual(problems[0].Used, &Rule{"inmate.yaml", 7, 15}) {
		t.Fatalf("%v", problems)
	}
	want := `shared/names.yaml:8:20: there is no "fioo"; did you mean "fio"?
  ` + "  given_name: trim(fioo[?1])" + `
  ` + "                   ^^^^" + `
  used from inmate.yaml:7
  fix: write fio`
	if got := problems[0].String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestFragmentBounds: uses and files are bounded, and no path leaves the source.
func TestFragmentBounds(t *testing.T) {
	use := func(list string) string {
		return strings.Replace(small("src.pol"), "const:", "use:\n"+list+"const:", 1)
	}
	for _, c := range []struct{ list, want string }{
		{strings.Repeat("  - {fragment: a.yaml}\n", 65), "bound"},
		{"  - {fragment: ../a.yaml}\n", "use.path"},
		{"  - {fragment: /etc/passwd}\n", "use.path"},
		{"  - {fragment: other/a.yaml}\n", "use.path"},
		{"  - {fragment: shared/../a.yaml}\n", "use.path"},
		{"  - {fragment: none.yaml}\n", "file"},
		{"  - {fragment: long.yaml}\n", "bound"},
		{"  - {fragment: list.yaml}\n", "use.path"},
		{"  - {fragment: self.yaml}\n", "use.nested"},
		{"  - {fragment: broken.yaml}\n", "yaml"},
		{"  - {fragment: empty.yaml}\n", "yaml"},
		{"  fragment: a.yaml\n", "yaml.kind"},
	} {
		problems := problemsOf(t, use(c.list), "a.yaml", "fragment: a\nfields: {}\n", "long.yaml", strings.Repeat("#", maxFileBytes+1),
			"list.yaml", "fragment: a\nlookups: {x: ../sex.csv}\nfields: {links.specimen: 'lookup(\"x\", \"y\")'}\n",
			"self.yaml", "fragment: self\nfields: {}\nuse: [{fragment: self.yaml}]\n", "broken.yaml", "fragment: [\n", "empty.yaml", "")
		if len(problems) == 0 || problems[0].Code != c.want {
			t.Errorf("%.40q gives %v, not %s", c.list, problems, c.want)
		}
	}
}
