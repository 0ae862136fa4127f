package mapping

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"bilgate/mapping/canon"
)

const megabyte = 1 << 20

// hostile compiles a file that means harm, or the wrong file, and says which problems it has. It may take
// the memory and the allocations that it is given, no more: both are counted, so that the bound holds on any machine.
func hostile(t *testing.T, src Source, k *canon.Kind, bytes, objects uint64) Problems {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, problems := Compile(src, pairSchema(k), k, "test 1")
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > bytes {
		t.Errorf("it took %d MB, more than %d", took/megabyte, bytes/megabyte)
	}
	if took := after.Mallocs - before.Mallocs; took > objects {
		t.Errorf("it took %d allocations, more than %d", took, objects)
	}
	return problems
}

// TestHostileFiles: whatever the file is, there is a problem with a place, and an end to the work.
func TestHostileFiles(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'i'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9), ", "))
	}
	manyLets := "let:\n" + numbered(10_000, "  n%d: src.id\n")
	manyKeys := "mapping: a.b\nfields:\n" + numbered(30_000, "  persom.surname%d: src.idd\n")
	for _, c := range []struct {
		name, mapping, code string
		line                int
		megabytes, objects  uint64
	}{
		{"10 MB", inmateMapping + strings.Repeat("# padding\n", megabyte), "bound", 1, 16, 1_000},
		{"deep brackets", "mapping: " + strings.Repeat("[", 100_000), "yaml", 1, 64, 300_000},
		{"deep blocks", "mapping:\n" + strings.Repeat("- ", 20_000) + "a", "yaml", 2, 64, 300_000},
		{"an alias bomb", bomb, "yaml.alias", 2, 16, 20_000},
		{"an alias in itself", "mapping: &a [*a]\nversion: *a\n", "yaml.alias", 2, 16, 20_000},
		{"binary garbage", strings.Repeat("\x7fELF\x00\x01\x02", 100_000), "encoding", 1, 16, 1_000},
		{"no YAML", "{{ template }}\n%%%\n", "yaml", 2, 16, 20_000},
		{"prose", "Dear colleague,\nhere is the mapping.\n", "yaml.kind", 1, 16, 20_000},
		{"nothing", "", "yaml", 1, 16, 1_000},
		{"blank lines", strings.Repeat("\n", 100_000), "yaml", 1, 16, 20_000},
		{"an expression of 100 kB", small("src.id" + strings.Repeat(" + src.id", 11_000)), "bound", 7, 64, 200_000},
		{"10,000 lets", strings.Replace(inmateMapping, "let:\n", manyLets, 1), "bound", 1006, 256, 3_000_000},
		{"30,000 faults", manyKeys, "bound", 0, 256, 2_500_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := hostile(t, files(c.mapping), kind(t, "person"), c.megabytes*megabyte, c.objects)
			if !slices.ContainsFunc(problems, func(p Problem) bool {
				return p.Code == c.code && (p.Line == c.line || c.line == 0) && p.Column > 0 && p.Fix != ""
			}) {
				t.Errorf("%.2000v", problems)
			}
			if len(problems) > maxProblems+1 || len(problems.Error()) > megabyte {
				t.Errorf("%d problems in %d bytes", len(problems), len(problems.Error()))
			}
		})
	}
}

// numbered repeats a line with numbers in it.
func numbered(n int, line string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}

// TestHostileLists: the same for code lists.
func TestHostileLists(t *testing.T) {
	long, wrong := numbered(300_000, "M,слово номер %d\n"), numbered(100_000, "XX,слово %d\n")
	same := strings.Repeat("M,мужской\n", 100_000)
	var days strings.Builder
	for n := range 40_000 {
		day := newDate(1000+n/300, 1+n%300/25, 1+n%25)
		fmt.Fprintf(&days, "M,мужской,%s,%s\n", day, day)
	}
	for _, c := range []struct {
		name, list, code   string
		megabytes, objects uint64
	}{
		{"10 MB in order", "code,value\n" + long, "", 300, 1_500_000},
		{"the same row 100,000 times", "code,value\n" + same, "lookup.duplicate", 100, 600_000},
		{"100,000 codes that canon does not have", "code,value\n" + wrong, "code.unreachable", 250, 800_000},
		{"40,000 days of one value", "code,value,from,to\n" + days.String(), "argument", 100, 500_000},
		{"a quote that never ends", "code,value\nM,\"" + long, "lookup.csv", 200, 1_000_000},
		{"binary garbage", strings.Repeat("\xd0\xcf\x11\xe0\x00", 100_000), "lookup.encoding", 32, 20_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := hostile(t, files(inmateMapping, "sex.csv", c.list), kind(t, "person"), c.megabytes*megabyte, c.objects)
			if c.code == "" && problems != nil || c.code != "" && (len(problems) == 0 || problems[0].Code != c.code || problems[0].Line == 0) {
				t.Errorf("%.2000v", problems)
			}
			if len(problems) > 2*maxListProblems+2 {
				t.Errorf("%d problems", len(problems))
			}
		})
	}
}

// TestNestedLoops: what a loop in a loop in a loop could cost is bounded a record, and so is its depth.
func TestNestedLoops(t *testing.T) {
	loop := `a0 != ""`
	for n := range maxLoops + 1 {
		loop = fmt.Sprintf("src.fio.all(a%d, %s)", n, loop)
	}
	problems := hostile(t, files(small(loop+` ? "a" : "b"`)), kind(t, "person"), 64*megabyte, 200_000)
	if len(problems) != 1 || problems[0].Code != "bound" || problems[0].Line != 7 || problems[0].Column < 5 {
		t.Errorf("%v", problems)
	}
}
