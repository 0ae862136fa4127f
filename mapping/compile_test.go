package mapping

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
)

func problemsOf(t *testing.T, mapping string, more ...string) Problems {
	t.Helper()
	_, problems := Compile(files(mapping, more...), inmateSchema(), kind(t, "person"), "test 1")
	return problems
}

// TestProblemText holds the form in which a person reads a problem.
func TestProblemText(t *testing.T) {
	problems := problemsOf(t, strings.Replace(inmateMapping, "src.pol)", "src.poll)", 1))
	want := `inmate.yaml:16:41: the source has no field "poll"; did you mean "pol"?
    person.sex:         lookup("sex", src.poll).orReject("sex_code")
                                          ^^^^
  fix: write pol`
	if got := problems.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !problems.Failed() {
		t.Error("the problem does not fail the file")
	}
}

func TestProblemJSON(t *testing.T) {
	problems := problemsOf(t, strings.Replace(inmateMapping, "  since:", "\t since:", 1))
	text, err := json.Marshal(problems)
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal(text, &list); err != nil || len(list) != 1 {
		t.Fatalf("%s: %v", text, err)
	}
	var keys []string
	for key := range list[0] {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	equal(t, keys, []string{"code", "column", "end_column", "file", "fix", "line", "message", "severity"})
}

func TestCaretsKeepTabs(t *testing.T) {
	p := Problem{File: "f", Line: 1, Column: 3, EndColumn: 5, Message: "m", text: "\tәbcd"}
	if got, want := p.String(), "f:1:3: m\n  \tәbcd\n  \t ^^"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestHash: the hash changes with each thing that can change what a record becomes.
func TestHash(t *testing.T) {
	base := compile(t, inmateMapping).Ref()
	if base.Name != "penitentiary.inmate" || base.Version != 3 || len(base.Hash) != 64 {
		t.Errorf("the mapping is named %+v", base)
	}
	if again := compile(t, inmateMapping).Ref(); again != base {
		t.Errorf("the same files give %+v and %+v", base, again)
	}
	wider := arrow.NewSchema(append(inmateSchema().Fields(), arrow.Field{Name: "more", Type: arrow.BinaryTypes.String}), nil)
	decoded, _ := Compile(files(inmateMapping), inmateSchema(), kind(t, "person"), "test 2")
	widened, _ := Compile(files(inmateMapping), wider, kind(t, "person"), "test 1")
	for name, other := range map[string]*Program{
		"file":      compile(t, inmateMapping+"# more\n"),
		"code list": compile(t, inmateMapping, "sex.csv", sexList+"X,неизвестно\n"),
		"decoder":   decoded,
		"schema":    widened,
	} {
		if other.Ref().Hash == base.Hash {
			t.Errorf("another %s has the same hash", name)
		}
	}
}

func TestUnused(t *testing.T) {
	equal(t, compile(t, inmateMapping).Unused(), []string{"id", "pieces", "height", "address.city", "address.street", "cards[].kind", "revision"})
}

func TestExplain(t *testing.T) {
	var got []string
	for _, e := range compile(t, strings.Replace(inmateMapping, "trim(src.fio[?2])", `'src.fio.exists(n, n == "-") ? "-" : ""'`, 1)).Explain() {
		got = append(got, fmt.Sprintf("%d %s %s %s", e.Line, e.Target, e.Engine, e.Why))
	}
	equal(t, got[:5], []string{
		"9 subject.scheme constant ", "11 subject.value kernel ", "12 person.surname kernel ", "13 person.given_name kernel ",
		"14 person.patronymic interpreter loops have none",
	})
	equal(t, got[len(got)-2:], []string{"23 documents[].number kernel ", "24 documents[].issued kernel "})
}

func TestCodes(t *testing.T) {
	codes := compile(t, inmateMapping).Codes()
	if at := codes["birth_date"]; len(at) != 1 || at[0] != (Rule{"inmate.yaml", 15, 28}) {
		t.Errorf("birth_date comes from %v", at)
	}
	if _, ok := codes["runtime.divide"]; ok || codes["date"] == nil {
		t.Errorf("the codes are %v", codes)
	}
}

// TestBounds: what is too big or too deep is a problem with its place, in bounded time.
func TestBounds(t *testing.T) {
	deep := strings.Repeat("trim(", 200) + "src.pol" + strings.Repeat(")", 200)
	for _, c := range []struct {
		name, mapping, code string
		more                []string
	}{
		{"a long file", inmateMapping + strings.Repeat("# padding\n", 1<<17), "bound", nil},
		{"a long code list", inmateMapping, "bound", []string{"sex.csv", sexList + strings.Repeat("M,слово\n", 2<<20)}},
		{"deep calls", small(deep), "syntax", nil},
		{"a long expression", small(strings.Repeat("src.id+", 3000) + "src.id"), "bound", nil},
		{"deep YAML", "mapping: " + strings.Repeat("[", 100_000), "yaml", nil},
		{"aliases", "mapping: &a [x]\nversion: *a\n", "yaml.alias", nil},
		{"no file", strings.Replace(inmateMapping, "sex.csv", "none.csv", 1), "lookup.file", nil},
		{"no YAML", "\x00\x01", "encoding", nil},
		{"no UTF-8", "mapping: \xcf\xf0", "encoding", nil},
		{"nothing", "", "yaml", nil},
		{"a list", "- a\n", "yaml.kind", nil},
	} {
		problems := problemsOf(t, c.mapping, c.more...)
		if !slices.ContainsFunc(problems, func(p Problem) bool { return p.Code == c.code && p.Line > 0 && p.Column > 0 }) {
			t.Errorf("%s: %v", c.name, problems)
		}
	}
}

// TestWarningsChangeNoRecord: what is warned of is in the program all the same, in lists too.
func TestWarningsChangeNoRecord(t *testing.T) {
	text := strings.NewReplacer(`card.number.orReject("document_number")`, `card.number.orValue("none")`, "let:\n", "let:\n  idle: src.pol\n").Replace(inmateMapping)
	p, problems := Compile(files(text), inmateSchema(), kind(t, "person"), "test 1")
	if problems.Failed() || len(problems) != 2 || problems[0].Code != "let.unused" || problems[1].Code != "required.hidden" {
		t.Fatalf("%v", problems)
	}
	r := p.Run(batch(t, inmateSchema(), `{"id":"1","revision":1,"iin":"`+validIIN(t, "85030710001")+
		`","fio":["Ли"],"dob":"07.03.1885","pol":"мужской","citizenship":"Казахстан","custody_start":"01.01.2000","cards":[{"kind":"a"}]}`))
	if len(r.Rows) != 1 {
		t.Fatalf("%+v", r.Rejects)
	}
	if got := canonical(p, r)[0]; !strings.Contains(got, `"documents":[{"number":"none"}]`) {
		t.Errorf("%s", got)
	}
}

// TestLetsAreFollowedOnce: lets that each name the one before twice take no time that doubles with each.
func TestLetsAreFollowedOnce(t *testing.T) {
	var lets strings.Builder
	lets.WriteString("let:\n  s0: '\"M\"'\n  n0: src.fio[?0].orValue(\"-\")\n")
	for n := range 60 {
		fmt.Fprintf(&lets, "  s%d: 'src.revision > %d ? s%d : s%d'\n  n%d: 'src.revision > %d ? n%d : n%d'\n", n+1, n, n, n, n+1, n, n, n)
	}
	text := strings.NewReplacer("let:\n", lets.String(), `lookup("sex", src.pol).orReject("sex_code")`, "s60", `trim(src.fio[?0].orReject("fio"))`, "n60").Replace(inmateMapping)
	got := problemsOf(t, text)
	if got.Failed() || len(got) != 2 || got[0].Code != "lookup.unused" || got[1].Code != "required.hidden" {
		t.Errorf("%v", got)
	}
}

// TestLoopsAreBounded: a loop over loops ends with a reject, not with the patience of the operator.
func TestLoopsAreBounded(t *testing.T) {
	p := compile(t, small(`src.fio.all(a, src.fio.all(b, src.fio.all(c, a + b + c != ""))) ? "yes" : "no"`))
	names := strings.Repeat(`"Ә",`, 300)
	r := p.Run(batch(t, inmateSchema(),
		`{"id":"1","revision":1,"fio":[`+strings.TrimSuffix(names, ",")+`]}`, `{"id":"2","revision":1,"fio":["Ә"]}`))
	if len(r.Rejects) != 1 || len(r.Rows) != 1 {
		t.Fatalf("rows %v, rejects %+v", r.Rows, r.Rejects)
	}
	equal(t, wantErrors(r.Rejects[0]), []string{"runtime.cost 7:5 fio list of 300"})
}

func TestNoFile(t *testing.T) {
	_, problems := Compile(Source{files("").FS, "none.yaml"}, inmateSchema(), kind(t, "person"), "test 1")
	if len(problems) != 1 || problems[0].Code != "file" || problems[0].Fix == "" {
		t.Errorf("%v", problems)
	}
}

func TestSuggestions(t *testing.T) {
	names := []string{"dob", "doc_no", "surname", "citizenship"}
	for word, want := range map[string]string{"dbo": "dob", "citzenship": "citizenship", "surnam": "surname", "height": "", "x": ""} {
		if got := nearest(word, names); got != want {
			t.Errorf("%s is taken for %q, not %q", word, got, want)
		}
	}
}
