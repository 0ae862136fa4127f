package inspect

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"bilgate/connectors/format"
	"bilgate/connectors/format/cms"
)

// masterList is the body of a national list of country signing certificates.
type masterList struct {
	Version    int              `json:"version"`
	Held       int              `json:"held"`
	Readable   int              `json:"readable"`
	Unreadable int              `json:"unreadable"`
	Signature  cms.Verdict      `json:"signature"`
	Countries  []CountryCount   `json:"countries"`
	Listed     []CertificateRow `json:"certificates"`
}

// CountryCount is how many certificates a state has in the list.
type CountryCount struct {
	Country      string `json:"country"`
	Certificates int    `json:"certificates"`
}

// CertificateRow is one certificate.
type CertificateRow struct {
	Offset    int    `json:"offset"`
	Country   string `json:"country"`
	Serial    string `json:"serial"` // hexadecimal, with a sign where it is negative
	NotBefore string `json:"not_before"`
	NotAfter  string `json:"not_after"`
	Key       string `json:"key"`
	Authority bool   `json:"authority"`
	Findings  int    `json:"findings"`
}

func readMasterList(data []byte, o Options) (body, []Finding) {
	list, err := cms.ParseMasterList(data)
	if list == nil {
		return masterList{Signature: cms.Verdict{Result: cms.Unknown, Reason: "the list cannot be read"}, Countries: []CountryCount{}, Listed: []CertificateRow{}}, refusal(err)
	}
	b := masterList{
		Version: list.Version, Held: list.Held, Readable: len(list.Certificates), Unreadable: len(list.Unreadable),
		Signature: list.Verify(o.Store), Countries: []CountryCount{}, Listed: []CertificateRow{},
	}
	byCountry := map[string]int{}
	found := chipFindings(list.Findings, err)
	for i, c := range list.Certificates {
		byCountry[c.Subject.Country]++
		b.Listed = append(b.Listed, certificateRow(c))
		for _, f := range c.Findings {
			out := chipFinding(f)
			out.Record, out.part = i+1, "certificate "+count(i+1)
			found = append(found, out)
		}
	}
	for _, country := range slices.Sorted(maps.Keys(byCountry)) {
		b.Countries = append(b.Countries, CountryCount{country, byCountry[country]})
	}
	return b, found
}

func certificateRow(c *cms.Certificate) CertificateRow {
	row := CertificateRow{
		Offset: c.Offset, Country: c.Subject.Country, NotBefore: day(c.NotBefore), NotAfter: day(c.NotAfter),
		Authority: c.CA, Findings: len(c.Findings),
	}
	if c.Serial != nil {
		row.Serial = strings.ToUpper(c.Serial.Text(16))
	}
	if c.Key != nil {
		row.Key = keyWords(c.Key)
	}
	return row
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func (b masterList) show(p *page) {
	p.line("  version %d, %s held, %d readable, %d unreadable", b.Version, plural(b.Held, "certificate"), b.Readable, b.Unreadable)
	p.verdict("signature", b.Signature)
	var states []string
	for _, c := range b.Countries {
		states = append(states, c.Country+" "+count(c.Certificates))
	}
	p.entry("  "+plural(len(states), "state")+":", strings.Join(states, ", "))
}

// certificate is the body of one certificate.
type certificate struct {
	Certificate CertificateRow `json:"certificate"`
	Chain       cms.Verdict    `json:"chain"`
}

func readCertificate(data []byte, o Options) (body, []Finding) {
	c, err := cms.ParseCertificate(data)
	if c == nil {
		return certificate{Chain: cms.Verdict{Result: cms.Unknown, Reason: "the certificate cannot be read"}}, refusal(err)
	}
	b := certificate{Certificate: certificateRow(c), Chain: cms.Verdict{Result: cms.Unknown, Reason: "no authority was named to lead it to"}}
	if o.Store != nil {
		b.Chain, _ = o.Store.Chain(c)
	}
	return b, chipFindings(c.Findings, err)
}

func (b certificate) show(p *page) {
	c := b.Certificate
	p.line("  country %s, serial %s, valid %s to %s, authority: %t", c.Country, c.Serial, c.NotBefore, c.NotAfter, c.Authority)
	p.line("  key: %s", c.Key)
	p.verdict("chain", b.Chain)
}

// signed is the body of a signed message of another content.
type signed struct {
	Content      string        `json:"content_type"`
	Bytes        int           `json:"content_bytes"`
	Certificates int           `json:"certificates"`
	Signers      []cms.Verdict `json:"signers"`
}

func readSignedData(data []byte, o Options) (body, []Finding) {
	s, err := cms.Parse(data)
	if s == nil {
		return signed{Signers: []cms.Verdict{}}, refusal(err)
	}
	b := signed{s.ContentType, len(s.Content), len(s.Certificates), []cms.Verdict{}}
	for _, r := range s.Verify(o.Store) {
		b.Signers = append(b.Signers, r.Overall())
	}
	return b, chipFindings(s.Findings, err)
}

func (b signed) show(p *page) {
	p.line("  content %s, %d bytes, %s", b.Content, b.Bytes, plural(b.Certificates, "certificate"))
	for i, v := range b.Signers {
		p.verdict("signer "+count(i+1), v)
	}
}

// Trust adds a master list or a certificate to the trusted authorities.
func Trust(store *cms.Store, data []byte) error {
	switch f := format.RecogniseBytes(data).Format; f {
	case format.MasterList:
		_, err := store.AddMasterList(data)
		return err
	case format.Certificate:
		c, err := cms.ParseCertificate(data)
		if err == nil {
			store.AddAnchors(c)
		}
		return err
	default:
		return errors.New("it is neither a master list nor a certificate, but " + string(f))
	}
}
