package canon

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/twmb/avro"
)

// draft writes a definition with one field, and a code list "mood" and "taste" beside it.
func draft(t *testing.T, version int, field, mood string) Definition {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "kinds", "sample.yaml")
	text := fmt.Sprintf(`
kind: sample
version: %d
labels: {kk: Үлгі, ru: Образец, en: Sample}
feeds: [genomic]
fields:
  - {name: always, type: text, source: canonical, note: Always., labels: {kk: а, ru: б, en: Always}}
%s`, version, field)
	for path, text := range map[string]string{
		file:                                     text,
		filepath.Join(dir, "codes", "mood.csv"):  "code,kk,ru,en,from,to,source\n" + mood,
		filepath.Join(dir, "codes", "taste.csv"): "code,kk,ru,en,from,to,source\nsweet,а,б,Sweet,,,canonical\n",
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d, err := ReadDefinition(file)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const (
	glad = "glad,а,б,Glad,,,canonical\n"
	sad  = "sad,а,б,Sad,,,canonical\n"
	was  = "glad,а,б,Glad,,2020-01-01,canonical\n"
)

// leaf is the line of one field.
func leaf(more string) string {
	return "  - {name: x, source: canonical, note: A field., labels: {kk: а, ru: б, en: X}, " + more + "}\n"
}

func nested(kind, more, inner string) string {
	return leaf("type: " + kind + more + ", fields: [{name: y, source: canonical, note: Below., labels: {kk: а, ru: б, en: Y}, " + inner + "}]")
}

var diffCases = []struct {
	name, from, to   string
	fromMood, toMood string
	what             string   // of the one difference; "" for none
	breaks           []string // its readers, in order; "s" stands for the subsystem
}{
	{name: "the same", from: leaf("type: text"), to: leaf("type: text")},
	{name: "optional added", to: leaf("type: text"), what: Added, breaks: []string{Validators}},
	{name: "required added", to: leaf("type: text, required: true"), what: Added, breaks: []string{Validators, JSONBackward, AvroBackward}},
	{name: "optional removed", from: leaf("type: text"), what: Removed, breaks: []string{ArrowReader}},
	{name: "required removed", from: leaf("type: text, required: true"), what: Removed, breaks: []string{JSONForward, AvroForward, ArrowReader, "s"}},
	{name: "now required", from: leaf("type: text"), to: leaf("type: text, required: true"), what: RequiredChanged, breaks: []string{JSONBackward, AvroBackward}},
	{name: "now optional", from: leaf("type: text, required: true"), to: leaf("type: text"), what: RequiredChanged, breaks: []string{JSONForward, AvroForward, ArrowReader, "s"}},
	{name: "text to integer", from: leaf("type: text"), to: leaf("type: integer"), what: TypeChanged, breaks: []string{JSONForward, JSONBackward, AvroForward, AvroBackward, ArrowReader, "s"}},
	{name: "text to timestamp", from: leaf("type: text"), to: leaf("type: timestamp"), what: TypeChanged, breaks: []string{JSONForward, JSONBackward, "s"}},
	{name: "code to timestamp", from: leaf("type: text, codes: mood"), to: leaf("type: timestamp"), fromMood: glad, what: TypeChanged, breaks: []string{JSONForward, JSONBackward, AvroForward, AvroBackward, "s"}},
	{name: "date to partial", from: leaf("type: date"), to: leaf("type: date, partial: true"), what: TypeChanged, breaks: []string{JSONForward, AvroForward, AvroBackward, "s"}},
	{name: "partial to date", from: leaf("type: date, partial: true"), to: leaf("type: date"), what: TypeChanged, breaks: []string{JSONBackward, AvroForward, AvroBackward}},
	{name: "text to list", from: leaf("type: text"), to: leaf("type: list"), what: TypeChanged, breaks: []string{JSONForward, JSONBackward, AvroForward, AvroBackward, ArrowReader, "s"}},
	{name: "list to list of structs", from: leaf("type: list"), to: nested("list", "", "type: text"), what: TypeChanged, breaks: []string{JSONForward, JSONBackward, AvroForward, AvroBackward, ArrowReader, "s"}},
	{name: "struct to list", from: nested("struct", "", "type: text"), to: nested("list", "", "type: text"), what: TypeChanged, breaks: []string{JSONForward, JSONBackward, AvroForward, AvroBackward, ArrowReader, "s"}},
	{name: "below a struct", from: nested("struct", "", "type: text"), to: nested("struct", "", "type: text, required: true"), what: RequiredChanged, breaks: []string{JSONBackward, AvroBackward}},
	{name: "below a list", from: nested("list", "", "type: integer"), to: nested("list", "", "type: boolean"), what: TypeChanged, breaks: []string{JSONForward, JSONBackward, AvroForward, AvroBackward, ArrowReader, "s"}},
	{name: "symbol gained", from: leaf("type: text, codes: mood"), to: leaf("type: text, codes: mood"), fromMood: glad, toMood: glad + sad, what: CodesChanged, breaks: []string{JSONForward, AvroForward, "s"}},
	{name: "symbol lost", from: leaf("type: text, codes: mood"), to: leaf("type: text, codes: mood"), fromMood: glad + sad, toMood: glad, what: CodesChanged, breaks: []string{JSONBackward, AvroBackward}},
	{name: "open list gained", from: leaf("type: text, codes: mood"), to: leaf("type: text, codes: mood"), fromMood: was, toMood: was + sad, what: CodesChanged, breaks: []string{JSONForward, "s"}},
	{name: "list no longer closed", from: leaf("type: text, codes: mood"), to: leaf("type: text, codes: mood"), fromMood: glad, toMood: was, what: CodesChanged, breaks: []string{AvroForward, AvroBackward}},
	{name: "another list", from: leaf("type: text, codes: mood"), to: leaf("type: text, codes: taste"), what: CodesChanged, breaks: []string{JSONForward, JSONBackward, AvroForward, AvroBackward, "s"}},
	{name: "free text gets a list", from: leaf("type: text"), to: leaf("type: text, codes: mood"), what: CodesChanged, breaks: []string{JSONBackward, AvroForward, AvroBackward}},
	{name: "list becomes free text", from: leaf("type: text, codes: mood"), to: leaf("type: text"), what: CodesChanged, breaks: []string{JSONForward, AvroForward, AvroBackward, "s"}},
	{name: "sealed", from: leaf("type: text"), to: leaf("type: text, sensitivity: biometric"), what: SensitivityChanged, breaks: []string{JSONForward, AvroForward}},
	{name: "sealed and required", from: leaf("type: text, required: true"), to: leaf("type: text, required: true, sensitivity: biometric"), what: SensitivityChanged, breaks: []string{JSONForward, AvroForward}},
	{name: "no longer sealed", from: leaf("type: text, sensitivity: genomic"), to: leaf("type: text"), what: SensitivityChanged, breaks: []string{JSONBackward, AvroBackward}},
	{name: "biometric to genomic", from: leaf("type: text, sensitivity: biometric"), to: leaf("type: text, sensitivity: genomic"), what: SensitivityChanged},
	{name: "open to personal", from: leaf("type: text"), to: leaf("type: text, sensitivity: personal"), what: SensitivityChanged},
}

// TestDiff: what each change breaks. Avro's own resolver judges what is said of Avro, both ways.
func TestDiff(t *testing.T) {
	for _, c := range diffCases {
		t.Run(c.name, func(t *testing.T) {
			from, to := draft(t, 1, c.from, or(c.fromMood, glad)), draft(t, 1, c.to, or(c.toMood, glad))
			got := Diff(from, to)
			if c.what == "" {
				if len(got.Differences) > 0 {
					t.Fatalf("differences %+v", got.Differences)
				}
			} else if len(got.Differences) != 1 || got.Differences[0].What != c.what {
				t.Fatalf("%+v, want one of %s", got.Differences, c.what)
			} else {
				checkReaders(t, got.Differences[0], c.breaks)
			}
			checkResolver(t, got, AvroBackward, from, to)
			checkResolver(t, got, AvroForward, to, from)
		})
	}
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func checkReaders(t *testing.T, d Difference, want []string) {
	t.Helper()
	var got []string
	for _, b := range d.Breaks {
		if b.Why == "" {
			t.Errorf("%s: no reason", b.Reader)
		}
		if strings.HasPrefix(b.Reader, SubsystemReader) {
			b.Reader = "s"
		}
		got = append(got, b.Reader)
	}
	if !slices.Equal(got, want) {
		t.Errorf("breaks %q, want %q", got, want)
	}
}

// checkResolver asks the resolver whether a reader's schema takes what the writer's wrote.
func checkResolver(t *testing.T, c Comparison, reader string, written, read Definition) {
	t.Helper()
	said := slices.ContainsFunc(c.Differences, func(d Difference) bool {
		return slices.ContainsFunc(d.Breaks, func(b Break) bool { return b.Reader == reader })
	})
	if err := avro.CheckCompatibility(avroOf(t, written), avroOf(t, read)); (err != nil) != said {
		t.Errorf("%s: said broken %t, the resolver says %v", reader, said, err)
	}
}

func avroOf(t *testing.T, d Definition) *avro.Schema {
	t.Helper()
	text, err := d.Kind.avroSchema(d.lists)
	if err != nil {
		t.Fatal(err)
	}
	schema, err := avro.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestTheVersionIsRaised: a break without a higher number is refused, and so is a lower number.
func TestTheVersionIsRaised(t *testing.T) {
	plain, integer, wider := leaf("type: text"), leaf("type: integer"), leaf("type: text")+strings.Replace(leaf("type: text"), "name: x", "name: z", 1)
	for _, c := range []struct {
		from, to int
		field    string
		refused  bool
	}{
		{1, 1, plain, false}, {1, 1, wider, false}, {1, 2, wider, false},
		{1, 1, integer, true}, {1, 2, integer, false}, {2, 1, plain, true},
	} {
		got := Diff(draft(t, c.from, plain, glad), draft(t, c.to, c.field, glad)).Refused()
		if (got != "") != c.refused {
			t.Errorf("%d to %d with %q: refused %q", c.from, c.to, c.field, got)
		}
	}
}

// TestBuiltInKindsAreTheirFiles: a definition read from its file is the built-in one.
func TestBuiltInKindsAreTheirFiles(t *testing.T) {
	for _, k := range Kinds() {
		d, err := ReadDefinition("kinds/" + k.Name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		if got := Diff(BuiltIn(k), d); len(got.Differences) > 0 || got.Refused() != "" {
			t.Errorf("%s: %+v", k.Name, got)
		}
	}
}

// TestDiffSeesSharedGroups: a change in the groups beside a definition is a change of the kind.
func TestDiffSeesSharedGroups(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"person.yaml", "shared.yaml"} {
		text, err := os.ReadFile("kinds/" + name)
		if err != nil {
			t.Fatal(err)
		}
		text = []byte(strings.Replace(string(text), "en: Ethnicity", "en: Nationality", 1))
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d, err := ReadDefinition(filepath.Join(dir, "person.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	k, _ := Lookup("person")
	if got := Diff(BuiltIn(k), d).Differences; len(got) != 1 || got[0].Path != "person.ethnicity" || got[0].What != "label" {
		t.Errorf("%+v", got)
	}
}

func TestReadDefinitionRefuses(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.yaml")
	if err := os.WriteFile(bad, []byte("kind: Bad\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, says := range map[string]string{bad: "bad.yaml:1:", filepath.Join(dir, "none.yaml"): "no such file"} {
		if _, err := ReadDefinition(file); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", file, err)
		}
	}
}
