package canon

import (
	"slices"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// iinSubject stands in a Basis for a subject that is named by its IIN.
const iinSubject = "subject[scheme=iin]"

// CheckBasis compares one row with what the law makes of its basis: missing are required paths that the
// row lacks (a reject), outside are paths that it has and must not have (over-collection). Pictures
// are named by what they should or should not show: "images", "images[position=4]".
//
// Both are empty for a kind without a basis, and for a basis that has no rules – which the code list
// "basis" excludes. The batch is one of the kind's Arrow schema.
func (k *Kind) CheckBasis(batch arrow.RecordBatch, row int) (missing, outside []string) {
	at := k.basisField()
	if at < 0 {
		return nil, nil
	}
	basis, ok := BasisOf(k.Name, textAt(batch, []int{at}, row))
	if !ok {
		return nil, nil
	}
	present := k.present(batch, row)
	for _, path := range basis.Required {
		if !present[path] {
			missing = append(missing, path)
		}
	}
	for _, c := range k.plan {
		outside = append(outside, c.outside(basis, present)...)
	}
	if k.subjectIsIIN(batch, row) && !basis.permits[iinSubject] {
		outside = append(outside, iinSubject)
	}
	less, more := basis.Images.check(k.prints(batch, row))
	return append(missing, less...), append(outside, more...)
}

// ByBasis says whether the law's matrix decides which fields a record of the kind has: see CheckBasis.
func (k *Kind) ByBasis() bool { return k.basisField() >= 0 }

// basisField is the place of the field that names the basis, -1 if there is none.
func (k *Kind) basisField() int {
	return slices.IndexFunc(k.Fields, func(f *Field) bool { return f.Codes == "basis" })
}

// present are the paths of the structs and leaves outside lists that the row has.
func (k *Kind) present(batch arrow.RecordBatch, row int) map[string]bool {
	out := map[string]bool{}
	for i, c := range k.plan {
		c.note(out, batch.Column(i), row)
	}
	return out
}

// note adds the paths at and below a column, and says whether there were any. An empty text is none.
func (c *column) note(out map[string]bool, a arrow.Array, row int) bool {
	if a.IsNull(row) {
		return false
	}
	held := true
	switch a := a.(type) {
	case *array.Struct:
		held = false
		for i, child := range c.children {
			held = child.note(out, a.Field(i), row) || held
		}
	case *array.String:
		held = a.Value(row) != ""
	case *array.List:
		from, to := a.ValueOffsets(row)
		held = to > from
	}
	if held {
		out[c.field.Path] = true
	}
	return held
}

// outside are the topmost paths at and below a column that the basis does not permit.
func (c *column) outside(b *Basis, present map[string]bool) []string {
	path := c.field.Path
	if !present[path] || b.permits[path] {
		return nil
	}
	if c.field.Type != Struct {
		return []string{path}
	}
	var out []string
	for _, child := range c.children {
		out = append(out, child.outside(b, present)...)
	}
	return out
}

func (k *Kind) subjectIsIIN(batch arrow.RecordBatch, row int) bool {
	for _, key := range k.Keys(batch, row) {
		if key.Name == "iin" {
			return true
		}
	}
	return false
}
