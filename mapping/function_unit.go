package mapping

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"cel.dev/cel-go/common/types"
)

var roundFunction = function{
	name: "round", help: "Rounds a number to so many digits after the point; a half goes away from zero.", refuses: "the number is not finite, or too large to round",
	examples: []Example{{`round(172.72, 1)`, "172.7"}, {`round(-2.5, 0)`, "-3"}, {`round(0.0 / 0.0, 1)`, "refused"}},
	shapes: []shape{{
		params: []param{{name: "number", typ: types.DoubleType}, countParam("digits")}, result: types.DoubleType, fallible: true,
		bind: func(l []string, _ *binding) (operation, error) {
			digits, err := literalCount(l[0], "digits", 0)
			if err == nil && digits > 9 {
				err = &argumentError{"round keeps 9 digits at most", "write a number of digits from 0 to 9"}
			}
			factor := math.Pow10(digits)
			return unary(func(v float64) (float64, bool) {
				out := math.Round(v*factor) / factor
				return out, !math.IsNaN(out) && !math.IsInf(out, 0)
			}), err
		},
	}},
}

var convertFunction = function{
	name: "convert", help: "A quantity in another unit: mm, cm, m, in, ft of length; g, kg, lb, oz of mass; px/mm, px/cm, px/in of resolution. The result is not rounded.",
	refuses: "the quantity is negative or not finite",
	examples: []Example{
		{`convert(68, "in", "cm")`, "172.72"},
		{`convert(197, "px/cm", "px/in")`, "500.38"},
		{`round(convert(180.0, "lb", "kg"), 2)`, "81.65"},
		{`convert(-1, "in", "cm")`, "refused"},
	},
	shapes: quantityShapes(func(number param) []param { return []param{number, literalParam("from"), literalParam("to")} }, types.DoubleType, bindConvert),
}

var resolutionClassFunction = function{
	name: "resolutionClass", help: "The resolution class of a fingerprint image in pixels an inch: 500 or 1000, within one in a hundred (197 px/cm is 500). The unit is px/in, px/cm or px/mm.",
	refuses: "the resolution is of neither class",
	examples: []Example{
		{`resolutionClass(197, "px/cm")`, "500"},
		{`resolutionClass(39.37, "px/mm")`, "1000"},
		{`resolutionClass(300, "px/in")`, "refused"},
	},
	shapes: quantityShapes(func(number param) []param { return []param{number, literalParam("unit")} }, types.IntType, bindResolutionClass),
}

// measure is a unit of measurement by its size in the first unit of its kind.
type measure struct {
	name, kind string
	size       float64
}

// units, exact by definition: the inch of 25.4 mm, the pound of 453.59237 g (international yard and pound, 1959).
var units = []measure{
	{"mm", "length", 1}, {"cm", "length", 10}, {"m", "length", 1000}, {"in", "length", 25.4}, {"ft", "length", 304.8},
	{"g", "mass", 1}, {"kg", "mass", 1000}, {"oz", "mass", 453.59237 / 16}, {"lb", "mass", 453.59237},
	{"px/in", "resolution", 1 / 25.4}, {"px/cm", "resolution", 0.1}, {"px/mm", "resolution", 1},
}

func unitNamed(name string) (measure, error) {
	i := slices.IndexFunc(units, func(u measure) bool { return u.name == name })
	if i >= 0 {
		return units[i], nil
	}
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.name
	}
	return measure{}, &argumentError{fmt.Sprintf("there is no unit %q", name), "write one of " + strings.Join(names, ", ")}
}

// factor is what a number in one unit is multiplied by to be one in the other.
func factor(from, to string) (float64, error) {
	a, err := unitNamed(from)
	if err != nil {
		return 0, err
	}
	b, err := unitNamed(to)
	if err == nil && a.kind != b.kind {
		err = &argumentError{fmt.Sprintf("%s is a unit of %s, %s one of %s", from, a.kind, to, b.kind), "name two units of the same kind"}
	}
	return a.size / b.size, err
}

func bindConvert(l []string) (func(float64) (float64, bool), error) {
	by, err := factor(l[0], l[1])
	return func(v float64) (float64, bool) { return quantity(v, by) }, err
}

// quantity multiplies; digits beyond what a measurement can have are rounding noise and go.
func quantity(v, by float64) (float64, bool) {
	out := math.Round(v*by*1e9) / 1e9
	return out, v >= 0 && !math.IsNaN(out) && !math.IsInf(out, 0)
}

func bindResolutionClass(l []string) (func(float64) (int64, bool), error) {
	by, err := factor(l[0], "px/in")
	return func(v float64) (int64, bool) {
		for _, class := range []int64{500, 1000} {
			if math.Abs(v*by-float64(class)) <= float64(class)/100 {
				return class, true
			}
		}
		return 0, false
	}, err
}

// quantityShapes are the shapes of a function that takes a number with a point, or a whole one.
func quantityShapes[B any](params func(number param) []param, result *types.Type, of func([]string) (func(float64) (B, bool), error)) []shape {
	return []shape{
		{params: params(param{name: "number", typ: types.DoubleType}), result: result, fallible: true, bind: func(l []string, _ *binding) (operation, error) {
			f, err := of(l)
			return unary(f), err
		}},
		{params: params(param{name: "number", typ: types.IntType}), result: result, fallible: true, bind: func(l []string, _ *binding) (operation, error) {
			f, err := of(l)
			return unary(func(v int64) (B, bool) { return f(float64(v)) }), err
		}},
	}
}
