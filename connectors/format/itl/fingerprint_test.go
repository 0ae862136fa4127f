package itl

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestTenPrintCardFacts(t *testing.T) {
	files := sampleFiles(t)
	digests := map[string][]string{}
	for _, name := range []string{"reference-2007/type-4-tpcard.an2", "reference-2007/type-14-tpcard-nqm.an2"} {
		data, present := files[name]
		if !present {
			t.Skip("no ten-print sample")
		}
		prints := mustParse(t, data).Fingerprints()
		if len(prints) != 14 {
			t.Fatalf("%s: %d prints", name, len(prints))
		}
		for i, f := range prints {
			impression := 3
			if cardOrder[i] > 10 {
				impression = 2
			}
			if f.Kind != Finger || f.IDC != i+1 || f.Record != i+2 || f.Position != cardOrder[i] || f.Impression != impression {
				t.Errorf("%s print %d: %+v", name, i, f)
			}
			if f.PixelsPerInch != 500 || f.Compression != CompressionWSQ || f.Depth != 8 {
				t.Errorf("%s print %d: %d ppi, %s, %d bits", name, i, f.PixelsPerInch, f.Compression, f.Depth)
			}
			digests[name] = append(digests[name], f.SHA256())
		}
	}
	if four, fourteen := digests["reference-2007/type-4-tpcard.an2"], digests["reference-2007/type-14-tpcard-nqm.an2"]; !slices.Equal(four, fourteen) {
		t.Error("the two wrappers do not hold the same 14 images")
	}
}

func TestSampleQualities(t *testing.T) {
	data, present := sampleFiles(t)["reference-2007/type-14-tpcard-nqm.an2"]
	if !present {
		t.Skip("no ten-print sample")
	}
	prints := mustParse(t, data).Fingerprints()
	if want := []Quality{{Field: 22, Position: 2, Score: 5}}; !reflect.DeepEqual(prints[1].NFIQ, want) {
		t.Errorf("right index: %+v", prints[1].NFIQ)
	}
	if slap := prints[10].NFIQ; len(slap) != 4 || slap[0].Position != 7 && slap[0].Position != 10 {
		t.Errorf("left slap: %+v", slap)
	}
}

func TestType1View(t *testing.T) {
	data := type1([]string{"14 1"}, "006:3", "010:T0", "013:BIL\x1f1.0", "014:18990131120000Z", "015:3\x1fUTF-8\x1f4.0") + print14()
	got := mustParse(t, []byte(data)).Type1()
	want := Type1{
		Version: "0500", TOT: "CARD", Date: "18990131", Priority: 3, Destination: "DST", Originator: "ORG",
		TCN: "T1", Reference: "T0", Native: "00.00", Nominal: "00.00",
		Domain: Domain{"BIL", "1.0"}, GMT: "18990131120000Z", Charset: "UTF-8",
	}
	if got != want {
		t.Errorf("got %+v", got)
	}
	if got := new(Transaction).Type1(); got != (Type1{}) {
		t.Errorf("no record gives %+v", got)
	}
}

func TestTextFollowsTheCharacterSet(t *testing.T) {
	for declared, want := range map[string]string{"015:3\x1fUTF-8": "Ә", "015:1\x1fLatin": "Ó\u0098", "-015": "Ó\u0098"} {
		changes := []string{"015:0\x1fASCII", declared}
		first := tagged(1, replaced(append(strings.Split("002:0500|003:1\x1f1\x1e2\x1f0", "|"), changes[0]), changes[1:])...)
		parsed := mustParse(t, []byte(first+tagged(2, "002:00", "003:Ә")))
		if got := parsed.Records[1].Text(3); got != want {
			t.Errorf("%q: got %q, want %q", declared, got, want)
		}
	}
}

func TestResolution(t *testing.T) {
	tests := []struct{ unit, scale, want int }{
		{1, 500, 500}, {1, 495, 500}, {1, 505, 500}, {1, 494, 494}, {1, 506, 506}, {1, 1000, 1000}, {1, 600, 600},
		{2, 197, 500}, {2, 196, 500}, {2, 394, 1000}, {2, 100, 254}, {0, 1, 0},
	}
	for _, c := range tests {
		scale := []string{fmt.Sprintf("008:%d", c.unit), fmt.Sprintf("009:%d", c.scale), fmt.Sprintf("010:%d", c.scale)}
		parsed := mustParse(t, []byte(type1([]string{"14 1"})+print14(scale...)))
		if got := parsed.Fingerprints()[0].PixelsPerInch; got != c.want {
			t.Errorf("unit %d scale %d: %d pixels per inch, want %d", c.unit, c.scale, got, c.want)
		}
	}
}

func TestBinaryResolution(t *testing.T) {
	for nsr, want := range map[string]int{"19.69": 500, "39.37": 1000, "00.00": 0, "nan00": 0, "+1e01": 0, "23.62": 600} {
		native := func(raw []byte) { raw[12] = 1 }
		parsed := mustParse(t, []byte(type1([]string{"4 1"}, "011:"+nsr)+print4(native)))
		if got := parsed.Fingerprints()[0].PixelsPerInch; got != want {
			t.Errorf("NSR %s: %d pixels per inch, want %d", nsr, got, want)
		}
	}
	parsed := mustParse(t, []byte(type1([]string{"4 1"}, "011:39.37")+print4(nil)))
	if got := parsed.Fingerprints()[0].PixelsPerInch; got != 500 {
		t.Errorf("ISR 0: %d pixels per inch", got)
	}
}

func TestPalmsLatentsAndAbsentFingers(t *testing.T) {
	palm := strings.ReplaceAll(print14("003:11", "013:21"), "14.", "15.")
	latent := latent13("002:02", "013:2\x1e3")
	absent := tagged(14, "002:03", "003:1", "004:O", "005:18990131", "013:4", "018:4\x1fUP", "024:4\x1f254\x1f00FF\x1f7")
	parsed := mustParse(t, []byte(type1([]string{"15 1", "13 2", "14 3"})+palm+latent+absent))
	prints := parsed.Fingerprints()
	if len(prints) != 3 || prints[0].Kind != Palm || prints[0].Position != 21 {
		t.Fatalf("palm %+v", prints)
	}
	if f := prints[1]; f.Kind != Latent || !slices.Equal(f.Positions, []int{2, 3}) || f.Position != 2 {
		t.Errorf("latent %+v", f)
	}
	f := prints[2]
	if f.Data != nil || f.SHA256() != "" || f.Width != 0 || !slices.Equal(f.Missing, []MissingFinger{{4, "UP"}}) {
		t.Errorf("absent %+v", f)
	}
	if want := []Quality{{24, 4, 254, "00FF", "7"}}; !slices.Equal(f.Quality, want) {
		t.Errorf("quality %+v", f.Quality)
	}
	if found := parsed.Check(); len(found) != 0 {
		t.Errorf("found %v", found)
	}
}

func TestType4WithSeveralPositions(t *testing.T) {
	two := func(raw []byte) { raw[6], raw[7] = 0, 7 }
	f := mustParse(t, []byte(type1([]string{"4 1"})+print4(two))).Fingerprints()[0]
	if !slices.Equal(f.Positions, []int{0, 7}) || f.Position != 0 || f.Compression != CompressionNone {
		t.Errorf("got %+v", f)
	}
	none := func(raw []byte) { raw[6] = 255 }
	if f := mustParse(t, []byte(type1([]string{"4 1"})+print4(none))).Fingerprints()[0]; f.Position != -1 {
		t.Errorf("no position reads %d", f.Position)
	}
}
