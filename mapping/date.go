package mapping

import (
	"errors"
	"reflect"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// Date is a day of the Gregorian calendar as year·10000 + month·100 + day. A partial date has day 0,
// or month and day 0.
type Date int32

var (
	dateType    = types.NewOpaqueType("date")
	partialType = types.NewOpaqueType("partial_date")

	dateTrait = types.NewObjectType("date", traits.ComparerType)
)

func newDate(year, month, day int) Date { return Date(year*10000 + month*100 + day) }

// parts are year, month and day; month and day are 0 where they are unknown.
func (d Date) parts() (year, month, day int) {
	return int(d) / 10000, int(d) / 100 % 100, int(d) % 100
}

// appendISO appends the date in ISO 8601: YYYY-MM-DD, or YYYY-MM or YYYY of a partial one.
func (d Date) appendISO(b []byte) []byte {
	year, month, day := d.parts()
	b = append(b, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10))
	if month != 0 {
		b = append(b, '-', byte('0'+month/10), byte('0'+month%10))
	}
	if day != 0 {
		b = append(b, '-', byte('0'+day/10), byte('0'+day%10))
	}
	return b
}

// String is the date in ISO 8601.
func (d Date) String() string { return string(d.appendISO(nil)) }

// exists says whether the calendar has the day: 29 February in leap years only.
func (d Date) exists() bool {
	year, month, day := d.parts()
	return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

// existsPartly says the same of a date whose day, or day and month, may be unknown.
func (d Date) existsPartly() bool {
	year, month, day := d.parts()
	switch {
	case day != 0:
		return d.exists()
	case month != 0:
		return year >= 1 && month <= 12
	}
	return year >= 1
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Compare implements traits.Comparer.
func (d Date) Compare(other ref.Val) ref.Val {
	o, ok := other.(Date)
	switch {
	case !ok:
		return types.MaybeNoSuchOverloadErr(other)
	case d < o:
		return types.IntNegOne
	case d > o:
		return types.IntOne
	}
	return types.IntZero
}

// ConvertToNative implements ref.Val.
func (d Date) ConvertToNative(t reflect.Type) (any, error) {
	if t.Kind() == reflect.String {
		return d.String(), nil
	}
	return nil, errors.New("a date converts to a string only")
}

// ConvertToType implements ref.Val.
func (d Date) ConvertToType(t ref.Type) ref.Val {
	if t.TypeName() == types.StringType.TypeName() {
		return types.String(d.String())
	}
	return types.NewErr("a date converts to a string only")
}

// Equal implements ref.Val.
func (d Date) Equal(other ref.Val) ref.Val { return types.Bool(d == other) }

// Type implements ref.Val.
func (d Date) Type() ref.Type { return dateTrait }

// Value implements ref.Val.
func (d Date) Value() any { return d }
