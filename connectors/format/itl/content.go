package itl

// contentEntry is one subfield of 1.003: a record to come, or, in the first
// one, Type-1 and the number of the others.
type contentEntry struct {
	Type, IDC int
}

// readContent reads 1.003 CNT: "1 US n", then n times "type US IDC" (clause
// 8.1.3). It is what tells binary records from tagged ones, hence its faults
// are structural.
func readContent(type1 *Record) ([]contentEntry, *Finding) {
	cnt, ok := type1.Field(3)
	if !ok {
		return nil, contentFault(RuleContent, type1.Offset, "the transaction content is missing")
	}
	var entries []contentEntry
	for subfield := range cnt.Subfields() {
		entry, ok := readEntry(subfield)
		if !ok || (entry.Type == 1) != (len(entries) == 0) || entry.Type == 0 || entry.Type > 99 {
			return nil, contentFault(RuleContent, cnt.Offset, "subfield %d is not a record type and a number", len(entries)+1)
		}
		entries = append(entries, entry)
	}
	if count := entries[0].IDC; count != len(entries)-1 {
		return nil, contentFault(RuleContentCount, cnt.Offset, "the count is %d, %d records are listed", count, len(entries)-1)
	}
	return entries[1:], nil
}

// readEntry reads a subfield of exactly two numbers.
func readEntry(s Subfield) (contentEntry, bool) {
	typ, okType := number(s.Item(0))
	second, okSecond := number(s.Item(1))
	return contentEntry{Type: typ, IDC: second}, okType && okSecond && s.Item(2) == nil
}

func contentFault(rule string, offset int, format string, args ...any) *Finding {
	f := fault(rule, offset, format, args...)
	f.Field = fieldName(1, 3)
	return f
}
