package lsp

// object is a JSON object.
type object = map[string]any

// position is a place on the wire: line and UTF-16 unit, from 0.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

func (p position) before(q position) bool {
	return p.Line < q.Line || p.Line == q.Line && p.Character < q.Character
}

// extent is a range on the wire; its end is not part of it.
type extent struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

// touches says whether two ranges have a place in common, their ends included.
func (e extent) touches(other extent) bool {
	return !e.End.before(other.Start) && !other.End.before(e.Start)
}

type identifier struct {
	URI     string `json:"uri"`
	Version int    `json:"version"`
}

// placed are the parameters of a request about a place.
type placed struct {
	TextDocument identifier `json:"textDocument"`
	Position     position   `json:"position"`
}

type textEdit struct {
	Range   extent `json:"range"`
	NewText string `json:"newText"`
}

type location struct {
	URI   string `json:"uri"`
	Range extent `json:"range"`
}

type markup struct {
	Kind  string `json:"kind"` // "markdown"
	Value string `json:"value"`
}

type diagnostic struct {
	Range    extent `json:"range"`
	Severity int    `json:"severity"`
	Code     string `json:"code"`
	Source   string `json:"source"`
	Message  string `json:"message"`
}

// The severities of diagnostics.
const (
	severityError       = 1
	severityWarning     = 2
	severityInformation = 3
)
