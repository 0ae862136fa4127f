package canon

import (
	"slices"
	"strings"
)

// What a difference is about.
const (
	Added              = "added"
	Removed            = "removed"
	TypeChanged        = "type"
	RequiredChanged    = "required"
	CodesChanged       = "codes"
	SensitivityChanged = "sensitivity"
	FeedsChanged       = "feeds"
)

// Difference is one thing in which two definitions of a kind are not alike.
type Difference struct {
	Path   string   `json:"path"` // of the field; "" for the kind itself
	What   string   `json:"what"` // Added … FeedsChanged; or "label", "note", "source", "key", "reference", which break nobody
	From   string   `json:"from,omitempty"`
	To     string   `json:"to,omitempty"`
	Gained []string `json:"gained,omitempty"` // codes or subsystems
	Lost   []string `json:"lost,omitempty"`
	Breaks []Break  `json:"breaks"` // empty, never null

	sealing bool // the value begins or ceases to be sealed where it rests
}

// Comparison is what became of a kind from one definition to another.
type Comparison struct {
	Kind        string       `json:"kind"`
	From        int          `json:"from_version"`
	To          int          `json:"to_version"`
	Differences []Difference `json:"differences"`
	Mappings    []Break      `json:"mappings"` // that no longer compile; whoever knows the mappings fills it
}

// Diff compares two definitions of one kind: the kind itself, then its fields in the new definition's order, then
// those that are gone. Below a field that is added, removed or of another type nothing more is said.
func Diff(from, to Definition) Comparison {
	c := &comparing{from: from, to: to}
	c.out = Comparison{Kind: to.Kind.Name, From: from.Kind.Version, To: to.Kind.Version, Differences: []Difference{}, Mappings: []Break{}}
	c.feeds()
	c.text("", "label", labelsOf(from.Kind.Labels), labelsOf(to.Kind.Labels))
	c.fields(from.Kind.Fields, to.Kind.Fields, false, false)
	return c.out
}

// Breaks says whether a difference breaks a reader that a new version number would have warned. Whoever validates
// with a copy of the JSON Schema must fetch it after every new field; that alone asks for no new version.
func (c Comparison) Breaks() bool {
	return len(c.Mappings) > 0 || slices.ContainsFunc(c.Differences, func(d Difference) bool {
		return slices.ContainsFunc(d.Breaks, func(b Break) bool { return b.Reader != Validators })
	})
}

// Refused says why the new definition must not be published under its version number, "" if it may: the number is
// the kind's major version, it never goes down, and it goes up with every change that breaks a reader.
func (c Comparison) Refused() string {
	switch {
	case c.To < c.From:
		return "the version went down"
	case c.To == c.From && c.Breaks():
		return "a change breaks readers, and the version was not raised"
	}
	return ""
}

type comparing struct {
	from, to Definition
	out      Comparison
}

func (c *comparing) add(d Difference) {
	d.Breaks = append([]Break{}, d.Breaks...)
	c.out.Differences = append(c.out.Differences, d)
}

func (c *comparing) text(path, what, from, to string) {
	if from != to {
		c.add(Difference{Path: path, What: what, From: from, To: to})
	}
}

func (c *comparing) feeds() {
	from, to := c.from.Kind.Feeds, c.to.Kind.Feeds
	d := Difference{What: FeedsChanged, From: strings.Join(from, ", "), To: strings.Join(to, ", "), Gained: without(to, from), Lost: without(from, to)}
	for _, name := range d.Gained {
		d.Breaks = append(d.Breaks, Break{SubsystemReader + name, "it is sent a kind that it did not take"})
	}
	for _, name := range d.Lost {
		d.Breaks = append(d.Breaks, Break{SubsystemReader + name, "it is sent the kind no longer"})
	}
	if len(d.Breaks) > 0 {
		c.add(d)
	}
}

// without are the names of list that are not in other.
func without(list, other []string) []string {
	var out []string
	for _, name := range list {
		if !slices.Contains(other, name) {
			out = append(out, name)
		}
	}
	return out
}

// fields compares siblings; fromSealed and toSealed say that a unit around them is sealed as a whole.
func (c *comparing) fields(from, to []*Field, fromSealed, toSealed bool) {
	for _, f := range to {
		if old := fieldNamed(from, f.Name); old != nil {
			c.field(old, f, fromSealed, toSealed)
		} else {
			c.add(c.broken(Difference{Path: f.Path, What: Added, To: f.describe()}, nil, f))
		}
	}
	for _, f := range from {
		if fieldNamed(to, f.Name) == nil {
			c.add(c.broken(Difference{Path: f.Path, What: Removed, From: f.describe()}, f, nil))
		}
	}
}

func fieldNamed(fields []*Field, name string) *Field {
	i := slices.IndexFunc(fields, func(f *Field) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return fields[i]
}

func (f *Field) describe() string {
	return requiredOrNot(f) + " " + f.typeInFull()
}

func requiredOrNot(f *Field) string {
	if f.Required {
		return "required"
	}
	return "optional"
}

func (f *Field) typeInFull() string {
	switch {
	case f.Type == List && f.Fields == nil:
		return "list of text"
	case f.Type == List:
		return "list of struct"
	}
	return f.typeWord()
}
