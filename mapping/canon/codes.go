package canon

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed codes/*.csv
var codeFiles embed.FS

// Code is one value of a code list, with the days between which it is in use.
type Code struct {
	Code   string
	Labels map[Lang]string
	From   string // first day, ISO 8601; "" for always
	To     string // last day, ISO 8601; "" for ever
	Source string
}

// CodeList is a list of codes, in the order in which it is shown.
type CodeList struct {
	Name  string
	Codes []Code

	byCode map[string][]int // a code may come again with other dates
}

var codeLists = sync.OnceValue(func() map[string]*CodeList {
	files, err := fs.Glob(codeFiles, "codes/*.csv")
	if err != nil {
		panic(err)
	}
	out := map[string]*CodeList{}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "codes/"), ".csv")
		list, err := openCodes(name, file)
		if err != nil {
			panic(fmt.Sprintf("canon: %s: %v", file, err))
		}
		out[name] = list
	}
	return out
})

// Codes finds a code list by its name.
func Codes(name string) (*CodeList, bool) {
	list, ok := codeLists()[name]
	return list, ok
}

// CodeListNames are the names of all code lists, sorted.
func CodeListNames() []string {
	var names []string
	for name := range codeLists() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Has says whether a code is in use on the day of at (in at's own location); the zero time asks whether it ever is.
func (l *CodeList) Has(code string, at time.Time) bool {
	_, ok := l.find(code, at)
	return ok
}

// Label is a code's label in a language on the day of at, "" if the list has no such code then.
func (l *CodeList) Label(code string, lang Lang, at time.Time) string {
	c, ok := l.find(code, at)
	if !ok {
		return ""
	}
	return c.Labels[lang]
}

// Distinct are the list's codes of all times, each once, in the list's order.
func (l *CodeList) Distinct() []string {
	var out []string
	for _, c := range l.Codes {
		if !slices.Contains(out, c.Code) {
			out = append(out, c.Code)
		}
	}
	return out
}

func (l *CodeList) find(code string, at time.Time) (Code, bool) {
	for _, i := range l.byCode[code] {
		if at.IsZero() || l.Codes[i].validOn(at.Format(time.DateOnly)) {
			return l.Codes[i], true
		}
	}
	return Code{}, false
}

func (c Code) validOn(day string) bool {
	return (c.From == "" || c.From <= day) && (c.To == "" || day <= c.To)
}

func openCodes(name, file string) (*CodeList, error) {
	f, err := codeFiles.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readCodes(name, f)
}

func readCodes(name string, from io.Reader) (*CodeList, error) {
	rows, err := csv.NewReader(from).ReadAll()
	if err != nil {
		return nil, err
	}
	header := []string{"code", "kk", "ru", "en", "from", "to", "source"}
	if len(rows) < 2 || !slices.Equal(rows[0], header) {
		return nil, fmt.Errorf("the header must be %s, with codes below it", strings.Join(header, ","))
	}
	list := &CodeList{Name: name, byCode: map[string][]int{}}
	for _, r := range rows[1:] {
		list.byCode[r[0]] = append(list.byCode[r[0]], len(list.Codes))
		list.Codes = append(list.Codes, Code{
			Code: r[0], Labels: map[Lang]string{"kk": r[1], "ru": r[2], "en": r[3]}, From: r[4], To: r[5], Source: r[6],
		})
	}
	return list, nil
}
