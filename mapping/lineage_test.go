package mapping

import (
	"reflect"
	"slices"
	"testing"

	"bilgate/mapping/canon"
)

const lineageMapping = `mapping: penitentiary.inmate
version: 1
to: person
lookups: {sex: sex.csv, citizenship: citizenship.csv}
let:
  since: date(src.custody_start, "DD.MM.YYYY")
  state: lookup("citizenship", trim(src.citizenship), since)
const:
  subject.scheme: iin
fields:
  subject.value:      iin(src.iin).orReject("iin_check")
  person.surname:     '"none"'
  person.given_name:  src.fio[?1]
  person.patronymic: |
    src.cards.exists(c, c.kind == "x") ? src.address.street : optional.none()
  person.birth_date:  date(src.dob, "DD.MM.YYYY").orReject("birth_date")
  person.sex:         lookup("sex", src.pol).orReject("sex_code")
  person.citizenship: state.orReject("citizenship_code")
  documents[]:
    - each: src.cards
      as: card
      when: card.kind != "none" && src.height.hasValue()
      fields:
        number: card.number.orReject("document_number")
    - when: src.pieces.hasValue()
      fields:
        number: src.pieces.orReject("document_number")
`

// TestLineage follows fields through lets, lists of records, structs, loops and blocks.
func TestLineage(t *testing.T) {
	lines := compile(t, lineageMapping).Lineage()
	find := func(target string, n int) Lineage {
		for _, l := range lines {
			if l.Target == target {
				if n == 0 {
					l.Printed = nil
					return l
				}
				n--
			}
		}
		t.Fatalf("%s has no line", target)
		return Lineage{}
	}
	rule := func(line, column int) Rule { return Rule{"inmate.yaml", line, column} }
	for n, want := range []Lineage{
		{Target: "subject.scheme", Sources: []string{}, Expr: "iin", Constant: true, Place: rule(9, 3), Sensitivity: canon.Personal},
		{Target: "subject.value", Sources: []string{"iin"}, Functions: []string{"iin"}, Expr: `iin(src.iin).orReject("iin_check")`, Place: rule(11, 3), Sensitivity: canon.Personal},
		{Target: "person.surname", Sources: []string{}, Expr: `"none"`, Place: rule(12, 3), Sensitivity: canon.Personal},
		{Target: "person.given_name", Sources: []string{"fio"}, Expr: "src.fio[?1]", Place: rule(13, 3), Sensitivity: canon.Personal},
		{Target: "person.patronymic", Sources: []string{"cards", "cards[].kind", "address.street"}, Expr: "src.cards.exists(c, c.kind == \"x\") ? src.address.street : optional.none()\n", Place: rule(14, 3), Sensitivity: canon.Personal},
		{Target: "person.citizenship", Sources: []string{"citizenship", "custody_start"}, Lets: []string{"since", "state"}, Functions: []string{"date", "lookup", "trim"}, Lists: []string{"citizenship"}, Expr: `state.orReject("citizenship_code")`, Place: rule(18, 3), Sensitivity: canon.Personal},
		{Target: "documents[].number", Sources: []string{"cards[].number"}, Conditions: []string{"cards", "cards[].kind", "height"}, Expr: `card.number.orReject("document_number")`, Place: rule(24, 9), Sensitivity: canon.Personal},
	} {
		if got := find(want.Target, 0); !reflect.DeepEqual(got, want) {
			t.Errorf("%d: got\n%+v\nwant\n%+v", n, got, want)
		}
	}
	if second := find("documents[].number", 1); !slices.Equal(second.Sources, []string{"pieces"}) || !slices.Equal(second.Conditions, []string{"pieces"}) {
		t.Errorf("the second block: %+v", second)
	}
}

// TestLineageCoversEveryReadField: what Lineage names and what the checker has seen read are the same fields.
func TestLineageCoversEveryReadField(t *testing.T) {
	p := compile(t, lineageMapping)
	named := map[string]bool{}
	for _, l := range p.Lineage() {
		for _, s := range append(slices.Clone(l.Sources), l.Conditions...) {
			named[s] = true
		}
	}
	for _, path := range p.types.root.leaves() {
		if read := !slices.Contains(p.unused, path); read != named[path] {
			t.Errorf("%s: read %t, in the lineage %t", path, read, named[path])
		}
	}
}

// TestPrintedLines are the labels of the kind, with the groups around a field; a stored object's name has none.
func TestPrintedLines(t *testing.T) {
	p := compileCard(t)
	for path, want := range map[string]string{"basis": "Basis of registration", "card.number": "Fingerprint card › Card number", "images[].position": "Prints of fingers and palms › Position", "images[].ref": ""} {
		if got := p.printedLine(path)["en"]; got != want {
			t.Errorf("%s is printed as %q, want %q", path, got, want)
		}
	}
}
