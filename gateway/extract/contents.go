package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"bilgate/mapping/canon"
)

// pages is the whole document, ready to be drawn.
type pages struct {
	title    both
	number   string
	at       time.Time
	sections []section
}

// section is what the document says of one record.
type section struct {
	title  both
	record string // which record, and which version of it
	blocks []block
}

// block is a part of a section that knows how to draw itself at the sheet's cursor.
type block interface{ draw(s *sheet) }

// contents reads records into pages.
type contents struct {
	at    time.Time // civil time
	image func(ref string) ([]byte, error)
	rare  bool // a text holds a character outside the common ones
}

func (c *contents) read(d Document) (*pages, error) {
	number, err := c.text(d.Number)
	if err != nil {
		return nil, fmt.Errorf("number: %w", err)
	}
	p := &pages{title: titleOf(d.Records), number: number, at: c.at}
	for i, rec := range d.Records {
		s, err := c.section(rec)
		if err != nil {
			return nil, fmt.Errorf("record %d of %d: %w", i+1, len(d.Records), err)
		}
		p.sections = append(p.sections, s)
	}
	return p, nil
}

func titleOf(records []canon.Record) both {
	holds := map[string]bool{}
	for _, rec := range records {
		holds[rec.Kind] = true
	}
	switch prints, profile := holds["fingerprint_registration"], holds["genomic_registration"]; {
	case prints && profile:
		return titleBoth
	case prints:
		return titleFingerprint
	case profile:
		return titleGenomic
	}
	return titlePerson
}

func (c *contents) section(rec canon.Record) (section, error) {
	kind, ok := canon.Lookup(rec.Kind)
	if !ok {
		return section{}, errors.New("its kind is unknown to this version")
	}
	if rec.Op == canon.Retract {
		return section{}, errors.New("it is withdrawn; hand in current records only")
	}
	s := section{title: labels(kind.Labels)}
	var err error
	if s.record, err = c.reference(rec); err != nil {
		return section{}, err
	}
	data, err := decode(rec.Data)
	if err == nil {
		s.blocks, err = c.blocks(kind, data)
	}
	if err != nil {
		return section{}, fmt.Errorf("%s: %w", kind.Name, err)
	}
	return s, nil
}

func (c *contents) reference(rec canon.Record) (string, error) {
	id, err := c.text(rec.ID)
	if err != nil {
		return "", fmt.Errorf("id: %w", err)
	}
	return fmt.Sprintf("%s: %s, %s: %d", wordRecord, id, wordVersion, rec.Version), nil
}

// object is a JSON object of business fields; its numbers keep their text.
type object = map[string]any

func decode(data []byte) (object, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var out object
	if err := d.Decode(&out); err != nil || out == nil {
		return nil, errors.New("the business fields are not a JSON object") // the decoder's own words may quote a value
	}
	return out, nil
}

// text is the one way of a text into the document.
func (c *contents) text(s string) (string, error) {
	clean, err := printable(s)
	for _, r := range clean {
		c.rare = c.rare || !isCommon(r)
	}
	return clean, err
}
