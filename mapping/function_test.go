package mapping

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"go.yaml.in/yaml/v4"
)

const exampleLists = `mapping: a.b
version: 1
to: person
lookups: {sex: sex.csv, country: country.csv}
const: {subject.scheme: none, person.surname: A, person.birth_date: "1885-01-01", person.sex: M, person.citizenship: KAZ}
fields: {person.given_name: 'lookup("sex", src.pol)', person.patronymic: 'lookup("country", src.pol, date(src.dob, "DD.MM.YYYY"))'}
`

// TestExamples runs the examples of every function, by the interpreter and, where it has one, by its kernel.
func TestExamples(t *testing.T) {
	c := newCompiler(files(exampleLists, "country.csv", "code,value,from,to\nSUN,СССР,1922-12-30,1991-12-25\n"), inmateSchema(), kind(t, "person"), []byte(exampleLists))
	c.file([]byte(exampleLists))
	if c.problems != nil {
		t.Fatal(c.problems)
	}
	for _, f := range Functions() {
		if len(f.Examples) < 2 || f.Help == "" || f.Family == "" || len(f.Signatures) == 0 {
			t.Errorf("%s has no two examples, help, family or signature", f.Name)
		}
		for _, example := range f.Examples {
			t.Run(example.Expr, func(t *testing.T) { c.example(t, example) })
		}
	}
}

func (c *compiler) example(t *testing.T, example Example) {
	t.Helper()
	e := c.expression(&yaml.Node{Kind: yaml.ScalarNode, Value: example.Expr, Line: 1, Column: 1}, c.root)
	if e == nil {
		t.Fatal(c.problems)
	}
	p := c.program
	v := e.eval(&activation{program: p, lets: make([]ref.Val, len(p.lets))})
	if got := exampleText(p, v); got != example.Want {
		t.Errorf("the interpreter gives %q, not %q", got, example.Want)
	}
	n, why := p.planner(sourceRoot, p.types.root).node(e, e.ast.Expr())
	if why != "" {
		return
	}
	column := n.run(&frame{rows: 1, work: newWorkspace(p.slots), done: make([]column, p.slots)})
	cells := newCells(e.typ, 1)
	cells.set(0, v)
	if got, want := cellText(column, 0), cellText(cells, 0); got != want {
		t.Errorf("the kernel gives %s, the interpreter %s", got, want)
	}
}

func exampleText(p *Program, v ref.Val) string {
	if s, ok := isFault(v); ok && s.refused() {
		return "refused"
	} else if ok {
		return "rejected " + p.sites[s.site()].code
	}
	if o, ok := v.(*types.Optional); ok {
		if !o.HasValue() {
			return "nothing"
		}
		v = o.GetValue()
	}
	if ts, ok := v.(types.Timestamp); ok {
		return ts.UTC().Format(time.RFC3339Nano)
	}
	if list, ok := v.Value().([]string); ok {
		return fmt.Sprint(list)
	}
	return fmt.Sprint(v.Value())
}

// cellText is one row of a column: its state and, if present, its value.
func cellText(c column, i int) string {
	s := c.states()[i]
	switch v := c.(type) {
	case *vector[string]:
		return stateText(s, v.values[i])
	case *vector[matchKey]:
		return stateText(s, v.values[i])
	case *vector[Date]:
		return stateText(s, v.values[i])
	case *vector[int64]:
		return stateText(s, v.values[i])
	case *vector[bool]:
		return stateText(s, v.values[i])
	case *vector[float64]:
		return stateText(s, v.values[i])
	case *vector[time.Time]:
		return stateText(s, v.values[i].UTC())
	case *vector[[]string]:
		return stateText(s, strings.Join(v.values[i], "|"))
	}
	return fmt.Sprintf("%T", c)
}

func stateText(s state, v any) string {
	switch {
	case s == present:
		return fmt.Sprintf("%q", fmt.Sprint(v))
	case s == absent:
		return "nothing"
	}
	return fmt.Sprintf("fault %d", s)
}
