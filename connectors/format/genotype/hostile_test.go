package genotype

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// allocated is what a call takes from the heap in all.
func allocated(call func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	call()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestMemoryIsBounded: 64 times the input and 16 MiB, whatever the input says.
func TestMemoryIsBounded(t *testing.T) {
	numbered := func(n int, f func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"separators":    strings.Repeat(",", MaxTable),
		"lines":         "specimenId,TH01_1\n" + strings.Repeat("\n", 1<<20),
		"fillers":       "specimenId,TH01_1\n" + numbered(60000, func(i int) string { return fmt.Sprintf("%x,0\n", i) }),
		"twins":         "specimenId,TH01_1\n" + strings.Repeat("a,0\n", 60000),
		"unknown loci":  "specimenId,TH01_1" + numbered(1000, func(i int) string { return fmt.Sprintf(",%x_1", i) }) + "\n" + numbered(300, func(i int) string { return fmt.Sprintf("%x,8", i) + strings.Repeat(",?", 1000) + "\n" }),
		"one list":      "Sample Name\tTH01\nA\t" + strings.Repeat("8,", 1<<20),
		"full lists":    "Sample Name\tTH01\n" + strings.Repeat("A\t"+strings.Repeat("8,", 500)+"\n", 1000),
		"one sample":    "Sample Name\tMarker\tAllele 1\tAllele 2\n" + strings.Repeat("A\tq\t?\t\n", 1<<17),
		"many samples":  "Sample Name\tMarker\tAllele 1\tAllele 2\n" + numbered(1<<9, func(i int) string { return strings.Repeat(fmt.Sprintf("%x\tq\t?\t\n", i), maxResults) }),
		"small samples": "Sample Name\tMarker\tAllele 1\tAllele 2\n" + numbered(maxSamples-1, func(i int) string { return fmt.Sprintf("%x\tTH01\t8\t\n", i) }),
		"too large":     strings.Repeat("x", MaxTable+1),
		"open quote":    "Sample Name,TH01\n\"" + strings.Repeat("\"\"", 1<<20),
	} {
		var err error
		if got, limit := allocated(func() { _, err = ReadTable([]byte(text)) }), uint64(64*len(text)+16<<20); got > limit {
			t.Errorf("%s: %d bytes allocated for %d, limit %d (%v)", name, got, len(text), limit, err)
		}
	}
}

// TestTruncatedTables: a table cut anywhere is refused, or has no row that the whole table does not have.
func TestTruncatedTables(t *testing.T) {
	long := "Sample Name\tMarker\tAllele 1\tAllele 2\n"
	for _, l := range Standard("2800M")[:20] {
		long += "A\t" + l.Name + "\t" + strings.Join(append(l.Alleles, "", ""), "\t") + "\n"
	}
	for name, whole := range map[string]string{"wide": string(benchTable(3)), "long": long} {
		table := mustRead(t, []byte(whole))
		refused := 0
		for cut := range len(whole) {
			part, err := ReadTable([]byte(whole[:cut]))
			if err != nil {
				refused++
				continue
			}
			for i, p := range part.Profiles[:len(part.Profiles)-1] { // the cut may be in the last
				if p.Canonical() != table.Profiles[i].Canonical() {
					t.Fatalf("%s cut at %d: profile %d is another", name, cut, i)
				}
			}
		}
		if refused < len(whole)/4 {
			t.Errorf("%s: %d of %d cuts refused", name, refused, len(whole))
		}
	}
}

func FuzzReadTable(f *testing.F) {
	for _, seed := range []string{
		"Sample Name\tMarker\tAllele 1\tAllele 2\nA\tTH01\t9.3\t6\nB\tvWA\t>20\t\n",
		"Sample File\tSample Name\tAMEL\tHeight\tTH01\tHeight\t\r\nf\tA\tX, Y, , \t1, 2\t9.3,6\t1\t\r\n",
		"\ufeffspecimenId;TH01_1;TH01_2;NEW_1\n\"A \"\"b\"\"\";9,3; 6;NULL\n",
		"specimenId;TH01_1;TH01_2\nA;9,3;1_2\n", // the stand-in 1, beside a sequence
		"Sample Name\tMarker\tAllele 1\tAllele 2\nA\tAMEL\tX, Y\t7\n",
		"SampleName,Marker,Allele1,Allele2\r9947A,THO1,8,9.3\rLadder,TH01,4,5\rNC,TH01,,\r",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ReadTable(data)
		if err != nil {
			return
		}
		for _, p := range table.Profiles {
			for _, l := range p.Loci {
				if l.Name == "" || !l.Incomplete && len(l.Alleles) == 0 {
					t.Errorf("locus %q has no allele and is complete", l.Name)
				}
			}
			q := Rules{}.Profile(p.Sample, again(p))
			if _, twice := p.Refusal(); !twice && q.Canonical() != p.Canonical() {
				t.Errorf("not idempotent: %s, then %s", p.Canonical(), q.Canonical())
			}
		}
	})
}
