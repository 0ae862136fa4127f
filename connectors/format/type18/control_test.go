package type18

import (
	"strings"
	"testing"

	"bilgate/connectors/format/cmf"
	"bilgate/connectors/format/genotype"
)

// TestOneControlIsOneValue: control DNA 9947A from a Type-18 record, a CODIS CMF file, GeneMapper tables long and
// wide, and a CODIS table is one canonical value.
func TestOneControlIsOneValue(t *testing.T) {
	record := strOf9947A(t)
	var want genotype.Profile
	for _, l := range genotype.Standard("9947A") {
		for _, of := range lociOf9947A {
			if of.name == l.Name {
				want.Loci = append(want.Loci, l)
			}
		}
	}
	for format, got := range map[string]genotype.Profile{
		"Type-18":         read(t, transaction(t, record[:len(record)-1]))[0],
		"CODIS CMF":       fromCMF(t, want),
		"GeneMapper long": fromTable(t, longTable(want)),
		"GeneMapper wide": fromTable(t, wideTable(want)),
		"CODIS table":     fromTable(t, codisTable(want)),
	} {
		if got.Canonical() != want.Canonical() || len(got.Loci) != 15 {
			t.Errorf("%s gives %s, the standard is %s", format, got.Canonical(), want.Canonical())
		}
		if len(got.Findings) > 0 {
			t.Errorf("%s: findings %v", format, got.Findings)
		}
	}
}

func fromCMF(t *testing.T, p genotype.Profile) genotype.Profile {
	t.Helper()
	s := cmf.Specimen{ID: "9947A", Category: "Proficiency"}
	for _, l := range p.Loci {
		s.Loci = append(s.Loci, cmf.LocusOf(l, "reader", "1999-01-31T00:00:00"))
	}
	data, err := cmf.Write(&cmf.File{
		HeaderVersion: "3.2", MessageType: "Import", DestinationORI: "BIL", SourceLab: "LAB", SubmitBy: "reader",
		SubmitTime: "1999-01-31T00:00:00", Kit: "Identifiler", Specimens: []cmf.Specimen{s},
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := cmf.Read(data)
	if err != nil || len(f.Findings) > 0 {
		t.Fatal(err, f.Findings)
	}
	return f.Specimens[0].Profile()
}

func fromTable(t *testing.T, text string) genotype.Profile {
	t.Helper()
	table, err := genotype.ReadTable([]byte(text))
	if err != nil || len(table.Controls) != 1 || table.Controls[0].Standard != "9947A" {
		t.Fatal(err, table)
	}
	return table.Controls[0].Profile
}

func longTable(p genotype.Profile) string {
	var b strings.Builder
	b.WriteString("Sample.Name\tPanel\tMarker\tAllele.1\tAllele.2\n")
	for _, l := range p.Loci {
		b.WriteString("9947A\tIdentifiler_v1\t" + strings.ToUpper(l.Name) + "\t" + l.Alleles[1] + "\t" + l.Alleles[0] + "\n")
	}
	return b.String()
}

func wideTable(p genotype.Profile) string {
	header, row := "Sample File\tSample Name", "a.fsa\tPC 9947A"
	for _, l := range p.Loci {
		header += "\t" + l.Name
		row += "\t" + strings.Join(l.Alleles, ", ") + ", , "
	}
	return header + "\t\r\n" + row + "\t\r\n"
}

func codisTable(p genotype.Profile) string {
	header, row := "specimenId", "9947A   "
	for _, l := range p.Loci {
		header += "," + l.Name + "_1," + l.Name + "_2"
		row += ", " + strings.Join(l.Alleles, ",")
	}
	return header + "\n" + row + "\n"
}
