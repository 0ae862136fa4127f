package itl

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"strings"
	"testing"
)

// signature8 writes a Type-8 record with the header's bytes from SIG on.
func signature8(header string, data string) string {
	length := signatureHeaderSize + len(data)
	return string([]byte{0, 0, byte(length >> 8), byte(length), 1}) + header + data
}

// typed is a transaction of one record under IDC 1.
func typed(typ string, record string, changes ...string) string {
	return type1([]string{typ + " 1"}, changes...) + record
}

// TestCheckByRecordType: a whole record of every type has no finding, and each
// fault in it has exactly one.
func TestCheckByRecordType(t *testing.T) {
	iris := func(changes ...string) string {
		return strings.ReplaceAll(print14(append([]string{"003:1", "-013"}, changes...)...), "14.", "17.")
	}
	base := func(typ string, changes ...string) string {
		return strings.ReplaceAll(print14(changes...), "14.", typ+".")
	}
	wsqWithComment := strings.Replace(wsqHeader, "\xff\xa8\x00\x06NIST", "\xff\xa8\x00\x17NIST_COM 2\nPPI 1000\nX", 1)
	wsq := []string{"006:300", "007:200", "011:WSQ20"}
	cases := []struct {
		name, data string
		want       expectedFinding
	}{
		{"minutiae", typed("9", minutiae9()), expectedFinding{}},
		{"minutiae counted wrong", typed("9", minutiae9("010:4")), expectedFinding{"E", RuleCount, "9.010"}},
		{"minutiae of another block", typed("9", minutiae9("004:U")), expectedFinding{"W", RuleDependency, "9.004"}},
		{"FMT S without its block", typed("9", tagged(9, "002:1", "003:0", "004:S", "126:27\x1f513\x1f000F0001")), expectedFinding{"W", RuleDependency, "9.004"}},
		{"M1 minutiae", typed("9", tagged(9, "002:1", "003:0", "004:U", "136:1", "137:1\x1f10\x1f10\x1f90\x1f1\x1f50")), expectedFinding{}},
		{"M1 minutiae counted wrong", typed("9", tagged(9, "002:1", "003:0", "004:U", "136:2", "137:1\x1f10\x1f10\x1f90\x1f1\x1f50")), expectedFinding{"E", RuleCount, "9.136"}},
		{"M1 angle beyond 179", typed("9", tagged(9, "002:1", "003:0", "004:U", "136:1", "137:1\x1f10\x1f10\x1f180\x1f1\x1f50")), expectedFinding{"W", RuleValue, "9.137"}},
		{"EFS orientation below -179", typed("9", tagged(9, "002:1", "003:0", "004:U", "301:-180")), expectedFinding{"W", RuleValue, "9.301"}},
		{"fields of the 1990s", typed("9", tagged(9, "002:1", "003:0", "004:U", "013:1")), expectedFinding{"W", RuleDeprecated, "9.013"}},
		{"photograph", typed("10", face10()), expectedFinding{}},
		{"photograph without its image", typed("10", face10("-999")), expectedFinding{"W", RuleMandatory, "10.999"}},
		{"photograph of unknown kind", typed("10", face10("003:PORTRAIT")), expectedFinding{"W", RuleValue, "10.003"}},
		{"pose of 200 degrees", typed("10", face10("021:200")), expectedFinding{"W", RuleValue, "10.021"}},
		{"longitude of 200 degrees", typed("10", face10("998:\x1f43.25\x1f\x1f\x1f200")), expectedFinding{"W", RuleValue, "10.998"}},
		{"minutes just under 60", typed("10", face10("998:\x1f43\x1f59.999\x1f\x1f76")), expectedFinding{}},
		{"minutes of 60", typed("10", face10("998:\x1f43\x1f60\x1f\x1f76")), expectedFinding{"W", RuleValue, "10.998"}},
		{"polygon of three points", typed("10", face10("033:FACE\x1f3\x1f1\x1f2\x1f3\x1f4\x1f5\x1f6")), expectedFinding{}},
		{"polygon short of a point", typed("10", face10("033:FACE\x1f4\x1f1\x1f2\x1f3\x1f4\x1f5\x1f6")), expectedFinding{"E", RuleCount, "10.033"}},
		{"a tattoo and its detail", type1([]string{"10 1", "10 1"}) + face10() + face10("006:10", "007:20"), expectedFinding{}},
		{"user-defined field", typed("10", face10("200:a\x1fb\x1fc")), expectedFinding{}},
		{"unassigned field", typed("10", face10("150:x")), expectedFinding{"W", RuleUnassigned, "10.150"}},
		{"unassigned field of a later edition", typed("10", face10("150:x"), "002:0501", "013:X\x1f"), expectedFinding{}},
		{"field of the edition of 2007", typed("10", face10("022:x")), expectedFinding{"W", RuleDeprecated, "10.022"}},
		{"edition of 2013 without a domain", typed("10", face10(), "002:0501"), expectedFinding{"W", RuleMandatory, "1.013"}},
		{"test image", typed("16", base("16", "003:EAR", "-013")), expectedFinding{}},
		{"test image without its kind", typed("16", base("16", "-003", "-013")), expectedFinding{"W", RuleMandatory, "16.003"}},
		{"iris", typed("17", iris()), expectedFinding{}},
		{"iris of neither eye", typed("17", iris("003:3")), expectedFinding{"W", RuleValue, "17.003"}},
		{"iris image without its width", typed("17", iris("-006")), expectedFinding{"W", RuleMandatory, "17.006"}},
		{"plantar", typed("19", base("19", "003:28", "013:60")), expectedFinding{}},
		{"plantar of a finger", typed("19", base("19", "003:28")), expectedFinding{"W", RuleLength, "19.013"}},
		{"source of an image", typed("20", base("20", "003:S", "-005", "-013", "014:14", "015:JPG", "021:1")), expectedFinding{}},
		{"source without its number", typed("20", base("20", "003:S", "-005", "-013", "014:14", "015:JPG")), expectedFinding{"W", RuleMandatory, "20.021"}},
		{"source named by its image", type1([]string{"20 1", "14 2"}) + base("20", "003:S", "-005", "-013", "014:14", "015:JPG", "021:7") + print14("002:2", "997:7"), expectedFinding{}},
		{"source that is not there", type1([]string{"20 1", "14 2"}) + base("20", "003:S", "-005", "-013", "014:14", "015:JPG", "021:7") + print14("002:2", "997:7\x1e8\x1f1"), expectedFinding{"W", RuleReference, "14.997"}},
		{"attachment that is not there", typed("14", print14("995:3")), expectedFinding{"W", RuleReference, "14.995"}},
		{"attachment", typed("21", tagged(21, "002:1", "004:ORG", "015:PDF", "021:1", "999:%PDF")), expectedFinding{}},
		{"signed log", typed("98", tagged(98, "002:1", "003:0001", "004:ORG", "005:X", "006:18990131120000Z")), expectedFinding{}},
		{"signed log without a time", typed("98", tagged(98, "002:1", "003:0001", "004:ORG", "005:X", "006:1899")), expectedFinding{"W", RuleType, "98.006"}},
		{"CBEFF record", typed("99", tagged(99, "002:1", "004:ORG", "005:18990131", "100:0101", "101:00000008", "103:001B", "104:0401", "999:x")), expectedFinding{}},
		{"CBEFF record of another header", typed("99", tagged(99, "002:1", "004:ORG", "005:18990131", "100:0102", "101:00000008", "103:001B", "104:0401", "999:x")), expectedFinding{"W", RuleValue, "99.100"}},
		{"records that are carried only", type1([]string{"11 1", "12 2", "22 3", "55 4"}) + tagged(11, "002:1", "900:x") + tagged(12, "002:2") + tagged(22, "002:3") + tagged(55, "002:4", "999:\x00"), expectedFinding{}},
		{"an IDC beyond 99 in one of them", type1([]string{"22 100"}) + tagged(22, "002:100"), expectedFinding{"W", RuleValue, "22.002"}},
		{"signature", typed("8", signature8("\x00\x00\x00\x00\x10\x00\x10", strings.Repeat("x", 32))), expectedFinding{}},
		{"signature in colour", typed("8", signature8("\x00\x00\x00\x00\x10\x00\x02", strings.Repeat("x", 96))), expectedFinding{}},
		{"signature of another size", typed("8", signature8("\x00\x00\x00\x00\x10\x00\x10", strings.Repeat("x", 31))), expectedFinding{"W", RuleRawSize, "8.006"}},
		{"signature as vectors", typed("8", signature8("\x01\x02\x00\x00\x00\x00\x00", "12345")), expectedFinding{}},
		{"signature of neither", typed("8", signature8("\x02\x02\x00\x00\x00\x00\x00", "12345")), expectedFinding{"W", RuleValue, "8.003"}},
		{"signature of unknown form", typed("8", signature8("\x00\x03\x00\x00\x00\x00\x00", "12345")), expectedFinding{"W", RuleValue, "8.004"}},
		{"signature of unknown scale", typed("8", signature8("\x00\x01\x02\x00\x00\x00\x00", "12345")), expectedFinding{"W", RuleValue, "8.005"}},
		{"tip without what it is of", typed("14", print14("013:19")), expectedFinding{"W", RuleDependency, "14.014"}},
		{"part of a whole finger", typed("14", print14("014:1\x1fTIP")), expectedFinding{"W", RuleDependency, "14.014"}},
		{"depth of a pixel in colour", typed("14", print14("011:PNG", "012:24", "999:"+colour20x10(t))), expectedFinding{}},
		{"polygon with a point too many", typed("10", face10("033:FACE\x1f3\x1f1\x1f2\x1f3\x1f4\x1f5\x1f6\x1f7\x1f8")), expectedFinding{"E", RuleCount, "10.033"}},
		{"alternate segmentation", typed("14", print14("025:2\x1f3\x1f1\x1f2\x1f3\x1f4\x1f5\x1f6")), expectedFinding{}},
		{"segmentation short of a point", typed("14", print14("025:2\x1f4\x1f1\x1f2\x1f3\x1f4\x1f5\x1f6")), expectedFinding{"E", RuleCount, "14.025"}},
		{"image without a scale", typed("14", print14("-010")), expectedFinding{"W", RuleMandatory, "14.010"}},
		{"depth of the image", typed("14", print14("011:PNG", "012:16", "999:"+string(drawn(t, 20, 10, 1)))), expectedFinding{"W", RuleDepth, "14.012"}},
		{"comment of the image says 1000", typed("14", print14(append(wsq, "999:"+wsqWithComment)...)), expectedFinding{"W", RuleComment, ""}},
		{"comment of the image agrees", typed("14", print14(append(wsq, "009:1000", "010:1000", "999:"+wsqWithComment)...)), expectedFinding{}},
		{"no comment in the image", typed("14", print14(append(wsq, "999:"+wsqHeader)...)), expectedFinding{}},
		{"latent with loss where INT-I takes it", typed("13", strings.ReplaceAll(print14(append(wsq, "003:4", "999:"+wsqHeader)...), "14.", "13."), "013:INT-I\x1f06.00"), expectedFinding{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantOnly(t, c.data, c.want) })
	}
}

// colour20x10 is a PNG of three components.
func colour20x10(t *testing.T) string {
	var out bytes.Buffer
	img := image.NewRGBA(image.Rect(0, 0, 20, 10))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// wantOnly fails unless Check reports exactly one finding, or none for the zero
// value.
func wantOnly(t *testing.T, data string, want expectedFinding) {
	t.Helper()
	parsed := mustParse(t, []byte(data))
	found := parsed.Check()
	if !bytes.Equal(parsed.Bytes(), []byte(data)) {
		t.Error("not written back byte-identical")
	}
	if want == (expectedFinding{}) {
		if len(found) != 0 {
			t.Fatalf("found %v", found)
		}
		return
	}
	if len(found) != 1 || want != (expectedFinding{found[0].Grade, found[0].Rule, found[0].Field}) {
		t.Fatalf("found %+v, want %+v alone", found, want)
	}
}

func TestMinutiae(t *testing.T) {
	m, ok := mustParse(t, []byte(typed("9", minutiae9("300:10\x1f10", "331:1\x1f1\x1f1\x1fE")))).Records[1].Minutiae()
	if !ok || !m.Standard || m.IDC != 1 || m.Impression != 0 || len(m.Blocks) != 2 {
		t.Fatalf("reads %+v", m)
	}
	if b := m.Blocks[0]; b.Name != "standard" || b.Count != 3 || b.Listed != 3 {
		t.Errorf("standard block reads %+v", b)
	}
	if b := m.Blocks[1]; b.Name != "EFS" || b.Count != -1 || b.Listed != 1 {
		t.Errorf("EFS block reads %+v", b)
	}
}
