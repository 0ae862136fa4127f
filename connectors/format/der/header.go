package der

// header is tag and length of an element, X.690 clauses 8.1.2 and 8.1.3.
type header struct {
	tag         Tag
	constructed bool
	indefinite  bool
	size        int // bytes of tag and length
	length      int // of the content, 0 when indefinite; lies within the input
	minimal     bool
}

// readHeader reads tag and length and checks the length against what remains of data.
func readHeader(data []byte, offset int) (header, *Fault) {
	h, bad := readTag(data, offset)
	if bad != nil {
		return header{}, bad
	}
	if bad := h.readLength(data, offset); bad != nil {
		return header{}, bad
	}
	if h.length > len(data)-h.size {
		return header{}, fault(offset, RuleTruncated, "the length goes beyond what remains")
	}
	return h, nil
}

// readTag reads the identifier octets. A high tag number has at most four octets.
func readTag(data []byte, offset int) (header, *Fault) {
	if len(data) == 0 {
		return header{}, fault(offset, RuleTruncated, "no byte is left for a tag")
	}
	first := data[0]
	h := header{tag: Tag{Class(first >> 6), uint32(first & 0x1F)}, constructed: first&0x20 != 0, size: 1, minimal: true}
	if h.tag == (Tag{}) {
		return header{}, fault(offset, RuleTag, "end octets outside an indefinite length")
	}
	if h.tag.Number != 0x1F {
		return h, nil
	}
	h.tag.Number = 0
	for octets := 0; octets < 4; octets++ {
		if h.size >= len(data) {
			return header{}, fault(offset, RuleTruncated, "the input ends inside a tag")
		}
		b := data[h.size]
		h.size++
		h.tag.Number = h.tag.Number<<7 | uint32(b&0x7F)
		if b&0x80 == 0 {
			h.minimal = h.tag.Number >= 0x1F
			return h, nil
		}
	}
	return header{}, fault(offset, RuleTag, "a tag number of more than four octets")
}

// readLength reads the length octets behind the tag.
func (h *header) readLength(data []byte, offset int) *Fault {
	if h.size >= len(data) {
		return fault(offset, RuleTruncated, "no byte is left for a length")
	}
	first := data[h.size]
	h.size++
	switch {
	case first < 0x80:
		h.length = int(first)
		return nil
	case first == 0x80:
		h.indefinite = true
		if !h.constructed {
			return fault(offset, RuleLength, "an indefinite length of a primitive element")
		}
		return nil
	case first == 0xFF:
		return fault(offset, RuleLength, "a reserved first length octet")
	}
	return h.readLongLength(data, offset, int(first&0x7F))
}

// readLongLength reads n length octets; leading zeros are BER, not DER.
func (h *header) readLongLength(data []byte, offset, n int) *Fault {
	if n > len(data)-h.size {
		return fault(offset, RuleTruncated, "the input ends inside a length")
	}
	octets := data[h.size : h.size+n]
	h.size += n
	h.minimal = h.minimal && octets[0] != 0
	for _, b := range octets {
		if h.length > (1<<31-1)>>8 {
			return fault(offset, RuleTruncated, "the length goes beyond what remains")
		}
		h.length = h.length<<8 | int(b)
	}
	h.minimal = h.minimal && h.length >= 0x80
	return nil
}
