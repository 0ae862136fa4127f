package jp2

import (
	"encoding/binary"
	"math"
	"strings"
)

// Box is one box of a JP2 file (annex I.4).
type Box struct {
	Type   string // four characters, "ihdr"
	Offset int    // of its length, from the start of the image
	Length int    // header included
	Header int    // 8, or 16 with a long length
	Level  int    // 0 in the file, 1 in jp2h, 2 in res
	ToEnd  bool   // the length is stated as "to the end"
}

// ContentOffset is where the box's content begins.
func (b Box) ContentOffset() int { return b.Offset + b.Header }

// End is the offset behind the box.
func (b Box) End() int { return b.Offset + b.Length }

// readBox frames the box at offset, which must end at or before end.
func readBox(data []byte, offset, end, level int) (Box, *Finding) {
	b := Box{Offset: offset, Header: 8, Level: level}
	if end-offset < 8 {
		return b, fault("", offset, RuleBoxLength, "%d bytes are left where a box of eight or more must begin", end-offset)
	}
	b.Type = printable(string(data[offset+4 : offset+8]))
	length := uint64(be32(data[offset:]))
	switch {
	case length == 0 && level == 0:
		b.ToEnd, length = true, uint64(end-offset)
	case length == 1 && end-offset >= 16:
		b.Header, length = 16, binary.BigEndian.Uint64(data[offset+8:])
	}
	if length < uint64(b.Header) || length > uint64(end-offset) || length > math.MaxInt {
		return b, fault(b.Type, offset, RuleBoxLength, "the box states %d bytes, its header takes %d, %d are left", length, b.Header, end-offset)
	}
	b.Length = int(length)
	return b, nil
}

// printable replaces what is no printable ASCII in a box's type.
func printable(typ string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, typ)
}

// boxes frames the boxes between two offsets in order and hands them to visit.
func (m *Image) boxes(data []byte, from, end, level int, visit func(Box) *Finding) *Finding {
	for at := from; at < end; {
		b, bad := readBox(data, at, end, level)
		if bad != nil {
			return bad
		}
		m.Boxes = append(m.Boxes, b)
		if bad := visit(b); bad != nil {
			return bad
		}
		at = b.End()
	}
	return nil
}

func be16(b []byte) int    { return int(binary.BigEndian.Uint16(b)) }
func be32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }
