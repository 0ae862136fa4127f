package type18

import (
	"strings"
	"testing"
	"time"

	"bilgate/connectors/format/genotype"
	"bilgate/connectors/format/itl"
)

// lociOf9947A are the autosomal loci of Identifiler with the number that NIST gives each, in the order of the
// public record of this control.
var lociOf9947A = []struct{ number, name string }{
	{"48", "D8S1179"}, {"24", "D21S11"}, {"45", "D7S820"}, {"3", "CSF1PO"}, {"31", "D3S1358"}, {"62", "TH01"}, {"10", "D13S317"},
	{"12", "D16S539"}, {"27", "D2S1338"}, {"17", "D19S433"}, {"64", "vWA"}, {"63", "TPOX"}, {"15", "D18S51"}, {"40", "D5S818"}, {"54", "FGA"},
}

func alleles(t *testing.T, locus string) []string {
	t.Helper()
	for _, l := range genotype.Standard("9947A") {
		if l.Name == locus {
			return l.Alleles
		}
	}
	t.Fatal("no such locus: ", locus)
	return nil
}

// strOf9947A are the subfields of 18.016 as the public record has them; amelogenin is its boundary test.
func strOf9947A(t *testing.T) [][]string {
	var all [][]string
	for _, l := range lociOf9947A {
		a := alleles(t, l.name)
		all = append(all, []string{"0", l.number, "1", "1", "1", a[0], a[1], "", "", "", "?", "8", "Identifiler", "Life Technologies", ""})
	}
	return append(all, []string{"0", "1", "1", "1", "1", "1.1", "99.9", "", "", "", "?", "8", "Identifiler", "Life Technologies", ""})
}

// transaction is a file with a record of Type-18 for each set of subfields.
func transaction(t *testing.T, records ...[][]string) []byte {
	t.Helper()
	b := itl.NewBuilder(itl.Header{TOT: "DNA", Date: time.Date(1899, 1, 31, 0, 0, 0, 0, time.UTC), Destination: "BIL", Originator: "LAB", TCN: "1"})
	for _, subfields := range records {
		r := b.Tagged(18).Set(3, "1", "G", "0", "LAB", "", "KAZ", "").Set(4, "LAB").Set(5, "1").Set(6, "0").Set(10, "0", "NS").Set(11, "0").
			Set(13, "18990101120000Z").Set(14, "18990101120000Z").Set(15, "0", "", "CONTROL-9947A", "", "")
		for _, items := range subfields {
			r.Add(16, items...)
		}
	}
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func read(t *testing.T, data []byte) []genotype.Profile {
	t.Helper()
	parsed, err := itl.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return Profiles(parsed)
}

func rules(p genotype.Profile) string {
	var all []string
	for _, f := range p.Findings {
		all = append(all, string(f.Grade)+" "+f.Rule)
	}
	return strings.Join(all, ", ")
}

func TestRecordOf9947A(t *testing.T) {
	data := transaction(t, strOf9947A(t))
	profiles := read(t, data)
	if len(profiles) != 1 {
		t.Fatalf("%d profiles", len(profiles))
	}
	p := profiles[0]
	if p.Sample != "CONTROL-9947A" || p.Class != genotype.Person || len(p.Loci) != 16 {
		t.Errorf("%s: %s, %d loci", p.Sample, p.Class, len(p.Loci))
	}
	if got := rules(p); got != "W amelogenin, W amelogenin" {
		t.Errorf("findings %s", got)
	}
	if f := p.Findings[0]; f.Locus != "AMEL" || f.Record != 1 || !strings.HasPrefix(string(data[f.Offset:]), "0\x1f1\x1f1\x1f") {
		t.Errorf("finding %+v", f)
	}
}

// record is a record of Type-18 with one subfield of 18.016, items separated by blanks and "-" an empty one.
func record(subfield string) *itl.Record {
	items := strings.Fields(subfield)
	for i, item := range items {
		items[i] = strings.TrimSuffix(item, "-")
	}
	return &itl.Record{Index: 1, Type: 18, Fields: []itl.Field{
		{Type: 18, Number: 15, Tag: []byte("18.015"), Value: []byte("0\x1f\x1fS1")},
		{Type: 18, Number: 16, Offset: 90, Tag: []byte("18.016"), Value: []byte(strings.Join(items, "\x1f"))},
	}}
}

func TestFlags(t *testing.T) {
	for name, c := range map[string]struct {
		subfield, canonical, rules string
		class                      genotype.Class
	}{
		"one allele":             {"0 62 1 1 1 8 - - - - - 8 - - -", "TH01=8,8", "W too_few_loci", genotype.Incomplete},
		"tri-allele":             {"0 63 1 1 1 8 9 10 - - - 8 - - -", "TPOX=8,9,10", "W tri_allele, W too_few_loci", genotype.Incomplete},
		"not analysed":           {"0 62 0 0 1 - - - - - - 8 - - -", "", "W too_few_loci", genotype.Incomplete},
		"no allele seen":         {"0 62 0 1 1 - - - - - - 8 - - -", "", "W too_few_loci", genotype.Incomplete},
		"not precise":            {"0 62 1 1 0 8 9.3 - - - - 8 - - -", "TH01=!", "W off_ladder, W off_ladder, W too_few_loci", genotype.Incomplete},
		"beyond the ladder":      {"0 62 1 1 1 3 9.3 - - - - 8 - - -", "TH01=3,9.3", "W kit_ladder, W too_few_loci", genotype.Incomplete},
		"kit by its name":        {"0 62 1 1 1 3 9.3 - - - - 0 COrDIS_Plus M D", "TH01=3,9.3", "W kit_ladder, W too_few_loci", genotype.Incomplete},
		"unknown number":         {"0 177 1 1 1 8 9.3 - - - - 8 - - -", "DLR 177=8,9.3", "W unknown_locus, W too_few_loci", genotype.Incomplete},
		"alleles without a flag": {"0 62 0 1 1 8 9.3 - - - - 8 - - -", "", "W too_few_loci, E str_flags", genotype.Refused},
		"alleles not analysed":   {"0 62 1 0 1 8 9.3 - - - - 8 - - -", "", "W too_few_loci, E str_flags", genotype.Refused},
		"outside the grammar":    {"0 62 1 1 1 8 9.30 - - - - 8 - - -", "TH01=8!", "E allele", genotype.Refused},
		"empty":                  {"", "", "W too_few_loci", genotype.Incomplete},
	} {
		d, _ := itl.DNA(record(c.subfield))
		p := Profile(d)
		if got := rules(p); p.Sample != "S1" || p.Canonical() != c.canonical || p.Class != c.class || got != c.rules {
			t.Errorf("%s: %s %q, findings %s; want %s %q, %s", name, p.Class, p.Canonical(), got, c.class, c.canonical, c.rules)
		}
		for _, f := range p.Findings {
			if f.Record != 1 || f.Rule != genotype.RuleTooFewLoci && f.Offset != 97 || strings.Contains(f.Message, "9.3") {
				t.Errorf("%s: finding %+v", name, f)
			}
		}
	}
}

func TestRecordsApart(t *testing.T) {
	subfields := strOf9947A(t)
	twice := append(subfields[:2:2], subfields[0])
	profiles := read(t, transaction(t, subfields, twice, nil))
	if len(profiles) != 3 || profiles[0].Class != genotype.Person || profiles[1].Class != genotype.Refused || len(profiles[2].Loci) != 0 {
		t.Fatalf("%d profiles", len(profiles))
	}
	if f, _ := profiles[1].Refusal(); f.Rule != genotype.RuleDuplicateLocus || f.Record != 2 {
		t.Errorf("a locus twice: %+v", f)
	}
}

func FuzzProfile(f *testing.F) {
	f.Add([]byte("0\x1f62\x1f1\x1f1\x1f1\x1f8\x1f9.3\x1f\x1f\x1f\x1f\x1f8\x1f\x1f\x1f"))
	f.Add([]byte("0\x1f1\x1f1\x1f1\x1f1\x1f1.1\x1f99.9\x1f\x1f\x1f\x1f?\x1f8\x1fIdentifiler\x1f\x1f\x1e0\x1f177\x1f1\x1f1\x1f0\x1f8"))
	f.Add([]byte("\x1e\x1e\x1f"))
	f.Fuzz(func(t *testing.T, value []byte) {
		r := record("")
		r.Fields[1].Value = value
		d, _ := itl.DNA(r)
		p := Profile(d)
		if _, refused := p.Refusal(); refused != (p.Class == genotype.Refused) {
			t.Errorf("class %s, refused %v", p.Class, refused)
		}
		if len(p.Loci) > len(d.Loci) {
			t.Errorf("%d loci of %d", len(p.Loci), len(d.Loci))
		}
	})
}

func BenchmarkProfile(b *testing.B) {
	one := "0\x1f62\x1f1\x1f1\x1f1\x1f8\x1f9.3\x1f\x1f\x1f\x1f?\x1f8\x1fIdentifiler\x1fLife Technologies\x1f"
	r := record("")
	r.Fields[1].Value = []byte(one + strings.Repeat("\x1e"+one, 15))
	b.SetBytes(int64(len(r.Fields[1].Value)))
	b.ReportAllocs()
	for b.Loop() {
		d, _ := itl.DNA(r)
		Profile(d)
	}
}
