package itl

// Minutiae is the head of a Type-9 record: what it is of and which blocks of
// features it holds. The features themselves are carried, never converted: each
// block has its own unit and origin.
type Minutiae struct {
	IDC        int // of the image that they were taken from
	Impression int // 9.003, -1 when absent
	Standard   bool
	Blocks     []Block
}

// Block is one block of features (clause 8.9, 9.004 FMT).
type Block struct {
	Name        string // "standard", "IAFIS", "M1", "other", "EFS"
	First, Last int    // its field numbers
	Count       int    // minutiae that the block says it has, -1 where it does not say
	Listed      int    // minutiae that it lists

	countField int
}

// featureBlock is one block of the standard: its fields, and which of them
// holds the number of minutiae (0 = none) and which the list.
type featureBlock struct {
	name        string
	first, last int
	count, list int
}

var featureBlocks = []featureBlock{
	{name: "standard", first: 5, last: 12, count: 10, list: 12},
	{name: "IAFIS", first: 13, last: 30},
	{name: "other", first: 31, last: 125},
	{name: "M1", first: 126, last: 150, count: 136, list: 137},
	{name: "other", first: 151, last: 299},
	{name: "EFS", first: 300, last: 399, list: 331},
}

// Minutiae reads a Type-9 record; false for any other.
func (r *Record) Minutiae() (Minutiae, bool) {
	if r.Type != 9 {
		return Minutiae{}, false
	}
	m := Minutiae{IDC: r.IDC, Impression: -1, Standard: r.Text(4) == "S"}
	if impression, ok := r.Int(3); ok {
		m.Impression = impression
	}
	for _, b := range featureBlocks {
		if r.hasAny(b.first, b.last) {
			m.Blocks = append(m.Blocks, r.block(b))
		}
	}
	return m, true
}

func (r *Record) block(b featureBlock) Block {
	out := Block{Name: b.name, First: b.first, Last: b.last, Count: -1, countField: b.count}
	if count, ok := r.Int(b.count); ok && b.count > 0 {
		out.Count = count
	}
	if list, ok := r.Field(b.list); ok {
		out.Listed = list.subfieldCount()
	}
	return out
}

// hasAny says whether the record has a field of its own between two numbers.
func (r *Record) hasAny(first, last int) bool {
	for _, f := range r.Fields {
		if f.Type == r.Type && f.Number >= first && f.Number <= last {
			return true
		}
	}
	return false
}

// checkMinutiae holds the blocks against 9.004 and each count against its list.
func checkMinutiae(c *checker, r *Record) {
	m, ok := r.Minutiae()
	if !ok {
		return
	}
	standard, others := false, false
	for _, b := range m.Blocks {
		standard = standard || b.Name == "standard"
		others = others || b.Name != "standard"
		if b.Count >= 0 && b.Count != b.Listed {
			c.field(r, b.countField, GradeConsistency, RuleCount, "%d minutiae are stated, %d are listed", b.Count, b.Listed)
		}
	}
	switch {
	case m.Standard && !standard:
		c.field(r, 4, GradeTable, RuleDependency, "FMT is S, the record has no standard block")
	case !m.Standard && !others && r.Text(4) == "U":
		c.field(r, 4, GradeTable, RuleDependency, "FMT is U, the record has no block but the standard one")
	}
}
