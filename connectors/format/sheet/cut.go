package sheet

import (
	"bytes"
	"image"
	"image/png"
	"math"
)

// cutPPI is the resolution of the fields that are cut.
const cutPPI = 500

// cut takes a field out of a scan of ppi pixels an inch, upright, its frame's lines at the edges. The scale
// is the scan's own: a form that was printed too small has smaller fields, its fingers are as large as they
// are.
func cut(p *plane, corners [4]point, ppi float64) *image.Gray {
	scale := ppi / cutPPI
	upper, left := minus(corners[1], corners[0]), minus(corners[3], corners[0])
	width := max(1, int(math.Hypot(upper.x, upper.y)/scale+0.5))
	height := max(1, int(math.Hypot(left.x, left.y)/scale+0.5))
	out := image.NewGray(image.Rect(0, 0, width, height))
	stepX := point{upper.x / float64(width), upper.y / float64(width)}
	stepY := point{left.x / float64(height), left.y / float64(height)}
	for y := range height {
		at := point{
			corners[0].x + (float64(y)+0.5)*stepY.x + 0.5*stepX.x - 0.5,
			corners[0].y + (float64(y)+0.5)*stepY.y + 0.5*stepX.y - 0.5,
		}
		row := out.Pix[y*out.Stride:][:width]
		for x := range row {
			row[x] = p.cubic(at.x+float64(x)*stepX.x, at.y+float64(x)*stepX.y)
		}
	}
	return out
}

func minus(a, b point) point { return point{a.x - b.x, a.y - b.y} }

// phases is how finely places between pixels are told apart.
const phases = 64

// cubicWeights are Catmull and Rom's for four pixels in a row, in 1/1024, by phase.
var cubicWeights = func() (table [phases][4]int32) {
	for i := range table {
		t := float64(i) / phases
		for k, w := range [4]float64{
			((-0.5*t+1)*t - 0.5) * t,
			(1.5*t-2.5)*t*t + 1,
			((-1.5*t+2)*t + 0.5) * t,
			(0.5*t - 0.5) * t * t,
		} {
			table[i][k] = int32(math.Round(w * 1024))
		}
	}
	return table
}()

// cubic interpolates sixteen pixels around a place whose whole numbers are pixels' middles; near the scan's
// edge four, and beyond it paper is white.
func (p *plane) cubic(x, y float64) uint8 {
	left, top := int(math.Floor(x)), int(math.Floor(y))
	if left < 1 || top < 1 || left+2 >= p.width || top+2 >= p.height {
		return p.sample(x, y)
	}
	wx := &cubicWeights[int((x-float64(left))*phases)]
	wy := &cubicWeights[int((y-float64(top))*phases)]
	sum := int32(0)
	for k, w := range wy {
		px := p.pix[(top-1+k)*p.stride+left-1:][:4]
		sum += w * ((wx[0]*int32(px[0]) + wx[1]*int32(px[1]) + wx[2]*int32(px[2]) + wx[3]*int32(px[3])) >> 4)
	}
	return uint8(max(0, min(255, (sum+1<<15)>>16)))
}

// encode writes a field as PNG, the form of an image that keeps every pixel and says its own size.
func encode(img *image.Gray) []byte {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&b, img); err != nil {
		panic(err) // grey pixels in memory encode
	}
	return b.Bytes()
}
