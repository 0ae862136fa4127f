package inspect

import (
	"fmt"
	"strings"

	"bilgate/connectors/format/cmf"
	"bilgate/connectors/format/genotype"
	"bilgate/connectors/format/itl"
	"bilgate/connectors/format/type18"
)

// Profile is one sample's canonical STR profile.
type Profile struct {
	Sample string         `json:"sample"`
	Class  genotype.Class `json:"class"`
	Loci   []Locus        `json:"loci"`
}

// Locus is what was found at one locus. Alleles and raw text are masked unless revealed.
type Locus struct {
	Locus      string   `json:"locus"`
	Alleles    []string `json:"alleles"`
	Raw        string   `json:"raw"`
	Incomplete bool     `json:"incomplete"`
}

// dna is the body of a file that holds profiles.
type dna struct {
	Profiles []Profile `json:"profiles"`
	Controls []Control `json:"controls,omitempty"`

	notes []string
}

// Control is a sample of a table that is nobody's.
type Control struct {
	Sample   string `json:"sample"`
	Kind     string `json:"kind"`
	Standard string `json:"standard"` // control DNA that a positive control was found to be
}

func (m masker) profile(p genotype.Profile) Profile {
	out := Profile{Sample: m.personal(p.Sample), Class: p.Class, Loci: []Locus{}}
	for _, l := range p.Loci {
		out.Loci = append(out.Loci, Locus{l.Name, each(l.Alleles, m.genotype), m.genotype(l.Raw), l.Incomplete})
	}
	return out
}

// ofProfiles makes the findings of a table or file those of the report.
func ofProfiles(of []genotype.Finding) (found []Finding) {
	for _, f := range of {
		out := Finding{Grade: string(f.Grade), Record: int(f.Record), Field: f.Locus, Offset: int(f.Offset), Rule: f.Rule, Message: f.Message}
		if f.Record >= 0 {
			out.part = "profile " + count(int(f.Record))
		}
		if f.Line > 0 {
			out.Spot = &Spot{Line: int(f.Line), Column: int(f.Column)}
		}
		found = append(found, out)
	}
	return found
}

func readTable(data []byte, o Options) (body, []Finding) {
	b, m := dna{Profiles: []Profile{}}, masker{o.Reveal}
	table, err := genotype.ReadTable(data)
	var found []Finding
	if f, refused := genotype.FindingOf(err); refused {
		found = ofProfiles([]genotype.Finding{f})
	}
	if table == nil { // a table whose control is wrong is refused, and shown
		return b, found
	}
	for _, p := range table.Profiles {
		b.Profiles = append(b.Profiles, m.profile(p))
		found = append(found, ofProfiles(p.Findings)...)
	}
	for _, c := range table.Controls {
		b.Controls = append(b.Controls, Control{m.personal(c.Profile.Sample), string(c.Kind), c.Standard})
		found = append(found, ofProfiles(c.Profile.Findings)...)
	}
	b.notes = append(b.notes, "layout "+string(table.Layout))
	return b, found
}

func readCMF(data []byte, o Options) (body, []Finding) {
	b, m := dna{Profiles: []Profile{}}, masker{o.Reveal}
	file, err := cmf.Read(data)
	if f, refused := cmf.FindingOf(err); refused {
		return b, []Finding{cmfFinding(f)}
	}
	var found []Finding
	for _, f := range file.Findings {
		found = append(found, cmfFinding(f))
	}
	for i := range file.Specimens {
		p := file.Specimens[i].Profile()
		for n := range p.Findings {
			p.Findings[n].Record = int32(i)
		}
		b.Profiles = append(b.Profiles, m.profile(p))
		found = append(found, ofProfiles(p.Findings)...)
		b.notes = append(b.notes, fmt.Sprintf("specimen %d: category %q", i, file.Specimens[i].Category))
	}
	return b, found
}

func cmfFinding(f cmf.Finding) Finding {
	out := Finding{
		Grade: f.Grade, Record: f.Record, Field: f.Element, Offset: f.Offset, Rule: f.Rule, Message: f.Message,
		Spot: &Spot{Line: f.Line, Column: f.Column},
	}
	if f.Record >= 0 {
		out.part = "profile " + count(f.Record)
	}
	return out
}

// addDNA adds the profiles of Type-18 records, made canonical like those of any other format.
func (b *transaction) addDNA(t *itl.Transaction, m masker) (found []Finding) {
	for i := range t.Records {
		record, ok := itl.DNA(&t.Records[i])
		if !ok {
			continue
		}
		p := type18.Profile(record)
		b.Profiles = append(b.Profiles, m.profile(p))
		for _, f := range ofProfiles(p.Findings) {
			f.Record, f.part = record.Record, "record "+count(record.Record)
			f.Message = strings.TrimSpace(f.Field + " " + f.Message)
			f.Field = "18.016"
			found = append(found, f)
		}
	}
	return found
}

func (b dna) show(p *page) {
	for _, n := range b.notes {
		p.line("  %s", n)
	}
	for i, profile := range b.Profiles {
		p.line("")
		p.line("profile %d", i)
		profile.show(p)
	}
	for _, c := range b.Controls {
		p.entry("control: "+c.Kind, c.Standard)
	}
}

func (profile Profile) show(p *page) {
	p.line("  sample %s, class %s, %s", profile.Sample, profile.Class, plural(len(profile.Loci), "result"))
	for _, l := range profile.Loci {
		mark := ""
		if l.Incomplete {
			mark = "  incomplete, written as " + l.Raw
		}
		p.line("  %-12s %s%s", l.Locus, strings.Join(l.Alleles, ", "), mark)
	}
}
