package jp2

import "encoding/binary"

// Builders of images as this test needs them; the pixels behind the headers are none.

func u16(n int) string { return string(binary.BigEndian.AppendUint16(nil, uint16(n))) }
func u32(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }

func box(typ, content string) string { return u32(8+len(content)) + typ + content }

func longBox(typ, content string) string {
	return u32(1) + typ + u32(0) + u32(16+len(content)) + content
}

func marker(code int, content string) string { return u16(code) + u16(2+len(content)) + content }

// siz states an area, tiles of 64 x 64 from the origin, and one component a depth.
func siz(width, height int, depths ...int) string {
	text := u16(0) + u32(width) + u32(height) + u32(0) + u32(0) + u32(64) + u32(64) + u32(0) + u32(0) + u16(len(depths))
	for _, d := range depths {
		text += string([]byte{byte(d - 1), 1, 1})
	}
	return marker(markerSIZ, text)
}

// cod states two decompositions of the 5-3 transform.
func cod() string { return marker(markerCOD, "\x00\x00\x00\x01\x00\x02\x04\x04\x00\x01") }

func qcd() string { return marker(markerQCD, "\x40\x40\x48\x48\x50\x48\x48\x50") }

func tilePart(tile int, data string) string {
	return u16(markerSOT) + u16(10) + u16(tile) + u32(sotSize+2+len(data)) + "\x00\x01" + u16(markerSOD) + data
}

const (
	soc = "\xff\x4f"
	eoc = "\xff\xd9"
)

func stream(width, height int, depths ...int) string {
	return soc + siz(width, height, depths...) + cod() + qcd() + tilePart(0, "codes") + eoc
}

func ihdr(width, height, components, depth int) string {
	return box("ihdr", u32(height)+u32(width)+u16(components)+string([]byte{byte(depth - 1), 7, 0, 0}))
}

func grey() string { return box("colr", "\x01\x00\x00"+u32(17)) }

func res(kind string, perMetre int) string {
	return box("res ", box(kind, u16(perMetre)+u16(1)+u16(perMetre)+u16(1)+"\x00\x00"))
}

func ftyp() string { return box("ftyp", "jp2 "+u32(0)+"jp2 ") }

func file(headerBoxes, codestream string) string {
	return signature + ftyp() + box("jp2h", headerBoxes) + codestream
}

// good is a grey image of 60 x 40 pixels at 500 ppi.
func good() string {
	return file(ihdr(60, 40, 1, 8)+grey()+res("resc", 19685), box("jp2c", stream(60, 40, 8)))
}
