package itl

// checkReferences follows nnn.997 SOR to the Type-20 record and nnn.995 ASC to
// the Type-21 record that they name by number.
func checkReferences(c *checker) {
	sources, attachments := c.t.numbersOf(20), c.t.numbersOf(21)
	for i := range c.t.Records {
		r := &c.t.Records[i]
		checkReference(c, r, 997, sources, 20)
		checkReference(c, r, 995, attachments, 21)
	}
}

// numbersOf is the set of 20.021 SRN or 21.021 ACN.
func (t *Transaction) numbersOf(typ int) map[int]bool {
	numbers := map[int]bool{}
	for i := range t.Records {
		if r := &t.Records[i]; r.Type == typ {
			if number, ok := r.Int(21); ok {
				numbers[number] = true
			}
		}
	}
	return numbers
}

func checkReference(c *checker, r *Record, field int, known map[int]bool, typ int) {
	f, _ := r.Field(field)
	for s := range f.firstSubfields() {
		if n, ok := number(s.Item(0)); ok && !known[n] {
			c.at(r, f, GradeTable, RuleReference, "there is no Type-%d record of number %d", typ, n)
		}
	}
}
