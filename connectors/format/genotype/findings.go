package genotype

import "errors"

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
