package mapping

import (
	"fmt"
	"strings"
)

// TestsFailed is the error of a mapping whose own tests do not pass; it holds the failed ones.
type TestsFailed []TestResult

func (f TestsFailed) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d tests of the mapping fail", len(f))
	for _, r := range f {
		fmt.Fprintf(&b, "\n  line %d, %s", r.Line, r.Name)
		for _, c := range r.Cells {
			fmt.Fprintf(&b, "\n    %s: want %s, got %s", c.Path, c.Want, c.Got)
		}
	}
	return b.String()
}

// Passed returns TestsFailed unless every test passed.
func Passed(results []TestResult) error {
	var failed TestsFailed
	for _, r := range results {
		if !r.Passed {
			failed = append(failed, r)
		}
	}
	if len(failed) == 0 {
		return nil
	}
	return failed
}
