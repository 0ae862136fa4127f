package extract

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"strconv"
	"strings"

	"bilgate/connectors/format/itl"
	"bilgate/connectors/format/wsq"
)

// maxPixels bounds what a picture may ask of memory; a palm of 5.5 × 5.5 inches at 500 ppi has half of it.
const maxPixels = 16 << 20

// picture is a stored picture: drawn where data is there, else named by its digest.
type picture struct {
	width, height int    // pixels
	format        string // "png" or "jpg"
	data          []byte
	digest        string // SHA-256 of the stored bytes, hexadecimal
}

func (p picture) drawn() bool { return p.data != nil }

// picture opens the stored picture that an object describes, and makes it ready for the page.
func (c *contents) picture(path string, described object) (picture, error) {
	digest, _ := described["sha256"].(string)
	var p picture
	var err error
	if p.digest, err = c.text(digest); err != nil {
		return p, fmt.Errorf("%s.sha256: %w", path, err)
	}
	ref, _ := described["ref"].(string)
	if ref == "" || c.image == nil {
		return p, nil
	}
	stored, err := c.image(ref)
	if err != nil {
		return p, fmt.Errorf("%s: open the picture: %w", path, err)
	}
	if sum := sha256.Sum256(stored); !strings.EqualFold(hex.EncodeToString(sum[:]), digest) {
		return p, fmt.Errorf("%s: the stored picture is not the one of the record: its SHA-256 differs", path)
	}
	p.prepare(stored, described)
	return p, nil
}

// prepare takes the stored bytes if a PDF can hold them. What cannot be drawn – JPEG 2000, a damaged or an oversized
// picture – leaves the picture undrawn.
func (p *picture) prepare(stored []byte, described object) {
	width, height := integer(described, "width"), integer(described, "height")
	if described["compression"] == string(itl.CompressionNone) && fits(width, height) && width*height == len(stored) {
		p.raw(stored, width, height)
		return
	}
	switch info, _ := itl.Sniff(stored); info.Compression {
	case itl.CompressionPNG, itl.CompressionJPEGB:
		p.encoded(stored)
	case itl.CompressionWSQ:
		p.wavelet(stored)
	}
}

// wavelet takes a WSQ picture, decoded: a PDF knows no WSQ.
func (p *picture) wavelet(stored []byte) {
	if grey, err := wsq.Decode(stored, wsq.Options{MaxPixels: maxPixels}); err == nil {
		p.take("png", encodePNG(grey), grey.Rect.Dx(), grey.Rect.Dy())
	}
}

// encoded takes a PNG or a JPEG. Decoding proves that it is whole; a grey or coloured JPEG goes into the PDF as it is, and
// so does a plain PNG's compressed data.
func (p *picture) encoded(stored []byte) {
	size, format, err := image.DecodeConfig(bytes.NewReader(stored))
	if err != nil || !fits(size.Width, size.Height) {
		return
	}
	pixels, err := decodePixels(format, stored)
	if err != nil {
		return
	}
	_, grey := pixels.(*image.Gray)
	_, coloured := pixels.(*image.YCbCr)
	switch {
	case format == "jpeg" && (grey || coloured):
		p.take("jpg", stored, size.Width, size.Height)
	case grey && isPlainPNG(stored):
		p.take("png", plainPNG(stored), size.Width, size.Height)
	default:
		p.take("png", encodePNG(flatten(pixels)), size.Width, size.Height)
	}
}

// raw takes uncompressed pixels: a byte each, from black to white, line by line (ANSI/NIST-ITL 14.011 NONE).
func (p *picture) raw(stored []byte, width, height int) {
	grey := &image.Gray{Pix: stored, Stride: width, Rect: image.Rect(0, 0, width, height)}
	p.take("png", encodePNG(grey), width, height)
}

func (p *picture) take(format string, data []byte, width, height int) {
	p.format, p.data, p.width, p.height = format, data, width, height
}

func fits(width, height int) bool {
	return width > 0 && height > 0 && width <= maxPixels/height
}

func decodePixels(format string, stored []byte) (image.Image, error) {
	switch format {
	case "png":
		return png.Decode(bytes.NewReader(stored))
	case "jpeg":
		return jpeg.Decode(bytes.NewReader(stored))
	}
	return nil, errors.New("neither PNG nor JPEG")
}

func encodePNG(pixels image.Image) []byte {
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&out, pixels); err != nil {
		return nil
	}
	return out.Bytes()
}

// integer is a whole number of a JSON object, 0 if it has none.
func integer(o object, name string) int {
	number, _ := o[name].(json.Number)
	n, err := strconv.Atoi(number.String())
	if err != nil {
		return 0
	}
	return n
}
