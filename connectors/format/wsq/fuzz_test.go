package wsq

import (
	"errors"
	"testing"
)

// FuzzDecode looks for input that panics, that is answered with neither a
// picture nor a typed error, or whose header and picture disagree.
func FuzzDecode(f *testing.F) {
	f.Add([]byte{})
	f.Add(smallImage())
	f.Add(flat(64, 64))
	f.Add(file(transform(low44, high44, false), quantisation(0), frame(96, 96), byteCodes(0), block(zeros(9)...)))
	f.Fuzz(func(t *testing.T, data []byte) {
		header, headerErr := DecodeHeader(data)
		picture, err := Decode(data, Options{MaxPixels: 1 << 16})
		if e := (*Error)(nil); (picture == nil) != errors.As(err, &e) {
			t.Fatalf("picture %v, error %v", picture != nil, err)
		}
		if picture == nil {
			return
		}
		if headerErr != nil {
			t.Fatalf("a picture without a header: %v", headerErr)
		}
		if b := picture.Bounds(); b.Dx() != header.Width || b.Dy() != header.Height {
			t.Fatalf("picture %v, header %d x %d", b, header.Width, header.Height)
		}
	})
}
