package mapping

// codeList translates an agency's values into canonical codes. It is made by the loader and read-only.
type codeList struct {
	name, file string
	dated      bool // a row has a first or a last day
	rows       []codeRow
	byValue    map[string]codes
}

// codes are the codes of one value: the one that is always valid, or those of certain days.
type codes struct {
	always string
	days   []codeRow
}

// codeRow is one row of a code list: the code of a value from the first day to the last, both inclusive.
type codeRow struct {
	code, value string
	from, to    Date // 0 where open
	line        int
	column      int // of the code
}

var codeListHeader = []string{"code", "value", "from", "to"}
