package cms

// Result is the answer of one step.
type Result string

// The three answers.
const (
	Pass    Result = "pass"
	Fail    Result = "fail"
	Unknown Result = "unknown" // what the step needs is not here
)

// Verdict is a step's answer and its reason, a sentence without any personal value.
type Verdict struct {
	Result Result `json:"result"`
	Reason string `json:"reason"`
}

func pass(reason string) Verdict    { return Verdict{Pass, reason} }
func fail(reason string) Verdict    { return Verdict{Fail, reason} }
func unknown(reason string) Verdict { return Verdict{Unknown, reason} }

// Worst is the first failing verdict, else the first unknown one, else the last.
// Of none it is unknown.
func Worst(steps ...Verdict) Verdict {
	worst := unknown("nothing was checked")
	for i, v := range steps {
		if i == 0 || rank(v.Result) > rank(worst.Result) || worst.Result == Pass && v.Result == Pass {
			worst = v
		}
	}
	return worst
}

func rank(r Result) int {
	switch r {
	case Fail:
		return 2
	case Pass:
		return 0
	}
	return 1
}
