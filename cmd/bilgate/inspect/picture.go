package inspect

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"strings"

	"bilgate/connectors/format"
	"bilgate/connectors/format/iso19794"
	"bilgate/connectors/format/itl"
	"bilgate/connectors/format/raster"
	"bilgate/connectors/format/wsq"
)

// Image is what is said of an image, in a record or as a file.
type Image struct {
	Bytes       int    `json:"bytes"`
	SHA256      string `json:"sha256"`
	Compression string `json:"compression"` // in the words of CGA: NONE WSQ20 JPEGB JPEGL JP2 JP2L PNG; "" for others
	Width       int    `json:"width"`       // pixels
	Height      int    `json:"height"`
	PPI         int    `json:"ppi"` // pixels an inch, 0 if not stated
}

func imageOf(data []byte) *Image {
	digest := sha256.Sum256(data)
	return &Image{Bytes: len(data), SHA256: hex.EncodeToString(digest[:])}
}

// words is the image in one line.
func (i *Image) words() string {
	parts := []string{i.Compression}
	if i.Compression == "" {
		parts[0] = "data"
	}
	if i.Width > 0 || i.Height > 0 {
		parts = append(parts, fmt.Sprintf("%d × %d pixels", i.Width, i.Height))
	}
	if i.PPI > 0 {
		parts = append(parts, count(i.PPI)+" ppi")
	}
	return strings.Join(append(parts, count(i.Bytes)+" bytes"), ", ")
}

// NotDecoded says why an image has no pixels here: the file is as it should be, or the caller asked for what is not
// there.
type NotDecoded struct{ Reason string }

func (e *NotDecoded) Error() string { return e.Reason }

// Picture decodes the image of a record of the file, the file itself being record 0 of an image. Errors are
// [*NotDecoded] or those of the decoder.
func Picture(data []byte, record int) (image.Image, error) {
	switch f := format.RecogniseBytes(data).Format; f {
	case format.ITL:
		return recordPicture(data, record)
	case format.Fingers:
		return fingerPicture(data, record)
	case format.WSQ, format.JPEG, format.PNG, format.JP2, format.J2K:
		if record != 0 {
			return nil, &NotDecoded{"the file is one image: it has record 0 and no other"}
		}
		return decode(data)
	default:
		return nil, &NotDecoded{"files in the format " + string(f) + " have no image that bilgate decodes"}
	}
}

func recordPicture(data []byte, record int) (image.Image, error) {
	t, _ := itl.Parse(data) // a file that is cut has the records before the cut
	if record < 0 || record >= len(t.Records) {
		return nil, &NotDecoded{fmt.Sprintf("there is no record %d: the file has records 0 to %d", record, len(t.Records)-1)}
	}
	r := &t.Records[record]
	pixels := r.Image()
	switch {
	case pixels == nil:
		return nil, &NotDecoded{fmt.Sprintf("record %d holds no image; `bilgate inspect` lists those that do", record)}
	case r.Declared() == itl.CompressionNone:
		width, height := r.ImageSize()
		return uncompressed(pixels, width, height, r.ImageDepth())
	}
	return decode(pixels)
}

func fingerPicture(data []byte, record int) (image.Image, error) {
	r, _ := iso19794.Parse(data) // a file that is cut has the images before the cut
	if record < 0 || record >= len(r.Images) {
		return nil, &NotDecoded{fmt.Sprintf("there is no image %d: the file has %d", record, len(r.Images))}
	}
	i := r.Images[record]
	if i.CompressionName() == "NONE" {
		return uncompressed(i.Data, i.Width, i.Height, i.Depth)
	}
	return decode(i.Data)
}

// uncompressed reads grey pixels of a byte each, or colours of three.
func uncompressed(pixels []byte, width, height, depth int) (image.Image, error) {
	if depth != 8 && depth != 24 || width <= 0 || height <= 0 || width*height*depth/8 != len(pixels) {
		return nil, &NotDecoded{fmt.Sprintf("%d bytes are not %d × %d pixels of 8 or 24 bits", len(pixels), width, height)}
	}
	if depth == 8 {
		return &image.Gray{Pix: pixels, Stride: width, Rect: image.Rect(0, 0, width, height)}, nil
	}
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		copy(picture.Pix[4*i:], pixels[3*i:3*i+3])
		picture.Pix[4*i+3] = 0xFF
	}
	return picture, nil
}

// decode decodes a compressed image by its own first bytes.
func decode(data []byte) (image.Image, error) {
	switch format.RecogniseBytes(data).Format {
	case format.WSQ:
		picture, err := wsq.Decode(data, wsq.Options{})
		if err != nil {
			return nil, err // not picture: a nil of its type is no nil image
		}
		return picture, nil
	case format.PNG, format.JPEG:
		return raster.Decode(data, 0)
	case format.JP2, format.J2K:
		return nil, &NotDecoded{"the image is JPEG 2000: bilgate reads its header and does not decode its pixels"}
	}
	return nil, &NotDecoded{"the image is in no format that bilgate decodes"}
}
