package iin

var (
	weights1 = [11]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	weights2 = [11]int{3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2}
)

// CheckDigit computes the twelfth digit from the first eleven (order 521): digit is 0…9, pass is 1 or 2.
// ok is false where no number exists: first11 is not eleven digits, or both passes give 10.
func CheckDigit(first11 string) (digit, pass int, ok bool) {
	var digits [11]byte
	if len(first11) != len(digits) {
		return 0, 0, false
	}
	for i := range digits {
		if first11[i] < '0' || first11[i] > '9' {
			return 0, 0, false
		}
		digits[i] = first11[i] - '0'
	}
	d, pass, ok := checkDigit(digits[:])
	return int(d), pass, ok
}

func checkDigit(digits []byte) (digit byte, pass int, ok bool) {
	if r := remainder(digits, &weights1); r < 10 {
		return r, 1, true
	}
	if r := remainder(digits, &weights2); r < 10 {
		return r, 2, true
	}
	return 0, 0, false
}

func remainder(digits []byte, weights *[11]int) byte {
	sum := 0
	for i, w := range weights {
		sum += w * int(digits[i])
	}
	return byte(sum % 11)
}
