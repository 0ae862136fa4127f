package itl

// checkTable holds a record's fields against the standard's table.
func checkTable(c *checker, r *Record) {
	rows := standardTable()[r.Type]
	seen := map[int]bool{}
	for _, f := range r.Fields {
		if f.Type != r.Type {
			continue
		}
		if seen[f.Number] {
			c.at(r, f, GradeTable, RuleOccurrence, "the field stands more than once")
		}
		seen[f.Number] = true
		if row, ok := findRow(rows, f.Number); ok {
			checkField(c, r, f, row)
		}
	}
	for _, row := range rows {
		if row.Mandatory && !seen[row.Number] {
			c.field(r, row.Number, mandatoryGrade(r), RuleMandatory, "%s is missing", row.Mnemonic)
		}
	}
}

// mandatoryGrade is harder in Type-1: without it nobody knows whose
// transaction this is.
func mandatoryGrade(r *Record) Grade {
	if r.Type == 1 {
		return GradeConsistency
	}
	return GradeTable
}

func findRow(rows []tableField, number int) (tableField, bool) {
	for _, row := range rows {
		if row.Number == number {
			return row, true
		}
	}
	return tableField{}, false
}

func checkField(c *checker, r *Record, f Field, row tableField) {
	subfields := 0
	for s := range f.Subfields() {
		if len(row.Items) > 0 {
			checkSubfield(c, r, f, s, row)
		}
		subfields++
	}
	if row.MaxOccurs > 0 && subfields > row.MaxOccurs {
		c.at(r, f, GradeTable, RuleOccurrence, "%s has %d subfields, %d are allowed", row.Mnemonic, subfields, row.MaxOccurs)
	}
}

func checkSubfield(c *checker, r *Record, f Field, s Subfield, row tableField) {
	n := 0
	for item := range s.Items() {
		if n < len(row.Items) {
			checkItem(c, r, f, item, row.Items[n])
		}
		n++
	}
	if n > len(row.Items) {
		c.at(r, f, GradeTable, RuleOccurrence, "%s has %d information items, %d are allowed", row.Mnemonic, n, len(row.Items))
	}
	for _, missing := range row.Items[min(n, len(row.Items)):] {
		checkItem(c, r, f, nil, missing)
	}
}

func checkItem(c *checker, r *Record, f Field, item []byte, rule tableItem) {
	length := c.t.charset.characters(item)
	switch {
	case length == 0:
		if rule.Mandatory {
			c.at(r, f, mandatoryGrade(r), RuleMandatory, "%s is empty", rule.Mnemonic)
		}
	case !isOfKind(item, rule.Kind):
		c.at(r, f, GradeTable, RuleType, "%s is not of data type %s", rule.Mnemonic, rule.Kind)
	case length < rule.Min:
		c.at(r, f, GradeTable, RuleLength, "%s has %d characters, fewer than %d", rule.Mnemonic, length, rule.Min)
	case rule.Max > 0 && length > rule.Max:
		c.at(r, f, GradeTable, RuleLength, "%s has %d characters, more than %d", rule.Mnemonic, length, rule.Max)
	case !rule.Values.allows(item):
		c.at(r, f, GradeTable, RuleValue, "%s is not one of the values that the standard lists", rule.Mnemonic)
	}
}
