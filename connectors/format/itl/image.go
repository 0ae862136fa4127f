package itl

import (
	"bytes"
	"encoding/binary"
)

// ImageInfo is what an image's own header says. Nothing is decoded.
type ImageInfo struct {
	Compression   Compression // WSQ20, PNG, JPEGB, JPEGL, or JP2 (also for lossless JPEG 2000)
	Width, Height int         // pixels; 0 when the header is cut short before the size
	Depth         int         // bits a component; 0 where the header does not say
	Components    int
}

// Sniff recognises an image by its first bytes and reads its size from its
// header: WSQ (IAFIS-IC-0110), PNG (ISO/IEC 15948), JPEG (ISO/IEC 10918-1),
// JPEG 2000 as file or codestream (ISO/IEC 15444-1). It is false for anything
// else, which includes raw pixels.
func Sniff(image []byte) (ImageInfo, bool) {
	switch {
	case bytes.HasPrefix(image, []byte("\x89PNG\r\n\x1a\n")):
		return pngInfo(image), true
	case bytes.HasPrefix(image, []byte("\xff\xa0\xff")):
		return wsqInfo(image), true
	case bytes.HasPrefix(image, []byte("\xff\xd8\xff")):
		return jpegInfo(image), true
	case bytes.HasPrefix(image, []byte("\x00\x00\x00\x0cjP  \r\n\x87\n")):
		return jp2Info(image), true
	case bytes.HasPrefix(image, []byte("\xff\x4f\xff\x51")):
		return codestreamInfo(image), true
	}
	return ImageInfo{}, false
}

// pngInfo reads IHDR, which must be the first chunk.
func pngInfo(image []byte) ImageInfo {
	info := ImageInfo{Compression: CompressionPNG}
	if len(image) < 26 || string(image[12:16]) != "IHDR" {
		return info
	}
	info.Width = size32(image[16:])
	info.Height = size32(image[20:])
	info.Depth = int(image[24])
	info.Components = map[byte]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[image[25]]
	return info
}

// wsqInfo walks the marker segments to SOF.
func wsqInfo(image []byte) ImageInfo {
	info := ImageInfo{Compression: CompressionWSQ}
	sof := segment(image, func(marker byte, _ []byte) bool { return marker == 0xA2 })
	if len(sof) >= 6 {
		info.Height = int(binary.BigEndian.Uint16(sof[2:]))
		info.Width = int(binary.BigEndian.Uint16(sof[4:]))
		info.Depth, info.Components = 8, 1
	}
	return info
}

// jpegInfo walks the marker segments to the frame header; SOF3 is the
// lossless process.
func jpegInfo(image []byte) ImageInfo {
	info := ImageInfo{Compression: CompressionJPEGB}
	sof := segment(image, func(marker byte, _ []byte) bool {
		if !isFrame(marker) {
			return false
		}
		if marker == 0xC3 {
			info.Compression = CompressionJPEGL
		}
		return true
	})
	if len(sof) >= 6 {
		info.Depth = int(sof[0])
		info.Height = int(binary.BigEndian.Uint16(sof[1:]))
		info.Width = int(binary.BigEndian.Uint16(sof[3:]))
		info.Components = int(sof[5])
	}
	return info
}

// isFrame says whether a JPEG marker opens a frame: SOF0 to SOF15 without DHT,
// JPG and DAC, which share the range.
func isFrame(marker byte) bool {
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
}

// segment is the payload of the first wanted marker segment after the two
// bytes of SOI; nil when the image ends or leaves the grammar before it.
func segment(image []byte, wanted func(marker byte, payload []byte) bool) []byte {
	for at := 2; at+4 <= len(image) && image[at] == 0xFF; {
		if image[at+1] == 0xFF { // fill byte
			at++
			continue
		}
		length := int(binary.BigEndian.Uint16(image[at+2:]))
		if length < 2 || at+2+length > len(image) {
			return nil
		}
		if payload := image[at+4 : at+2+length]; wanted(image[at+1], payload) {
			return payload
		}
		at += 2 + length
	}
	return nil
}

// jp2Info looks for ihdr, the first box inside jp2h.
func jp2Info(image []byte) ImageInfo {
	info := ImageInfo{Compression: CompressionJP2}
	ihdr := box(box(image, "jp2h"), "ihdr")
	if len(ihdr) >= 11 {
		info.Height = size32(ihdr)
		info.Width = size32(ihdr[4:])
		info.Components = int(binary.BigEndian.Uint16(ihdr[8:]))
		info.Depth = int(ihdr[10]&0x7F) + 1
	}
	return info
}

// box is the content of the first box of a type on this level; nil when there
// is none or a length leaves the image.
func box(boxes []byte, typ string) []byte {
	for len(boxes) >= 8 {
		length := uint64(binary.BigEndian.Uint32(boxes))
		header := uint64(8)
		switch {
		case length == 0:
			length = uint64(len(boxes))
		case length == 1 && len(boxes) >= 16:
			length, header = binary.BigEndian.Uint64(boxes[8:]), 16
		}
		if length < header || length > uint64(len(boxes)) {
			return nil
		}
		if string(boxes[4:8]) == typ {
			return boxes[header:length]
		}
		boxes = boxes[length:]
	}
	return nil
}

// codestreamInfo reads SIZ, which follows SOC at once.
func codestreamInfo(image []byte) ImageInfo {
	info := ImageInfo{Compression: CompressionJP2}
	if len(image) < 43 {
		return info
	}
	info.Width = size32(image[8:]) - size32(image[16:])
	info.Height = size32(image[12:]) - size32(image[20:])
	info.Components = int(binary.BigEndian.Uint16(image[40:]))
	info.Depth = int(image[42]&0x7F) + 1
	return info
}

func size32(b []byte) int { return int(binary.BigEndian.Uint32(b)) }
