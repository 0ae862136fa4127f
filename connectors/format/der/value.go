package der

import (
	"math/big"
	"strconv"
	"strings"
)

// Int reads an INTEGER of any size and sign. Redundant leading octets are BER and read.
func (e Element) Int() (*big.Int, error) {
	if e.Constructed || len(e.Content) == 0 {
		return nil, fault(e.Offset, RuleValue, "no integer")
	}
	n := new(big.Int).SetBytes(e.Content)
	if e.Content[0]&0x80 != 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(e.Content))))
	}
	return n, nil
}

// Small reads an INTEGER between 0 and 2³¹−1.
func (e Element) Small() (int, error) {
	n, err := e.Int()
	if err != nil {
		return 0, err
	}
	if n.Sign() < 0 || n.BitLen() > 31 {
		return 0, fault(e.Offset, RuleValue, "an integer out of range")
	}
	return int(n.Int64()), nil
}

// Bool reads a BOOLEAN; every value but 0 is true.
func (e Element) Bool() (bool, error) {
	if e.Constructed || len(e.Content) != 1 {
		return false, fault(e.Offset, RuleValue, "no boolean")
	}
	return e.Content[0] != 0, nil
}

// OID reads an OBJECT IDENTIFIER in dotted form. More than 32 arcs, or an arc of
// more than 62 bits, is a fault.
func (e Element) OID() (string, error) {
	if e.Constructed || len(e.Content) == 0 || e.Content[len(e.Content)-1]&0x80 != 0 {
		return "", fault(e.Offset, RuleValue, "no object identifier")
	}
	var text strings.Builder
	var arc uint64
	arcs := 0
	for _, b := range e.Content {
		if arc>>55 != 0 || arcs > 32 {
			return "", fault(e.Offset, RuleValue, "an object identifier with too many or too large arcs")
		}
		arc = arc<<7 | uint64(b&0x7F)
		if b&0x80 == 0 {
			writeArc(&text, arc, arcs == 0)
			arc = 0
			arcs++
		}
	}
	return text.String(), nil
}

// writeArc appends an arc; the first holds two, X.690 clause 8.19.4.
func writeArc(text *strings.Builder, arc uint64, first bool) {
	if first {
		top := min(arc/40, 2)
		text.WriteString(strconv.FormatUint(top, 10))
		arc -= 40 * top
	}
	text.WriteByte('.')
	text.WriteString(strconv.FormatUint(arc, 10))
}

// Bits reads a BIT STRING that is whole octets, as keys and signatures are; unused
// bits of the last octet are taken as they are.
func (e Element) Bits() ([]byte, error) {
	if e.Constructed {
		return nil, fault(e.Offset, RuleValue, "a bit string in pieces")
	}
	if len(e.Content) == 0 || e.Content[0] > 7 {
		return nil, fault(e.Offset, RuleValue, "no bit string")
	}
	return e.Content[1:], nil
}
