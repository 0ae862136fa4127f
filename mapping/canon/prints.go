package canon

import (
	"slices"
	"strconv"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// prints is what a row's pictures show, and which fingers have a reason not to be shown.
type prints struct {
	positions []int64
	excused   map[int64]bool
}

func (k *Kind) prints(batch arrow.RecordBatch, row int) prints {
	p := prints{excused: map[int64]bool{}}
	for i, f := range k.Fields {
		switch f.Name {
		case "images":
			eachItem(batch.Column(i), row, func(item *array.Struct, at int) {
				p.positions = append(p.positions, integerOf(item, f, "position", at))
			})
		case "fingers":
			eachItem(batch.Column(i), row, func(item *array.Struct, at int) {
				if textOf(item, f, "status", at) != "captured" {
					p.excused[integerOf(item, f, "position", at)] = true
				}
			})
		}
	}
	return p
}

func eachItem(a arrow.Array, row int, do func(item *array.Struct, at int)) {
	if a.IsNull(row) {
		return
	}
	list := a.(*array.List)
	from, to := list.ValueOffsets(row)
	for i := from; i < to; i++ {
		do(list.ListValues().(*array.Struct), int(i))
	}
}

func integerOf(item *array.Struct, f *Field, name string, at int) int64 {
	return item.Field(childIndex(f, name)).(*array.Int64).Value(at)
}

func textOf(item *array.Struct, f *Field, name string, at int) string {
	return item.Field(childIndex(f, name)).(*array.String).Value(at)
}

func childIndex(f *Field, name string) int {
	return slices.IndexFunc(f.Fields, func(c *Field) bool { return c.Name == name })
}

const rightPalm, leftPalm = 21, 23

// check compares what the pictures show with the rule.
func (r ImageRule) check(p prints) (missing, outside []string) {
	if len(p.positions) < r.Least {
		missing = append(missing, "images")
	}
	shown := map[int64]bool{}
	for _, position := range p.positions {
		for _, part := range partsOf(position) {
			shown[part] = true
		}
		if isPalm(position) && r.Palms == PalmsOutside {
			outside = append(outside, imageAt(position))
		}
	}
	for finger := int64(1); finger <= 10 && r.Fingers; finger++ {
		if !shown[finger] && !p.excused[finger] {
			missing = append(missing, imageAt(finger))
		}
	}
	for _, palm := range []int64{rightPalm, leftPalm} {
		if r.Palms == PalmsRequired && !shown[palm] {
			missing = append(missing, imageAt(palm))
		}
	}
	return missing, outside
}

func imageAt(position int64) string {
	return "images[position=" + strconv.FormatInt(position, 10) + "]"
}

func isPalm(position int64) bool {
	return position >= 20 && position <= 38 || position >= 81 && position <= 86
}

// partsOf are the fingers and palms that a position shows (ANSI/NIST-ITL Table 8): a control print shows
// four fingers, a part of a palm counts as the palm.
func partsOf(position int64) []int64 {
	if parts, ok := combined[position]; ok {
		return parts
	}
	return []int64{position}
}

var combined = map[int64][]int64{
	11: {1}, 12: {6}, 13: {2, 3, 4, 5}, 14: {7, 8, 9, 10}, 15: {1, 6},
	40: {2, 3}, 41: {3, 4}, 42: {4, 5}, 43: {7, 8}, 44: {8, 9}, 45: {9, 10}, 46: {2, 7},
	47: {2, 3, 4}, 48: {3, 4, 5}, 49: {7, 8, 9}, 50: {8, 9, 10},
	25: {rightPalm}, 26: {rightPalm}, 29: {rightPalm}, 31: {rightPalm}, 32: {rightPalm}, 33: {rightPalm}, 83: {rightPalm},
	27: {leftPalm}, 28: {leftPalm}, 30: {leftPalm}, 34: {leftPalm}, 35: {leftPalm}, 36: {leftPalm}, 84: {leftPalm},
}
