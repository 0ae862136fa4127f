package mapping

import (
	"slices"
	"testing"
)

// TestInfluences: how a source field takes part in a canonical one, with what lies between them; through lets,
// fragments, lists and conditions.
func TestInfluences(t *testing.T) {
	p := compile(t, inmateMapping)
	find := func(target, source string) Influence {
		t.Helper()
		for _, i := range p.Influences() {
			if i.Target == target && i.Source == source {
				return i
			}
		}
		t.Fatalf("%s takes no part in %s: %+v", source, target, p.Influences())
		return Influence{}
	}
	birth := find("person.birth_date", "dob")
	if birth.How != ByValue || !slices.Equal(birth.Formats, []string{"DD.MM.YYYY"}) || !slices.Contains(birth.Functions, "date") {
		t.Errorf("%+v", birth)
	}
	sex := find("person.sex", "pol")
	if sex.How != ByValue || len(sex.Rows) == 0 || sex.Rows[0].Value == "" {
		t.Errorf("%+v", sex)
	}
	if since := find("person.citizenship", "custody_start"); since.How != ByPresence {
		t.Errorf("the day of a look-up takes part as %+v", since)
	}
	if surname := find("person.surname", "fio"); surname.Item != 0 || surname.How != ByValue {
		t.Errorf("%+v", surname)
	}
}

// TestInfluenceOfAChoice: what is compared only chooses, what is asked for its presence does less.
func TestInfluenceOfAChoice(t *testing.T) {
	for expression, want := range map[string]int{
		`src.id == "x" ? "a" : "b"`:                                   ByChoice,
		`src.pol.hasValue() ? "a" : "b"`:                              ByPresence,
		`src.pol.orValue("") == "x" ? "a" : "b"`:                      ByChoice,
		`src.pol.hasValue() ? src.pol.orReject("pol") : "b"`:          ByValue,
		`src.pol.hasValue() && src.pol.orValue("") != "" ? "a" : "b"`: ByChoice,
	} {
		p := compile(t, small(expression))
		at := slices.IndexFunc(p.Influences(), func(i Influence) bool { return i.Source == "pol" || i.Source == "id" })
		if at < 0 || p.Influences()[at].How != want {
			t.Errorf("%s: %+v, want %d", expression, p.Influences(), want)
		}
	}
}
