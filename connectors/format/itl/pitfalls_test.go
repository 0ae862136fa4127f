package itl

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestSizeAgainstEveryImageHeader: HLL and VLL are held against the header of
// each image format.
func TestSizeAgainstEveryImageHeader(t *testing.T) {
	for compression, image := range headers(t) {
		declared := []string{"011:" + string(compression), "006:300", "007:200", "999:" + string(image)}
		wantOnly(t, typed("14", print14(declared...)), expectedFinding{})
		wantOnly(t, typed("14", print14(append(declared, "006:301")...)), expectedFinding{"E", RuleImageSize, "14.006"})
		wantOnly(t, typed("14", print14(append(declared, "007:199")...)), expectedFinding{"E", RuleImageSize, "14.006"})
	}
}

// TestLosslessIsNotLossy: JP2L may hold what reads as JP2, JPEGL not what reads
// as JPEGB.
func TestLosslessIsNotLossy(t *testing.T) {
	images := headers(t)
	size := []string{"006:300", "007:200"}
	wantOnly(t, typed("14", print14(append(size, "011:JP2L", "999:"+string(images[CompressionJP2]))...)), expectedFinding{})
	wantOnly(t, typed("14", print14(append(size, "011:JPEGL", "999:"+string(images[CompressionJPEGB]))...)), expectedFinding{"E", RuleSignature, "14.011"})
}

// TestTheRecordCountsNotTheComment: images whose comment says 255 pixels per
// inch are 500, as their records say.
func TestTheRecordCountsNotTheComment(t *testing.T) {
	comments, found := 0, 0
	for name, data := range sampleFiles(t) {
		parsed := mustParse(t, data)
		for _, f := range parsed.Fingerprints() {
			if ppi, ok := commentResolution(f.Data); ok && ppi == 255 {
				comments++
				if f.PixelsPerInch != 500 {
					t.Errorf("%s record %d: %d pixels per inch", name, f.Record, f.PixelsPerInch)
				}
			}
		}
		for _, f := range parsed.Check() {
			if f.Rule == RuleComment {
				found++
			}
		}
	}
	if comments == 0 || comments != found {
		t.Errorf("%d comments of 255, %d findings", comments, found)
	}
}

// TestIDCIsANumber: "01" in 1.003 is "1" in the record and 1 in a binary one.
func TestIDCIsANumber(t *testing.T) {
	wantOnly(t, type1([]string{"2 00", "14 01", "14 02", "4 03"})+tagged(2, "002:0", "003:x")+print14("002:1")+print14("002:2", "013:3")+
		print4(func(raw []byte) { raw[4], raw[6] = 3, 4 }), expectedFinding{})
	wantOnly(t, type1([]string{"9 03"})+minutiae9(), expectedFinding{"E", RuleIDC, "9.002"})
}

// TestMinutiaeShareTheIDCOfTheirImage on purpose.
func TestMinutiaeShareTheIDCOfTheirImage(t *testing.T) {
	wantOnly(t, type1([]string{"9 01", "14 01"})+minutiae9()+print14(), expectedFinding{})
}

// TestTextBeyondASCII: LEN counts bytes, the table characters.
func TestTextBeyondASCII(t *testing.T) {
	second := tagged(2, "002:00", "003:中文名字测试")
	data := type1([]string{"2 00", "14 01"}, "015:3\x1fUTF-8\x1f4.0") + second + print14("013:13", "018:9\x1fXX", "022:7\x1f2\x1e8\x1f2\x1e10\x1f3")
	wantOnly(t, data, expectedFinding{})
	parsed := mustParse(t, []byte(data))
	if r := parsed.Records[1]; r.Length != len(second) || r.Text(1) != fmtInt(len(second)) || r.Text(3) != "中文名字测试" {
		t.Errorf("Type-2 reads %d bytes, LEN %s, %q", r.Length, r.Text(1), r.Text(3))
	}
	f := parsed.Fingerprints()[0]
	if !slices.Equal(f.Missing, []MissingFinger{{9, "XX"}}) || len(f.NFIQ) != 3 {
		t.Errorf("print reads %+v", f)
	}
}

// TestForeignAndUnorderedFields of a Type-9 record are kept where they stand.
func TestForeignAndUnorderedFields(t *testing.T) {
	record := strings.Replace(minutiae9("003:0"), "9.003:0\x1d9.004:S", "9.004:S\x1d9.003:0", 1)
	wantOnly(t, typed("9", record), expectedFinding{})
	foreign := strings.Replace(minutiae9(), "9.005:MAKER\x1fA", "13.005:1899", 1)
	wantOnly(t, typed("9", strings.Replace(foreign, "9.001:"+lenOf(foreign), "9.001:"+fmtInt(len(foreign)), 1)), expectedFinding{"E", RuleForeignField, "13.005"})
}

func lenOf(record string) string { return record[len("9.001:"):strings.IndexByte(record, gs)] }

// TestOnlyTheTypeOneRecord: a file may list no other record.
func TestOnlyTheTypeOneRecord(t *testing.T) {
	wantOnly(t, tagged(1, "002:0500", "003:1\x1f0", "004:ERR", "005:18990131", "007:D", "008:O", "009:1", "011:00.00", "012:00.00"), expectedFinding{})
}

// TestSeparatorsInsideAnImage are pixels.
func TestSeparatorsInsideAnImage(t *testing.T) {
	pixels := bytes.Repeat([]byte{fs, gs, rs, us}, 50)
	data := typed("14", print14("999:"+string(pixels)))
	wantOnly(t, data, expectedFinding{})
	if image := mustParse(t, []byte(data)).Records[1].Image(); !bytes.Equal(image, pixels) {
		t.Errorf("%d bytes of image", len(image))
	}
}
