package cmf

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"bilgate/connectors/format/genotype"
)

// bare is a file without what belongs to the text it was read from.
func bare(f *File) *File {
	g := *f
	g.Findings = nil
	g.Specimens = append([]Specimen(nil), f.Specimens...)
	for i := range g.Specimens {
		s := &g.Specimens[i]
		s.place, s.fileKit, s.record = Place{}, "", 0
		s.Loci = append([]Locus(nil), s.Loci...)
		for j := range s.Loci {
			s.Loci[j].place = Place{}
		}
	}
	return &g
}

func TestWriteReadsTheSame(t *testing.T) {
	odd := strings.NewReplacer("LAB1", `L &amp; "1" &#9;x`, "C 1", "&quot;&lt;&gt;'", "S1<", "Ә1<").Replace(head + "<BATCHID>b</BATCHID><KIT>COfiler</KIT>" + specimen + tail)
	for name, data := range map[string][]byte{"sample": sampleFile(t, "Codis-Single-Profile.xml"), "plain": []byte(head + specimen + tail), "odd": []byte(odd)} {
		f := mustRead(t, data)
		written, err := Write(f)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if again := mustRead(t, written); !reflect.DeepEqual(bare(again), bare(f)) {
			t.Errorf("%s: read %+v, then %+v", name, bare(f), bare(again))
		}
	}
}

func lociOf(p genotype.Profile) (loci []Locus) {
	for _, l := range p.Loci {
		loci = append(loci, LocusOf(l, "reader", "2026-01-02T03:04:05"))
	}
	return loci
}

func TestWriteRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*File){
		RuleNoSpecimens: func(f *File) { f.Specimens = nil },
		RuleMissing:     func(f *File) { f.Specimens[0].Loci[0].Name = "" },
		RuleDuplicate:   func(f *File) { f.Specimens = append(f.Specimens, f.Specimens[0]) },
		RuleText:        func(f *File) { f.SourceLab = "a\x00b" },
	} {
		f := mustRead(t, []byte(head+specimen+tail))
		spoil(f)
		_, err := Write(f)
		var got *Error
		if !errors.As(err, &got) || got.Rule != name {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// controlFile is a file with one control DNA, its loci named as the schema does.
func controlFile(name string) *File {
	p := genotype.Profile{Loci: genotype.Standard(name)}
	return &File{
		HeaderVersion: "3.2", MessageType: "Import", DestinationORI: "KZ1", SourceLab: "LAB1", SubmitBy: "reader", SubmitTime: "2026-01-02T03:04:05Z",
		Specimens: []Specimen{{ID: name, Category: "Proficiency", SourceID: "No", Partial: true, Loci: lociOf(p)}},
	}
}

// TestControlIsOneValue: a table and a CMF file of one control give the same canonical genotype.
func TestControlIsOneValue(t *testing.T) {
	for _, name := range genotype.Standards {
		header, row := "Sample Name", "control "+name
		for _, l := range genotype.Standard(name) {
			header += "\t" + l.Name
			row += "\t" + strings.Join(l.Alleles, ", ")
		}
		table, err := genotype.ReadTable([]byte(header + "\n" + row + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		data, err := Write(controlFile(name))
		if err != nil {
			t.Fatal(err)
		}
		p := mustRead(t, data).Specimens[0].Profile()
		if want := table.Controls[0].Profile.Canonical(); p.Canonical() != want || len(p.Loci) != len(genotype.Standard(name)) {
			t.Errorf("%s: the file gives\n%s, the table\n%s", name, p.Canonical(), want)
		}
	}
}

func TestHomozygoteIsWrittenOnce(t *testing.T) {
	for _, l := range controlFile("9947A").Specimens[0].Loci {
		if want := map[string]int{"TPOX": 1, "AMEL": 1, "TH01": 2}[l.Name]; want != 0 && len(l.Alleles) != want {
			t.Errorf("%s: %d alleles", l.Name, len(l.Alleles))
		}
	}
}

func TestIncompleteLociStayIncomplete(t *testing.T) {
	table, err := genotype.ReadTable([]byte("Sample Name;Marker;Allele 1;Allele 2\nA;TH01;9,3;OL\nA;vWA;<8;\nA;FGA;21;22\nA;DXS8378;11;11\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := controlFile("9947A")
	f.Specimens[0].Loci = lociOf(table.Profiles[0])
	data, err := Write(f)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := mustRead(t, data).Specimens[0].Profile().Canonical(), table.Profiles[0].Canonical(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestSchemaAcceptsWhatCheckAccepts validates with the public schema, where xmllint and the schema are at hand.
func TestSchemaAcceptsWhatCheckAccepts(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not on the path")
	}
	schema := samplePath(t, "osiris-CMF-2017.xsd")
	f := controlFile("2800M")
	f.Specimens[0].Loci = deleteUnlisted(f.Specimens[0].Loci)
	if left := f.Check(); len(left) != 0 {
		t.Fatalf("findings %v", left)
	}
	data, err := Write(f)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "file.xml")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(lint, "--noout", "--nonet", "--schema", schema, path).CombinedOutput(); err != nil {
		t.Errorf("the schema refuses the file: %v\n%s", err, out)
	}
}

func deleteUnlisted(loci []Locus) []Locus {
	var listed []Locus
	for _, l := range loci {
		if values["locus"][l.Name] {
			listed = append(listed, l)
		}
	}
	return listed
}
