package itl

import (
	"math"
	"strconv"
)

// minimumResolution is the class of an image with ISR 0, pixels per inch.
const minimumResolution = 500

const millimetresPerInch = 25.4

// pixelsPerInch states a record's resolution, 0 where the file states none.
//
// Type-4: 500 when ISR is 0, else 1.011. Tagged: THPS in the units of SLC.
// Values within 1 % of 500 or 1,000 are that class – 197 pixels/cm and 19.69
// pixels/mm both mean 500 –, every other value is rounded to a whole number.
// What an image's own comment says ("PPI 255" in many WSQ files) does not count.
func (t *Transaction) pixelsPerInch(r *Record) int {
	if h, ok := r.ImageHeader(); ok {
		if !h.Native {
			return minimumResolution
		}
		return t.Records[0].perMillimetre(11)
	}
	scale, _ := r.Int(9)
	switch unit, _ := r.Int(8); unit {
	case 1:
		return resolutionClass(float64(scale))
	case 2:
		return resolutionClass(float64(scale) * 2.54)
	}
	return 0
}

// perMillimetre reads field n of Type-1, "19.69", as pixels per inch.
func (r *Record) perMillimetre(n int) int {
	f, _ := r.Field(n)
	if len(f.Value) > len("00.00") || !all(f.Value, func(c byte) bool { return isDigit(c) || c == '.' }) {
		return 0
	}
	value, err := strconv.ParseFloat(string(f.Value), 64)
	if err != nil || value >= 100 {
		return 0
	}
	return resolutionClass(value * millimetresPerInch)
}

func resolutionClass(ppi float64) int {
	for _, class := range []float64{500, 1000} {
		if math.Abs(ppi-class) <= class*0.01 {
			return int(class)
		}
	}
	return int(math.Round(ppi))
}
