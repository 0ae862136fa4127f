package mapping

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// planted is how many faults testdata/planted.yaml holds. Each line with a fault ends in "#! word".
const planted = 25

// TestPlanted: a file with many faults of different kinds gives one problem a fault, each on its line and
// word, as an engineer reads them in planted.golden.
func TestPlanted(t *testing.T) {
	text, err := os.ReadFile("testdata/planted.yaml")
	if err != nil {
		t.Fatal(err)
	}
	problems := compilePair(t, "planted.yaml")
	var got, want []string
	for _, p := range problems {
		got = append(got, p.at())
	}
	for n, line := range strings.Split(string(text), "\n") {
		if _, word, ok := strings.Cut(line, "#! "); ok {
			want = append(want, wordAt(n+1, word))
		}
	}
	equal(t, got, want)
	if len(want) != planted {
		t.Errorf("the file holds %d faults", len(want))
	}
	allDiffer(t, problems)
	golden(t, "testdata/planted.golden", problems.Error()+"\n")
}

// at is the word that a problem points to, with its line.
func (p Problem) at() string {
	return wordAt(p.Line, string([]rune(p.text)[p.Column-1:p.EndColumn-1]))
}

func wordAt(line int, word string) string { return fmt.Sprintf("%d %s", line, word) }

// named are the names in a message: what stands in quotes, and the paths of fields.
var named = regexp.MustCompile(`"[^"]*"|\w+(\[\])?\.\w+`)

// allDiffer checks that no two problems say the same but for the names in them.
func allDiffer(t *testing.T, problems Problems) {
	t.Helper()
	lines := map[string]int{}
	for _, p := range problems {
		said := p.Code + ": " + named.ReplaceAllString(p.Message, "…")
		if other := lines[said]; other > 0 {
			t.Errorf("lines %d and %d have the same problem: %s", other, p.Line, said)
		}
		lines[said] = p.Line
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%v; got\n%s", err, got)
	}
}
