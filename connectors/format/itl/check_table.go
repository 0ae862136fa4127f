package itl

// checkTable holds a record's fields against the standard's table.
func checkTable(c *checker, r *Record) {
	table := standardTable()[r.Type]
	if table == nil {
		return
	}
	var seen [dataField + 1]bool
	for _, f := range r.Fields {
		if f.Type != r.Type || f.Number > dataField {
			continue
		}
		if seen[f.Number] {
			c.at(r, f, GradeTable, RuleOccurrence, "the field stands more than once")
		}
		seen[f.Number] = true
		checkRow(c, r, f, table.find(f.Number))
	}
	for i := range table.rows {
		if row := &table.rows[i]; row.Need == "M" && !seen[row.Number] && (row.Number != 2 || r.Type == 1) {
			c.field(r, row.Number, mandatoryGrade(r), RuleMandatory, "%s is missing", row.Mnemonic)
		}
	}
}

// checkRow holds a field against its row, nil when the table has none.
func checkRow(c *checker, r *Record, f Field, row *tableField) {
	switch {
	case f.Number == 1:
	case row == nil:
		if c.knowsEveryField() {
			c.at(r, f, GradeTable, RuleUnassigned, "the edition of 1.002 does not assign this field")
		}
	case row.Need == "X":
		c.at(r, f, GradeTable, RuleDeprecated, "%s is a field of an earlier edition", row.Mnemonic)
	case !row.Data:
		checkField(c, r, f, row)
	}
}

// knowsEveryField says whether the file is of the table's own edition: the ones
// before had fields that were withdrawn, the updates of 2013 and 2015 have
// fields that the table does not know.
func (c *checker) knowsEveryField() bool { return c.t.Records[0].Text(2) == "0500" }

// mandatoryGrade is harder in Type-1: without it nobody knows whose
// transaction this is.
func mandatoryGrade(r *Record) Grade {
	if r.Type == 1 {
		return GradeConsistency
	}
	return GradeTable
}

func checkField(c *checker, r *Record, f Field, row *tableField) {
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

func checkSubfield(c *checker, r *Record, f Field, s Subfield, row *tableField) {
	n := 0
	for item := range s.Items() {
		if rule := row.item(n); rule != nil {
			checkItem(c, r, f, item, rule)
		}
		n++
	}
	if n > len(row.Items) && row.Repeat == 0 && !c.isFull(GradeTable) {
		c.at(r, f, GradeTable, RuleOccurrence, "%s has %d information items, %d are allowed", row.Mnemonic, n, len(row.Items))
	}
	row.checkPoints(c, r, f, s, n)
	for n < len(row.Items) {
		checkItem(c, r, f, nil, &row.Items[n])
		n++
	}
}

// checkPoints holds NOP, the number of points of a polygon, against the pairs
// of coordinates behind it.
func (f *tableField) checkPoints(c *checker, r *Record, field Field, s Subfield, items int) {
	before := len(f.Items) - f.Repeat
	if f.Repeat != 2 || before < 1 || f.Items[before-1].Mnemonic != "NOP" {
		return
	}
	listed := max(0, items-before)
	if points, ok := number(s.Item(before - 1)); ok && listed != 2*points && !c.isFull(GradeConsistency) {
		c.at(r, field, GradeConsistency, RuleCount, "%s states %d points and has %d coordinates", f.Mnemonic, points, listed)
	}
}

// item is the rule of the n-th information item; behind the last one the
// repeating items come again and again.
func (f *tableField) item(n int) *tableItem {
	if n >= len(f.Items) {
		if f.Repeat == 0 {
			return nil
		}
		n = len(f.Items) - f.Repeat + (n-len(f.Items))%f.Repeat
	}
	return &f.Items[n]
}

func checkItem(c *checker, r *Record, f Field, item []byte, rule *tableItem) {
	length := c.t.charset.characters(item)
	switch {
	case length == 0:
		if rule.Mandatory && !c.isFull(mandatoryGrade(r)) {
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
