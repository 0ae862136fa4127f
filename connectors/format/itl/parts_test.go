package itl

import (
	"strings"
	"testing"
)

// TestPartsCoverTheRecord: parts lie where they say, one behind the other, and
// make up the whole record.
func TestPartsCoverTheRecord(t *testing.T) {
	files := map[string][]byte{
		"built":  builtCard(t),
		"binary": []byte(type1([]string{"4 1", "7 1", "7 1", "8 1"}) + print4(nil) + print4(nil) + print4(func(raw []byte) { raw[14] = 21 }) + signature8("\x00\x00\x00\x00\x10\x00\x10", strings.Repeat("x", 32))),
		"DNA":    []byte(typed("18", dna18())),
	}
	t.Run("samples", func(t *testing.T) {
		for name, data := range sampleFiles(t) {
			files[name] = data
		}
	})
	for name, data := range files {
		parsed := mustParse(t, data)
		for i := range parsed.Records {
			r := &parsed.Records[i]
			at, separator := r.Offset, 1
			if isBinary(r.Type) {
				separator = 0
			}
			for _, p := range parsed.Parts(r) {
				if p.Offset != at || separator == 1 && !strings.HasSuffix(strings.SplitN(string(data[at:at+p.Length]), ":", 2)[0], p.Name) {
					t.Fatalf("%s record %d: %s is not at %d", name, i, p.Name, p.Offset)
				}
				at += p.Length + separator
			}
			if at != r.Offset+r.Length {
				t.Errorf("%s record %d: the parts end at %d, the record at %d", name, i, at, r.Offset+r.Length)
			}
		}
	}
}

func TestPartsOfABinaryHeader(t *testing.T) {
	parsed := mustParse(t, []byte(typed("4", print4(nil))))
	parts := parsed.Parts(&parsed.Records[1])
	want := []struct{ name, mnemonic, value string }{
		{"4.001", "LEN", "218"}, {"4.002", "IDC", "1"}, {"4.003", "IMP", "1"}, {"4.004", "FGP", "2,255,255,255,255,255"},
		{"4.005", "ISR", "0"}, {"4.006", "HLL", "20"}, {"4.007", "VLL", "10"}, {"4.008", "CGA", "0"}, {"4.009", "DATA", ""},
	}
	if len(parts) != len(want) {
		t.Fatalf("%d parts", len(parts))
	}
	for i, w := range want {
		if p := parts[i]; p.Name != w.name || p.Mnemonic != w.mnemonic || p.Value != w.value {
			t.Errorf("part %d reads %+v", i, p)
		}
	}
	if parts[8].Mark != Biometric || parts[3].Mark != Open {
		t.Errorf("marks are %q and %q", parts[8].Mark, parts[3].Mark)
	}
}

// TestMarks: what identifies a person is never open.
func TestMarks(t *testing.T) {
	for name, want := range map[string]Mark{
		"1.009": Open, "14.013": Open, "14.006": Open, "14.999": Biometric, "14.020": Personal, "14.902": Personal, "14.998": Personal, "14.200": Personal,
		"9.004": Open, "9.010": Open, "9.012": Biometric, "9.137": Biometric, "9.331": Biometric, "9.150": Personal,
		"18.016": Genomic, "18.019": Genomic, "18.006": Personal, "18.004": Open, "2.001": Open, "2.003": Personal, "55.003": Personal, "10.040": Biometric,
	} {
		typ, number, _ := strings.Cut(name, ".")
		if got := markOf(limit(typ), limit(number)); got != want {
			t.Errorf("%s is marked %q, want %q", name, got, want)
		}
	}
}

func TestMnemonic(t *testing.T) {
	for name, want := range map[string]string{
		"1.003": "CNT", "9.012": "MRCT", "9.137": "FMD", "9.300": "ROI", "9.331": "MIN", "9.373": "RPS", "14.013": "FGP", "14.999": "DATA",
		"18.016": "STR", "20.021": "SRN", "21.015": "AFT", "98.900": "ALF", "99.101": "BTY", "22.001": "LEN", "22.003": "", "2.003": "", "10.500": "",
	} {
		typ, number, _ := strings.Cut(name, ".")
		if got := Mnemonic(limit(typ), limit(number)); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestWhatARecordSaysOfItsImage(t *testing.T) {
	file := type1([]string{"14 1", "4 2", "8 3", "99 4", "2 5"}) + print14("008:2", "009:197", "010:197") + print4(func(raw []byte) { raw[4] = 2 }) +
		signature8("\x00\x00\x00\x00\x10\x00\x10", strings.Repeat("x", 32)) + tagged(99, "002:4", "999:BIR") + tagged(2, "002:5")
	parsed := mustParse(t, []byte(file))
	want := []struct {
		width, height, ppi int
		compression        Compression
	}{{20, 10, 500, CompressionNone}, {20, 10, 500, CompressionNone}, {16, 16, 0, CompressionNone}, {0, 0, 0, ""}}
	for i, w := range want {
		r := &parsed.Records[i+1]
		if width, height := r.ImageSize(); width != w.width || height != w.height || parsed.PixelsPerInch(r) != w.ppi || r.Declared() != w.compression {
			t.Errorf("record %d: %d × %d, %d ppi, %s", i+1, width, height, parsed.PixelsPerInch(r), r.Declared())
		}
		if image := r.Image(); len(image) == 0 || !strings.HasPrefix(file[r.ImageOffset():], string(image)) {
			t.Errorf("record %d: the bytes are not at %d", i+1, r.ImageOffset())
		}
	}
	if parsed.Records[5].Image() != nil {
		t.Error("Type-2 has an image")
	}
}
