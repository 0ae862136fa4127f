package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	goccy "github.com/goccy/go-json"

	"bilgate/fixtures/workload"
	"bilgate/mapping/canon/iin"
)

// exprLane evaluates a lane's assignments by expr-lang over structs that are decoded already.
type exprLane struct {
	programs []*vm.Program
	machine  vm.VM
	rows     []exprRow
}

// exprRow is what the expressions name: the record's fields, and the code lists.
type exprRow struct {
	handRecord
	Sexes     map[string]string
	Countries map[string]string
}

// exprFlat are the assignments of both lanes as expr-lang writes them; an absent field is an empty text.
var exprFlat = []string{
	`N`, `ID`, `iin(IIN)`, `upper(trim(Surname))`, `upper(trim(Given))`, `Patronymic == "" ? nil : upper(trim(Patronymic))`,
	`date(Born)`, `code(Sexes[lower(Sex)])`, `code(Countries[Citizenship])`,
	`(City == "" ? "-" : City) + ", " + (Street == "" ? "-" : Street)`, `date(CustodyStart)`,
}

// exprMixed are those of the mixed lane beside them.
var exprMixed = []string{
	`map(Documents, [upper(trim(#.Number)), date(#.Issued), trim(#.Issuer)])`,
	`map(Visits, [code(Countries[#.Country]), date(#.Entry), date(#.Exit), #.Purpose])`,
	`Template`, `map(Loci, [upper(#.Locus), #.First + "," + #.Second])`,
}

func newExprLane(l *mapLane) (*exprLane, error) {
	e := &exprLane{rows: make([]exprRow, len(l.bodies))}
	sexes, err := handCodes(l.lane, "sex.csv")
	if err != nil {
		return nil, err
	}
	countries, err := handCodes(l.lane, "country.csv")
	if err != nil {
		return nil, err
	}
	for i, body := range l.bodies {
		e.rows[i].Sexes, e.rows[i].Countries = sexes, countries
		if err := goccy.Unmarshal(body, &e.rows[i].handRecord); err != nil {
			return nil, err
		}
	}
	return e, e.compile(l.lane)
}

func (e *exprLane) compile(lane workload.Lane) error {
	sources := exprFlat
	if lane == workload.Mixed {
		sources = append(exprFlat[:len(exprFlat):len(exprFlat)], exprMixed...)
	}
	options := []expr.Option{expr.Env(&exprRow{}), exprText("iin", exprIIN), exprText("date", exprDate), exprText("code", exprCode)}
	for _, source := range sources {
		p, err := expr.Compile(source, options...)
		if err != nil {
			return fmt.Errorf("expr-lang: %s: %w", source, err)
		}
		e.programs = append(e.programs, p)
	}
	return nil
}

// run evaluates everything. An expression that refuses its record ends with an error, as it should.
func (e *exprLane) run() error {
	for batch := range slices.Chunk(e.rows, mapBatch) {
		for range passes {
			if err := e.evaluate(batch); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *exprLane) evaluate(rows []exprRow) error {
	for i := range rows {
		for _, p := range e.programs {
			if _, err := e.machine.Run(p, &rows[i]); err != nil && !errors.Is(err, errRefused) {
				return err
			}
		}
	}
	return nil
}

var errRefused = errors.New("refused")

// exprText declares a function of a text that gives a text.
func exprText(name string, f func(string) (string, error)) expr.Option {
	return expr.Function(name, func(args ...any) (any, error) { return f(args[0].(string)) }, new(func(string) string))
}

func exprIIN(s string) (string, error) {
	if _, err := iin.Parse(s); err != nil {
		return "", errRefused
	}
	return s, nil
}

// exprDate turns 07.03.1885 into 1885-03-07; "" is no day.
func exprDate(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	t, err := time.Parse("02.01.2006", s)
	if err != nil {
		return "", errRefused
	}
	return t.Format(time.DateOnly), nil
}

func exprCode(code string) (string, error) {
	if code == "" {
		return "", errRefused
	}
	return code, nil
}
