package genotype

import (
	"cmp"
	"errors"
	"slices"
)

// FindingOf is an error of [ReadTable] as a finding of grade F; ok is false for any other error.
func FindingOf(err error) (f Finding, ok bool) {
	var table *TableError
	if errors.As(err, &table) {
		return Finding{Grade: GradeStructure, Record: NoRecord, Locus: table.Name,
			Place: Place{Offset: int32(table.Offset), Line: int32(table.Line), Column: int32(table.Column)}, Rule: table.Rule, Message: table.Message}, true
	}
	var control *ControlError
	if errors.As(err, &control) {
		return Finding{Grade: GradeStructure, Record: NoRecord, Locus: control.Locus,
			Place: Place{Offset: int32(control.Offset), Line: int32(control.Line)}, Rule: control.Rule, Message: controlMessages[control.Rule]}, true
	}
	return Finding{}, false
}

// Findings are all that was found on the table's profiles and controls, in the order of the lines.
func (t *Table) Findings() []Finding {
	var all []Finding
	for _, p := range t.Profiles {
		all = append(all, p.Findings...)
	}
	for _, c := range t.Controls {
		all = append(all, c.Profile.Findings...)
	}
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	return all
}
