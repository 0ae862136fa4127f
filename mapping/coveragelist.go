package mapping

import (
	"cel.dev/cel-go/common/types/ref"
)

// listUse counts which rows of a code list were needed.
type listUse struct {
	list    *codeList
	rows    map[[2]string][]int // by value and code
	reached []int
}

func newListUse(l *codeList) *listUse {
	u := &listUse{list: l, rows: map[[2]string][]int{}, reached: make([]int, len(l.rows))}
	for i, r := range l.rows {
		key := [2]string{r.value, r.code}
		u.rows[key] = append(u.rows[key], i)
	}
	return u
}

// count finds the row that a look-up needed: from value to code or back, on the day if one was given.
func (u *listUse) count(args []ref.Val, out ref.Val) {
	in, _ := args[0].Value().(string)
	found, _ := out.Value().(string)
	day, dated := dayOf(args)
	for _, key := range [][2]string{{in, found}, {found, in}} {
		for _, i := range u.rows[key] {
			if r := u.list.rows[i]; !dated || r.from <= day && (r.to == 0 || day <= r.to) {
				u.reached[i]++
				return
			}
		}
	}
}

// dayOf is the day among the arguments of a look-up.
func dayOf(args []ref.Val) (Date, bool) {
	for _, a := range args[1:] {
		if d, ok := a.(Date); ok {
			return d, true
		}
	}
	return 0, false
}
