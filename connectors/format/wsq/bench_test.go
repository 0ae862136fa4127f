package wsq

import "testing"

// BenchmarkDecode decodes the reference image and reports milliseconds an
// image and megapixels a second.
func BenchmarkDecode(b *testing.B) {
	data := readSample(b, "wsq", "jnbis-sample.wsq")
	pixels := 0
	b.ReportAllocs()
	for b.Loop() {
		picture, err := Decode(data, Options{})
		if err != nil {
			b.Fatal(err)
		}
		pixels = len(picture.Pix)
	}
	perImage := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(1000*perImage, "ms/image")
	b.ReportMetric(float64(pixels)/perImage/1e6, "Mpx/s")
}

func BenchmarkDecodeHeader(b *testing.B) {
	data := readSample(b, "wsq", "jnbis-sample.wsq")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeHeader(data); err != nil {
			b.Fatal(err)
		}
	}
}
