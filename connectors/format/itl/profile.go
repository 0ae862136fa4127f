package itl

import (
	"embed"
	"path"
	"strings"
	"sync"
)

// profileFiles are the profiles of Type-2 as data, one file a profile:
//
//	profile  name  what it is
//	match    domain  its version  1.002 VER  1.008 ORI    (* anything, x* what begins with x, - absent)
//	tot      type of transaction  what it is  ten | latent | -   (ten: all ten fingers; latent: a Type-13 record)
//	allow    field  value                                 (that the standard's table forbids)
//	field    number  mnemonic  label  mark  types of transaction that demand it, * all, - none
//
//go:embed profiles/*.tsv
var profileFiles embed.FS

// Profile is what one domain means by its Type-2 numbers and what it demands
// beyond the standard. The zero value knows and demands nothing.
type Profile struct {
	Name       string
	TOTs       []string // the types of transaction it knows; none = any
	TenPrints  []string // those of them that need all ten fingers
	Latents    []string // those that need a latent print
	TenFingers bool     // every type of transaction needs them
	Type2      []int    // numbers that its Type-2 must have, whatever the type of transaction
	Fields     []Type2Field

	matches []profileMatch
	allowed map[string]string // "13.011" → "WSQ20"
}

// Type2Field is one field of a profile.
type Type2Field struct {
	Number          int
	Mnemonic, Label string
	Mark            Mark
	Demanded        []string // the types of transaction that must have it; "*" = all
}

// Field is the profile's field of that number.
func (p *Profile) Field(number int) (Type2Field, bool) {
	if p != nil {
		for _, f := range p.Fields {
			if f.Number == number {
				return f, true
			}
		}
	}
	return Type2Field{}, false
}

// allows says whether the profile takes a value that the standard's table
// forbids.
func (p *Profile) allows(field, value string) bool {
	return p != nil && value != "" && p.allowed[field] == value
}

// profileMatch is one way by which a file shows its profile.
type profileMatch struct{ domain, domainVersion, version, originator string }

func (m profileMatch) fits(h Type1) bool {
	return fits(m.domain, h.Domain.Name) && fits(m.domainVersion, strings.TrimLeft(h.Domain.Version, "0")) &&
		fits(m.version, h.Version) && fits(m.originator, h.Originator)
}

func fits(pattern, value string) bool {
	prefix, open := strings.CutSuffix(pattern, "*")
	switch {
	case pattern == "-":
		return value == ""
	case open:
		return len(value) >= len(prefix) && strings.EqualFold(value[:len(prefix)], prefix)
	}
	return strings.EqualFold(value, pattern)
}

// Profile is the profile that the file's domain and its version (1.013), its
// edition (1.002) and its originator (1.008) name; false when none is known.
// Numbers of Type-2 mean nothing without one.
func (t *Transaction) Profile() (*Profile, bool) {
	head := t.Type1()
	for _, p := range knownProfiles() {
		for _, m := range p.matches {
			if m.fits(head) {
				return p, true
			}
		}
	}
	return nil, false
}

// isKnownDomain says whether a domain has a profile, in whatever version.
func isKnownDomain(name string) bool {
	for _, p := range knownProfiles() {
		for _, m := range p.matches {
			if strings.EqualFold(m.domain, name) {
				return true
			}
		}
	}
	return false
}

// knownProfiles reads the profile files once.
var knownProfiles = sync.OnceValue(func() []*Profile {
	names, _ := profileFiles.ReadDir("profiles")
	var profiles []*Profile
	for _, name := range names {
		text, _ := profileFiles.ReadFile(path.Join("profiles", name.Name()))
		profiles = append(profiles, parseProfile(string(text)))
	}
	return profiles
})

func parseProfile(text string) *Profile {
	p := &Profile{allowed: map[string]string{}}
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			p.addLine(strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
	}
	return p
}

func (p *Profile) addLine(cells []string) {
	switch cells[0] {
	case "profile":
		p.Name = cells[1]
	case "match":
		p.matches = append(p.matches, profileMatch{cells[1], cells[2], cells[3], cells[4]})
	case "tot":
		p.TOTs = append(p.TOTs, cells[1])
		switch cells[3] {
		case "ten":
			p.TenPrints = append(p.TenPrints, cells[1])
		case "latent":
			p.Latents = append(p.Latents, cells[1])
		}
	case "allow":
		p.allowed[cells[1]] = cells[2]
	case "field":
		f := Type2Field{Number: limit(strings.TrimPrefix(cells[1], "2.")), Mnemonic: cells[2], Label: cells[3], Mark: markIn(cells[4])}
		if cells[5] != "-" {
			f.Demanded = strings.Split(cells[5], ",")
		}
		p.Fields = append(p.Fields, f)
	}
}
