package mapping

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bilgate/mapping/canon"
)

const untidy = `# About the feed.

to: person
mapping:   small.feed
version: 1


fields:
    # The name.
    person.surname:   'src.pol == "a: b" ? "x" : "y"'
    person.patronymic: "src.dob" # as sent
    documents[]:
    -   each: src.cards
        as: card
        # Not all have one.
        fields:
            number: 'card.number.orReject("n")'
            issued: |
                  date(card.issued,
                    "DD.MM.YYYY")
    # No more documents.
# The constants.
const:
    subject.scheme: none
    person.birth_date: "1885-01-01"
    person.sex: M
    person.citizenship: KAZ
tests:
- given: {pol: "a: b",
     dob: '1'}
  expect:
      person: {surname: x}
# The end.
`

const tidy = `# About the feed.

mapping: small.feed
version: 1
to: person
# The constants.
const:
  subject.scheme:     none
  person.birth_date:  "1885-01-01"
  person.sex:         M
  person.citizenship: KAZ

fields:
  # The name.
  person.surname: |
    src.pol == "a: b" ? "x" : "y"
  person.patronymic: src.dob # as sent
  documents[]:
    - each: src.cards
      as: card
      # Not all have one.
      fields:
        number: card.number.orReject("n")
        issued: |
          date(card.issued,
            "DD.MM.YYYY")
    # No more documents.
tests:
  - given: {pol: "a: b",
       dob: '1'}
    expect:
      person: {surname: x}
# The end.
`

func TestFormat(t *testing.T) {
	out, problems := Format([]byte(untidy), "inmate.yaml")
	if problems != nil || string(out) != tidy {
		t.Errorf("%v\n%s", problems, out)
	}
	if again, _ := Format(out, "inmate.yaml"); !bytes.Equal(again, out) {
		t.Errorf("formatted again it is\n%s", again)
	}
}

func TestFormatOfNoYAML(t *testing.T) {
	if out, problems := Format([]byte("mapping: [\n"), "inmate.yaml"); out != nil || len(problems) != 1 || problems[0].Code != "yaml" {
		t.Errorf("%q %v", out, problems)
	}
}

// TestFormatKeepsTheProgram: every mapping in order means the same when it is formatted, and formatting has
// one result.
func TestFormatKeepsTheProgram(t *testing.T) {
	good, err := filepath.Glob("testdata/*.good.yaml")
	if err != nil || len(good) < 15 {
		t.Fatalf("%d files: %v", len(good), err)
	}
	for _, file := range good {
		text, out := formatted(t, file)
		name := filepath.Base(file)
		k, ok := canon.Lookup(headOf(text)["to"])
		if !ok {
			k = kind(t, "person")
		}
		before, problems := Compile(Source{os.DirFS("testdata"), name}, pairSchema(k), k, "test 1")
		after, problemsAfter := Compile(Source{replaced{os.DirFS("testdata"), name, out}, name}, pairSchema(k), k, "test 1")
		if problems.Failed() || problemsAfter.Failed() {
			t.Errorf("%s: %v %v", name, problems, problemsAfter)
			continue
		}
		if !slices.Equal(withoutLines(before), withoutLines(after)) {
			t.Errorf("%s means something else as\n%s", file, out)
		}
		for i, r := range after.Test() {
			if r.Passed != before.Test()[i].Passed {
				t.Errorf("%s: the test %q ends otherwise", file, r.Name)
			}
		}
	}
}

// TestFormatOfFeeds: the mappings that come with the feeds, and their fragments, are formatted.
func TestFormatOfFeeds(t *testing.T) {
	files, err := filepath.Glob("../connectors/*/mapping/*/*.yaml")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		if text, out := formatted(t, file); !bytes.Equal(text, out) {
			t.Errorf("%s is not formatted: run map fmt -w", file)
		}
	}
}

// formatted is a file and what it is formatted as, which means the same and stays.
func formatted(t *testing.T, file string) (text, out []byte) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out, problems := Format(text, file)
	if problems != nil {
		t.Fatalf("%s: %v", file, problems)
	}
	again, _ := Format(out, file)
	if !bytes.Equal(again, out) {
		t.Errorf("%s is formatted first as\n%s\nthen as\n%s", file, out, again)
	}
	if !sameFile(text, out) || bytes.Count(text, []byte("#")) != bytes.Count(out, []byte("#")) {
		t.Errorf("%s loses something:\n%s", file, out)
	}
	return text, out
}

// headOf is the single values at the margin of a file.
func headOf(text []byte) map[string]string {
	out := map[string]string{}
	for line := range strings.SplitSeq(string(text), "\n") {
		if key, value, ok := strings.Cut(line, ": "); ok {
			out[key] = strings.TrimSpace(value)
		}
	}
	return out
}

// withoutLines is what each assignment of a program runs.
func withoutLines(p *Program) []string {
	var out []string
	for _, e := range p.Explain() {
		out = append(out, e.Target+" "+e.Engine+" "+strings.TrimSpace(e.Expr)+" "+e.Why)
	}
	slices.Sort(out)
	return out
}

// replaced is a folder with another text in one of its files.
type replaced struct {
	fs.FS
	name string
	text []byte
}

func (r replaced) Open(name string) (fs.File, error) {
	if name != r.name {
		return r.FS.Open(name)
	}
	return fstest.MapFS{name: {Data: r.text}}.Open(name)
}

func TestWhatIsNoMappingFileIsNotFormatted(t *testing.T) {
	if out, problems := Format([]byte("module bilgate\n"), "go.mod"); out != nil || !problems.Failed() || problems[0].Line != 1 {
		t.Errorf("%q, %v", out, problems)
	}
}
