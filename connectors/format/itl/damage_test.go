package itl

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// wholeFiles is every sample present and a built card.
func wholeFiles(t *testing.T) map[string][]byte {
	files := map[string][]byte{
		"built card": builtCard(t),
		"many types": []byte(type1([]string{"2 0", "9 1", "10 1", "13 1", "18 1", "22 1"}) + tagged(2, "002:0", "003:x") + minutiae9() + face10() + latent13() + dna18() + tagged(22, "002:1")),
		"type-4":     []byte(type1([]string{"4 1", "4 1", "8 2"}) + print4(nil) + print4(nil) + "\x00\x00\x00\x0d\x02\x00\x00\x00\x00\x01\x00\x01\xff"),
	}
	t.Run("samples", func(t *testing.T) {
		for name, data := range sampleFiles(t) {
			files[name] = data
		}
	})
	return files
}

// wantStructural fails unless data is refused with a whole finding of grade F.
func wantStructural(t *testing.T, what string, data []byte) {
	t.Helper()
	parsed, err := Parse(data)
	var f *Finding
	if !errors.As(err, &f) {
		t.Errorf("%s: accepted", what)
		return
	}
	if f.Grade != GradeStructure || f.Rule == "" || f.Message == "" || f.Offset < 0 || f.Offset > len(data) {
		t.Errorf("%s: incomplete finding %+v", what, f)
	}
	if !bytes.Equal(parsed.Bytes(), data) {
		t.Errorf("%s: what was refused is not kept whole", what)
	}
}

func TestEveryCutIsStructural(t *testing.T) {
	for name, data := range wholeFiles(t) {
		random := rand.New(rand.NewPCG(1, uint64(len(data))))
		for range 1000 {
			cut := random.IntN(len(data))
			wantStructural(t, name+" cut at "+strconv.Itoa(cut), data[:cut])
		}
	}
}

func TestLenOffByOneIsStructural(t *testing.T) {
	for name, data := range wholeFiles(t) {
		for _, r := range mustParse(t, data).Records {
			for _, delta := range []int{-1, 1} {
				what := name + " record " + strconv.Itoa(r.Index) + " LEN " + strconv.Itoa(delta)
				wantStructural(t, what, withLength(data, &r, r.Length+delta))
			}
		}
	}
}

// withLength changes the LEN of a record and nothing else.
func withLength(data []byte, r *Record, length int) []byte {
	if isBinary(r.Type) {
		changed := bytes.Clone(data)
		binary.BigEndian.PutUint32(changed[r.Offset:], uint32(length))
		return changed
	}
	f := r.Fields[0]
	at := f.Offset + len(f.Tag) + 1
	changed := append(bytes.Clone(data[:at]), strconv.Itoa(length)...)
	return append(changed, data[at+len(f.Value):]...)
}

// TestCntOffByOneIsStructural changes the count, and each tagged record's type,
// by one; the record's own LEN is kept right.
func TestCntOffByOneIsStructural(t *testing.T) {
	for name, data := range wholeFiles(t) {
		parsed := mustParse(t, data)
		for i, entry := range append([]contentEntry{{1, len(parsed.content)}}, parsed.content...) {
			for _, delta := range []int{-1, 1} {
				if i > 0 && isBinary(entry.Type) && isBinary(entry.Type+delta) {
					continue // binary headers do not say their type
				}
				what := name + " entry " + strconv.Itoa(i) + " by " + strconv.Itoa(delta)
				wantStructural(t, what, withContent(parsed, i, delta))
			}
		}
	}
}

// withContent rewrites 1.003 with the n-th entry changed: the count for 0, a
// record type otherwise.
func withContent(parsed *Transaction, n, delta int) []byte {
	first := parsed.Records[0]
	var fields []string
	for _, f := range first.Fields[1:] {
		value := string(f.Value)
		if f.Number == 3 {
			subfields := strings.Split(value, "\x1e")
			items := strings.Split(subfields[n], "\x1f")
			item := map[bool]int{true: 1, false: 0}[n == 0]
			old, _ := strconv.Atoi(items[item])
			items[item] = strconv.Itoa(old + delta)
			subfields[n] = strings.Join(items, "\x1f")
			value = strings.Join(subfields, "\x1e")
		}
		fields = append(fields, string(f.Tag)+":"+value)
	}
	return append([]byte(tagged(1, fields...)), parsed.Bytes()[first.Length:]...)
}

func TestStructuralRules(t *testing.T) {
	one := []string{"14 1"}
	cases := []struct {
		name, data, rule, field string
		record                  int
	}{
		{"nothing", "", RuleEmpty, "", 0},
		{"no Type-1", tagged(2, "002:00"), RuleNoType1, "1.001", 0},
		{"not a file of this kind", "%PDF-1.7", RuleNoType1, "1.001", 0},
		{"LEN a word", "1.001:many\x1d1.002:0500\x1c", RuleLenNumber, "1.001", 0},
		{"LEN zero", "1.001:0\x1d1.002:0500\x1c", RuleLenRange, "1.001", 0},
		{"LEN beyond the file", "1.001:999999999\x1d1.002:0500\x1c", RuleLenRange, "1.001", 0},
		{"LEN of many digits", "1.001:99999999999999999999\x1d1.002:0500\x1c", RuleLenNumber, "1.001", 0},
		{"no FS", strings.TrimSuffix(type1(one), "\x1c") + "\x1d", RuleRecordEnd, "1.001", 0},
		{"no CNT", tagged(1, "002:0500"), RuleContent, "1.003", 0},
		{"CNT a word", tagged(1, "002:0500", "003:one"), RuleContent, "1.003", 0},
		{"CNT with three items", tagged(1, "003:1\x1f1\x1e14\x1f1\x1f1"), RuleContent, "1.003", 0},
		{"CNT with Type-0", tagged(1, "003:1\x1f1\x1e0\x1f1"), RuleContent, "1.003", 0},
		{"CNT with Type-1 again", tagged(1, "003:1\x1f1\x1e1\x1f1"), RuleContent, "1.003", 0},
		{"CNT counts wrong", tagged(1, "003:1\x1f2\x1e14\x1f1") + print14(), RuleContentCount, "1.003", 0},
		{"other type than listed", type1([]string{"13 1"}) + print14(), RuleRecordType, "13.001", 1},
		{"tagged where a binary one is listed", type1([]string{"4 1"}) + print14(), RuleRecordType, "", 1},
		{"binary where a tagged one is listed", type1(one) + print4(nil), RuleLenMissing, "14.001", 1},
		{"record missing", type1(one), RuleRecordMissing, "", 1},
		{"bytes after the end", type1(one) + print14() + "\n", RuleTrailing, "", 1},
		{"tag without colon", type1(one) + tagged(14, "002:01", "14.003=1", "14.004:x"), RuleFieldTag, "", 1},
		{"GS before FS", type1(one) + tagged(14, "002:01\x1d"), RuleFieldTag, "", 1},
		{"FS in a field", type1(one) + tagged(14, "002:01", "020:a\x1cb"), RuleFieldFS, "14.020", 1},
		{"image not last", type1(one) + print14("999:"+strings.Repeat("\xff", 200)+"\x1d14.020:text"), RuleDataNotLast, "14.999", 1},
		{"begins with its IDC", type1(one) + "14.002:01\x1d14.001:20\x1c", RuleLenMissing, "14.001", 1},
		{"binary LEN too small", type1([]string{"4 1"}) + "\x00\x00\x00\x05\x01" + strings.Repeat("\x00", 40), RuleLenRange, "", 1},
		{"binary LEN cut", type1([]string{"4 1"}) + "\x00\x00", RuleLenMissing, "", 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			parsed, err := Parse([]byte(c.data))
			var f *Finding
			if !errors.As(err, &f) {
				t.Fatal("accepted")
			}
			if f.Rule != c.rule || f.Field != c.field || f.Record != c.record {
				t.Errorf("got %s, want rule %s, field %q, record %d", f, c.rule, c.field, c.record)
			}
			if found := parsed.Check(); len(found) != 1 || found[0] != *f {
				t.Errorf("Check reports %v", found)
			}
		})
	}
}

// TestHostileInputTakesLittleMemory measures what is allocated for text that is
// made of the smallest fields, subfields and faults.
func TestHostileInputTakesLittleMemory(t *testing.T) {
	const size = 1 << 20
	cases := map[string]string{
		"tiny fields":     type1([]string{"2 0"}) + bigRecord("2.002:00\x1d"+strings.Repeat("2.3:\x1d", size/5)+"2.4:"),
		"foreign fields":  type1([]string{"14 1"}) + bigRecord("14.002:01\x1d"+strings.Repeat("1.3:\x1d", size/5)+"1.4:"),
		"subfields":       type1([]string{"14 1"}) + bigRecord("14.018:"+strings.Repeat("1\x1e", size/2)+"\x1d14.024:"+strings.Repeat("1\x1f1\x1e", size/4)),
		"empty scores":    type1([]string{"14 1"}) + bigRecord("14.024:"+strings.Repeat("\x1e", size)),
		"loci":            type1([]string{"18 1"}) + bigRecord("18.016:"+strings.Repeat("\x1e", size/2)+"\x1d18.019:"+strings.Repeat("\x1e", size/2)),
		"loci of alleles": type1([]string{"18 1"}) + bigRecord("18.016:"+strings.Repeat("\x1f\x1f\x1f\x1f\x1f1\x1f1\x1f1\x1e", size/12)),
		"distribution":    type1([]string{"18 1"}) + bigRecord("18.021:"+strings.Repeat("\x1e", size)),
		"features":        type1([]string{"9 1"}) + bigRecord("9.012:"+strings.Repeat("\x1f", size/2)+"\x1d9.331:"+strings.Repeat("\x1e", size/2)),
		"polygon":         type1([]string{"10 1"}) + bigRecord("10.033:F\x1f9"+strings.Repeat("\x1f1", size/2)),
		"long listing":    "1.001:" + strings.Repeat("2\x1f0\x1e", size/4),
	}
	for name, data := range cases {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		parsed, err := Parse([]byte(data))
		if (err == nil) == (name == "long listing") {
			t.Errorf("%s: Parse answers %v", name, err)
		}
		parsed.Findings()
		parsed.Fingerprints()
		for i := range parsed.Records {
			parsed.Parts(&parsed.Records[i])
			DNA(&parsed.Records[i])
			parsed.Records[i].Electropherograms()
		}
		runtime.ReadMemStats(&after)
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 64*uint64(len(data))+16<<20 {
			t.Errorf("%s: %d bytes for %d of input", name, taken, len(data))
		}
	}
}

// bigRecord prepends LEN without searching for it number by number.
func bigRecord(body string) string {
	typ, _, _ := strings.Cut(body, ".")
	head := len(typ) + len(".001:") + len("1234567") + len("\x1d") + len("\x1c")
	return typ + ".001:" + strconv.Itoa(10_000_000 + len(body) + head)[1:] + "\x1d" + body + "\x1c"
}
