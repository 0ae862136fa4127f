package wsq

import "fmt"

// The rules an [Error] names.
const (
	RuleMarker       = "marker"       // no marker, or an unknown one, where a segment must begin
	RuleCut          = "cut"          // the input ends inside a segment or before EOI
	RuleLength       = "length"       // a segment's length contradicts its content
	RuleOrder        = "order"        // a segment comes too late, too early or twice
	RuleSize         = "size"         // an image too small to split or above the pixel cap
	RuleDensity      = "density"      // more pixels than so few bytes are trusted with
	RuleTransform    = "transform"    // DTT: filters that form no reconstructing pair
	RuleHuffman      = "huffman"      // DHT: counts that form no prefix code, or a table not defined
	RuleCode         = "code"         // the data holds a code its table does not
	RuleCoefficients = "coefficients" // more or fewer coefficients than the subbands hold
	RuleRestart      = "restart"      // restart marker without DRT or out of turn
)

// Error says which rule the input breaks and where.
type Error struct {
	Rule    string // one of the Rule constants
	Offset  int    // bytes from the start of the input
	Message string // what was found and what was expected
}

func (e *Error) Error() string {
	return fmt.Sprintf("wsq: offset %d: %s: %s", e.Offset, e.Rule, e.Message)
}

func fault(rule string, offset int, format string, args ...any) *Error {
	return &Error{Rule: rule, Offset: offset, Message: fmt.Sprintf(format, args...)}
}
