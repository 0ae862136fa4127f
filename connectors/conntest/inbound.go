package conntest

import (
	"slices"
	"strings"
	"testing"

	"bilgate/connectors"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// Inbound runs the suite over every feed of an agency.
func Inbound(t *testing.T, in connectors.Inbound) {
	if in.Name == "" || in.Help == "" || len(in.Feeds) == 0 {
		t.Errorf("an agency has a name, a help text and feeds")
	}
	for _, f := range in.Feeds {
		t.Run(f.Name, func(t *testing.T) {
			if !strings.HasPrefix(f.Name, in.Name+".") {
				t.Errorf("the feed's name does not begin with the agency's: %s.", in.Name)
			}
			feed(t, f)
		})
	}
}

func feed(t *testing.T, f connectors.Feed) {
	declared(t, f)
	program := compiled(t, f)
	if program == nil {
		t.FailNow()
	}
	s := &feedSuite{feed: f, program: program}
	for _, name := range Cases(t, f.Name) {
		t.Run(name, func(t *testing.T) { s.run(t, readCase(t, f.Name, name)) })
	}
	s.enough(t)
	t.Run("hostile", s.hostile)
}

// declared checks what a feed says of itself.
func declared(t *testing.T, f connectors.Feed) {
	for what, ok := range map[string]bool{
		"a help text":                      f.Help != "",
		"formats":                          len(f.Formats) > 0,
		"retractions as application/json":  slices.Contains(f.Formats, "application/json"),
		"an order":                         f.Order == connectors.ByRevision || f.Order == connectors.ByArrival,
		"a deadline":                       f.Deadline > 0,
		"a decoder version":                f.Decoder != "",
		"a source schema":                  f.Schema != nil && f.Schema.NumFields() > 0,
		"Split and Decode":                 f.Split != nil && f.Decode != nil,
		mappingFile + " in its root":       hasMappingFile(f),
		"settings with names and helps":    !slices.ContainsFunc(f.Settings, func(s connectors.Setting) bool { return s.Name == "" || s.Help == "" }),
		"revisions only where one is read": f.Order != connectors.ByRevision || !f.Several,
	} {
		if !ok {
			t.Errorf("the feed must have %s", what)
		}
	}
	if _, ok := canon.Lookup(f.Kind); !ok {
		t.Fatalf("there is no canonical kind %q", f.Kind)
	}
}

// compiled compiles the feed's mapping and runs its tests.
func compiled(t *testing.T, f connectors.Feed) *mapping.Program {
	kind, _ := canon.Lookup(f.Kind)
	program, problems := mapping.Compile(mapping.Source{FS: f.Mapping, File: mappingFile}, f.Schema, kind, f.Decoder)
	if len(problems) > 0 {
		t.Errorf("the mapping has problems:\n%v", problems)
	}
	if program == nil {
		return nil
	}
	results := program.Test()
	if len(results) == 0 {
		t.Errorf("the mapping has no tests")
	}
	for _, r := range results {
		if !r.Passed {
			t.Errorf("%s:%d: %s: %+v %+v", mappingFile, r.Line, r.Name, r.Cells, r.Errors)
		}
	}
	return program
}

// feedSuite runs the cases of one feed and counts what they show.
type feedSuite struct {
	feed    connectors.Feed
	program *mapping.Program

	good, retracted, wrong int // cases
}

// enough wants a case of everything that a feed must do.
func (s *feedSuite) enough(t *testing.T) {
	if s.good < 1 || s.retracted < 1 || s.wrong < 3 {
		t.Errorf("the cases under fixtures/%s show %d that pass, %d that retract and %d that are wrong: there must be 1, 1 and 3",
			s.feed.Name, s.good, s.retracted, s.wrong)
	}
}

func (s *feedSuite) run(t *testing.T, c pushCase) {
	if !slices.Contains(s.feed.Formats, c.format) {
		t.Fatalf("the feed does not take %q", c.format)
	}
	framed := s.framing(t, c)
	s.decoding(t, framed)
	s.cutting(t, c)
	s.outcome(t, c, framed)
}
