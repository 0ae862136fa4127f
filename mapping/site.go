package mapping

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/apache/arrow-go/v18/arrow/array"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Rule is the place in the mapping file that rejected a record.
type Rule struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// Error is one reason why a record was rejected. It names the rule, the agency's own field and the class
// of the value, never the value.
type Error struct {
	Code  string `json:"code"`
	Rule  Rule   `json:"rule"`
	Field string `json:"field"`       // in the source: "dob", "images[3].position"; "" if no field is to blame
	Class string `json:"value_class"` // "absent", "empty", "like 99.99.9999", "text of 12 characters", …
}

// Reject is a record that was not mapped, with every failing field in file order.
type Reject struct {
	Row    int     `json:"row"` // in the input batch
	Errors []Error `json:"errors"`
}

// site is a place of a mapping that can reject a record.
type site struct {
	code  string
	rule  Rule
	reach reach
	fault *types.Err // what the interpreter carries: a refusal, or a final rejection
	final *types.Err
}

// faultError is the Go error inside a fault that the interpreter carries.
type faultError struct{ state state }

func (f *faultError) Error() string { return "the record is rejected" }

// carry makes a CEL error of a state. Its node id is set, so that CEL never writes to it: it is shared.
func carry(s state) *types.Err {
	return types.NewErrWithNodeID(1, "%w", &faultError{s}).(*types.Err)
}

// reach is the way from a variable to the source field that an expression reads first.
type reach struct {
	root  string // "src" or a loop's variable; "" if the expression reads nothing
	steps []step
}

type step struct {
	member *member
	index  int // of the list's item, -1 for the whole
}

// path is the field's name from the root: "fio", "images[].position".
func (r reach) path() string {
	out := ""
	for _, s := range r.steps {
		out = join(out, s.member.name)
	}
	return out
}

// report makes the error of a site for the row that its root names.
func (s *site) report(root *row) Error {
	e := Error{Code: s.code, Rule: s.rule}
	if root == nil || len(s.reach.steps) == 0 {
		return e
	}
	e.Field = join(root.where(), s.reach.path())
	e.Class = s.reach.class(root)
	return e
}

// class follows the reach to its value and says what kind of value it is.
func (r reach) class(at *row) string {
	for i, s := range r.steps {
		a := at.table.columns[s.member.index]
		if at.null(s.member) {
			return "absent"
		}
		if i == len(r.steps)-1 {
			return s.class(a, at.i)
		}
		next, ok := at.value(s.member, a).(*row)
		if !ok {
			return "list"
		}
		at = next
	}
	return ""
}

func (s step) class(a any, i int) string {
	switch a := a.(type) {
	case *array.List:
		from, to := a.ValueOffsets(i)
		if s.index < 0 {
			return fmt.Sprintf("list of %d", to-from)
		}
		if int64(s.index) >= to-from {
			return "absent"
		}
		return s.item().class(a.ListValues(), int(from)+s.index)
	case *array.String:
		return textClass(a.Value(i))
	case *array.Boolean:
		return "true or false"
	case *array.Struct:
		return "record"
	}
	return "number"
}

func (s step) item() step { return step{s.member, -1} }

// textClass describes a text without giving it away. A text of digits and signs, such as a date or a
// number, is shown as its shape, with 9 for every digit.
func textClass(s string) string {
	n, digits, letters, shaped := 0, false, true, true
	shape := make([]rune, 0, len(s))
	for _, r := range s {
		n++
		letters = letters && unicode.IsLetter(r)
		switch {
		case r >= '0' && r <= '9':
			shape, digits = append(shape, '9'), true
		case strings.ContainsRune(" .,:;/-+TZ", r):
			shape = append(shape, r)
		default:
			shaped = false
		}
	}
	switch {
	case n == 0:
		return "empty"
	case strings.TrimSpace(s) == "":
		return "blank"
	case letters:
		return fmt.Sprintf("%d letters", n)
	case shaped && digits && n <= maxShape:
		return "like " + string(shape)
	}
	return fmt.Sprintf("text of %d characters", n)
}

// maxShape is the length up to which a class shows a text's shape.
const maxShape = 32

// isFault takes the state out of a CEL error that a site has made.
func isFault(v ref.Val) (state, bool) {
	err, ok := v.(*types.Err)
	if !ok {
		return 0, false
	}
	return faultState(err)
}
