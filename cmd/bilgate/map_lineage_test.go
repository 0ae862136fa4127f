package main

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"bilgate/fixtures"
	"bilgate/mapping"
)

// exportedMapping writes a feed's own mapping to a folder and returns the file.
func exportedMapping(t *testing.T, feed string) string {
	t.Helper()
	return strings.TrimSpace(must(t, "map", "export", feed, "--out", filepath.Join(t.TempDir(), "mapping")))
}

// sameAs compares a text with a file of testdata, which -update writes.
func sameAs(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%s: %v; got\n%s", name, err, got)
	}
}

func TestLineageOfTheFeeds(t *testing.T) {
	for _, feed := range []string{fixtures.Inmate, fixtures.TenPrint, fixtures.DNA} {
		file := exportedMapping(t, feed)
		table := must(t, "map", "lineage", file)
		sameAs(t, "lineage."+feed+".txt", table)
		for line := range strings.Lines(table) {
			if utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > lineWidth {
				t.Errorf("%s: wider than a line: %s", feed, line)
			}
		}
		lines := decodeJSON[[]mapping.Lineage](t, must(t, "map", "lineage", file, "--json"))
		checkDrawing(t, must(t, "map", "lineage", file, "--svg", "--lang", "ru"), lines)
	}
}

// checkDrawing: the SVG is XML, and has one curve for each pair of a source and a target, and each name once.
func checkDrawing(t *testing.T, svg string, lines []mapping.Lineage) {
	t.Helper()
	pairs, names := map[string]bool{}, map[string]bool{}
	for _, l := range lines {
		names[l.Target] = true
		for _, s := range l.Sources {
			pairs[s+" → "+l.Target], names[s] = true, true
		}
	}
	elements := map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			elements[e.Name.Local]++
		}
	}
	if elements["path"] != len(pairs) || elements["svg"] != 1 {
		t.Errorf("%d curves for %d pairs", elements["path"], len(pairs))
	}
	for pair := range pairs {
		if strings.Count(svg, "<title>"+pair+": ") != 1 {
			t.Errorf("the curve %s is drawn %d times", pair, strings.Count(svg, "<title>"+pair+": "))
		}
	}
	for name := range names {
		if !strings.Contains(svg, ">"+name+"<") {
			t.Errorf("%s stands nowhere in the drawing", name)
		}
	}
}

// TestLineageOfOneField goes both ways, and says what is wrong with a field that has none.
func TestLineageOfOneField(t *testing.T) {
	file := exportedMapping(t, fixtures.Inmate)
	targets := func(field string) string {
		var out []string
		for _, l := range decodeJSON[[]mapping.Lineage](t, must(t, "map", "lineage", file, "--json", "--field", field)) {
			out = append(out, l.Target)
		}
		return strings.Join(out, " ")
	}
	for field, want := range map[string]string{
		"dob": "person.birth_date", "person.sex": "person.sex", "links": "links.card_number links.specimen", "iin": "subject.scheme subject.value subject.country",
	} {
		if got := targets(field); got != want {
			t.Errorf("%s: %s, want %s", field, got, want)
		}
	}
	for field, says := range map[string]string{
		"facility": "no expression of the mapping reads the source field facility", "legal_basis": "assigns nothing to legal_basis", "dobb": "did you mean dob?",
	} {
		sentence(t, bilgate(t, "map", "lineage", file, "--field", field), wrongInput, says)
	}
	sentence(t, bilgate(t, "map", "lineage", file, "--lang", "de"), wrongInput, "kk, ru or en")
}
