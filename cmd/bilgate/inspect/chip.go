package inspect

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/lds"
)

// chipFile is the body of an elementary file of a chip but EF.SOD.
type chipFile struct {
	File           string      `json:"file"` // "EF.COM", "DG1"
	LDSVersion     string      `json:"lds_version,omitempty"`
	UnicodeVersion string      `json:"unicode_version,omitempty"`
	DataGroups     []int       `json:"data_groups,omitempty"`
	Document       string      `json:"document,omitempty"`
	Fields         *Fields     `json:"fields,omitempty"`
	Biometrics     []Biometric `json:"biometrics,omitempty"`
	Details        []Detail    `json:"details,omitempty"`
	Protocols      []string    `json:"protocols,omitempty"`
	Key            string      `json:"key,omitempty"`
}

// Biometric is one template of data groups 2, 3 and 4.
type Biometric struct {
	Modality    string `json:"modality"`
	Subtype     string `json:"subtype"`
	FormatOwner int    `json:"format_owner"`
	FormatType  int    `json:"format_type"`
	Offset      int    `json:"offset"` // of the data block
	Bytes       int    `json:"bytes"`
	SHA256      string `json:"sha256"`
}

// Detail is one field of data groups 11 and 12.
type Detail struct {
	Tag    string `json:"tag"`
	Name   string `json:"name"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	Value  string `json:"value"`
}

func readChipFile(data []byte, o Options) (body, []Finding) {
	today := o.Today
	if today.IsZero() {
		today = time.Now()
	}
	f, err := lds.Parse(data, today)
	if f == nil {
		return chipFile{}, refusal(err)
	}
	b, m := chipFile{File: f.Name, Protocols: f.Protocols}, masker{o.Reveal}
	if f.Common != nil {
		b.LDSVersion, b.UnicodeVersion, b.DataGroups = f.Common.LDSVersion, f.Common.UnicodeVersion, f.Common.Groups
	}
	if f.MRZ != nil {
		z := m.zone(f.MRZ)
		b.Document, b.Fields = z.Document, z.Fields
	}
	for _, t := range f.Biometrics {
		digest := sha256.Sum256(t.Data)
		b.Biometrics = append(b.Biometrics, Biometric{t.Modality, t.Subtype, t.FormatOwner, t.FormatType, t.DataOffset, len(t.Data), hex.EncodeToString(digest[:])})
	}
	for _, d := range f.Details {
		b.Details = append(b.Details, Detail{fmt.Sprintf("%04X", d.Tag), d.Name, d.Offset, len(d.Value), m.detail(d)})
	}
	if f.Key != nil {
		b.Key = keyWords(f.Key)
	}
	return b, chipFindings(f.Findings, err)
}

// detail is a text, or says of an image that it is there.
func (m masker) detail(d lds.Detail) string {
	if len(d.Value) > 200 {
		return "binary, " + plural(len(d.Value), "byte")
	}
	return m.personal(string(d.Value))
}

// keyWords describes a public key.
func keyWords(k *cms.PublicKey) string {
	text := fmt.Sprintf("%s, %d bits", k.Algorithm, k.Bits)
	if k.Curve != "" {
		text += ", curve " + k.Curve
	}
	if k.Explicit {
		text += " with its parameters written out"
	}
	if k.Unusable != "" {
		text += ", not usable: " + k.Unusable
	}
	return text
}

// chipFindings are a file's, the error among them once.
func chipFindings(of []lds.Finding, err error) (found []Finding) {
	for _, f := range of {
		found = append(found, chipFinding(f))
	}
	for _, f := range refusal(err) {
		if len(found) == 0 || found[len(found)-1] != f {
			found = append(found, f)
		}
	}
	return found
}

func chipFinding(f lds.Finding) Finding {
	return Finding{Grade: string(f.Grade), Record: f.Record, Field: f.Field, Offset: f.Offset, Rule: f.Rule, Message: f.Message}
}

// refusal is the finding of grade F that a package answered with.
func refusal(err error) []Finding {
	if err == nil {
		return nil
	}
	var f *cms.Finding
	if errors.As(err, &f) {
		return []Finding{chipFinding(*f)}
	}
	return []Finding{{Grade: "F", Rule: "structure", Message: "the file cannot be read"}}
}

func (b chipFile) show(p *page) {
	p.line("  %s", b.File)
	if b.LDSVersion != "" {
		p.line("  LDS %s, Unicode %s, data groups %v", b.LDSVersion, b.UnicodeVersion, b.DataGroups)
	}
	if b.Fields != nil {
		zone{b.Document, b.Fields}.show(p)
	}
	for i, t := range b.Biometrics {
		p.line("  template %d: modality %s, subtype %s, format owner %04X, type %04X, %d bytes at offset %d", i+1, stated(t.Modality), stated(t.Subtype),
			t.FormatOwner, t.FormatType, t.Bytes, t.Offset)
		p.line("    sha256 %s", t.SHA256)
	}
	for _, d := range b.Details {
		p.row(d.Offset, d.Length, d.Tag, "", d.Name+"  "+d.Value)
	}
	for _, oid := range b.Protocols {
		p.line("  security protocol %s", oid)
	}
	if b.Key != "" {
		p.line("  active authentication key: %s", b.Key)
	}
}

// stated is a text, or says that there is none.
func stated(text string) string {
	if text == "" {
		return "not stated"
	}
	return text
}
