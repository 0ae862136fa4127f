package sheet

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// plane is grey pixels, 0 black, row by row.
type plane struct {
	pix           []uint8
	width, height int
	stride        int
}

func newPlane(width, height int) *plane {
	return &plane{pix: make([]uint8, width*height), width: width, height: height, stride: width}
}

func (p *plane) row(y int) []uint8 { return p.pix[y*p.stride:][:p.width] }

// decode reads the pixels of a scan whose header was checked.
func decode(scan []byte, h header) (*plane, *Finding) {
	read := png.Decode
	if h.media == "image/jpeg" {
		read = jpeg.Decode
	}
	img, err := read(bytes.NewReader(scan))
	if err != nil {
		return nil, refuse(RuleImage, "the scan's pixels do not decode to the end: the file is cut or damaged; scan or send it again")
	}
	return greyOf(img), nil
}

// greyOf is the luminance of an image, in the image's own memory where that is large enough. Luminance is
// that of ITU-R BT.601, which JPEG has as its first component.
func greyOf(img image.Image) *plane {
	b := img.Bounds()
	switch img := img.(type) {
	case *image.Gray:
		return &plane{img.Pix, b.Dx(), b.Dy(), img.Stride}
	case *image.YCbCr:
		return &plane{img.Y, b.Dx(), b.Dy(), img.YStride}
	case *image.RGBA:
		return squeeze(img.Pix, b.Dx(), b.Dy(), img.Stride, false)
	case *image.NRGBA:
		return squeeze(img.Pix, b.Dx(), b.Dy(), img.Stride, true)
	case *image.Paletted:
		return lookUp(img)
	}
	p := newPlane(b.Dx(), b.Dy())
	for y := range p.height {
		for x, row := 0, p.row(y); x < p.width; x++ {
			row[x] = color.GrayModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.Gray).Y
		}
	}
	return p
}

// squeeze writes the grey of four-byte pixels over them, from the front. What is transparent is white.
func squeeze(pix []uint8, width, height, stride int, alpha bool) *plane {
	out := pix[: width*height : width*height]
	for y := range height {
		for x := range width {
			px := pix[y*stride+4*x:][:4]
			grey := (299*uint32(px[0]) + 587*uint32(px[1]) + 114*uint32(px[2]) + 500) / 1000
			if alpha {
				grey = (grey*uint32(px[3]) + 255*(255-uint32(px[3]))) / 255
			}
			out[y*width+x] = uint8(grey)
		}
	}
	return &plane{out, width, height, width}
}

// lookUp replaces each index by the grey of its colour.
func lookUp(img *image.Paletted) *plane {
	var table [256]uint8
	for i, c := range img.Palette {
		table[i] = color.GrayModel.Convert(c).(color.Gray).Y
	}
	p := &plane{img.Pix, img.Rect.Dx(), img.Rect.Dy(), img.Stride}
	for y := range p.height {
		row := p.row(y)
		for x := range row {
			row[x] = table[row[x]]
		}
	}
	return p
}
