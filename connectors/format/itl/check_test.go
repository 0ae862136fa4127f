package itl

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// expectedFinding is grade, rule and field of the one finding a case must give.
type expectedFinding struct {
	grade       Grade
	rule, field string
}

func TestCheckFindsOneFaultEach(t *testing.T) {
	one, two, four := []string{"14 1"}, []string{"14 1", "14 2"}, []string{"4 1"}
	raw := strings.Repeat("\x1d", 200)
	sum := sha256.Sum256([]byte(raw))
	png20x10 := string(drawn(t, 20, 10, 1))
	cases := []struct {
		name, data string
		want       expectedFinding
	}{
		{"IDC differs", type1(one) + print14("002:02"), expectedFinding{"E", RuleIDC, "14.002"}},
		{"IDC missing in Type-2", type1([]string{"2 0"}) + tagged(2, "003:x"), expectedFinding{"E", RuleIDC, "2.002"}},
		{"IDC differs in Type-4", type1([]string{"4 2"}) + print4(nil), expectedFinding{"E", RuleIDC, "4.002"}},
		{"foreign field", type1(one) + print14("13.005:18990131"), expectedFinding{"E", RuleForeignField, "13.005"}},
		{"raw size", type1(one) + print14("006:21"), expectedFinding{"E", RuleRawSize, "14.006"}},
		{"raw size in Type-4", type1(four) + print4(func(raw []byte) { raw[14] = 21 }), expectedFinding{"E", RuleRawSize, "4.006"}},
		{"PNG called NONE", type1(one) + print14("999:"+png20x10), expectedFinding{"E", RuleSignature, "14.011"}},
		{"PNG called WSQ20", type1(one) + print14("011:WSQ20", "999:"+png20x10), expectedFinding{"E", RuleSignature, "14.011"}},
		{"pixels called PNG", type1(one) + print14("011:PNG"), expectedFinding{"E", RuleSignature, "14.011"}},
		{"pixels called WSQ20 in Type-4", type1(four) + print4(func(raw []byte) { raw[17] = 1 }), expectedFinding{"E", RuleSignature, "4.008"}},
		{"PNG of another size", type1(one) + print14("011:PNG", "006:21", "999:"+png20x10), expectedFinding{"E", RuleImageSize, "14.006"}},
		{"PNG cut in its header", type1(one) + print14("011:PNG", "999:"+png20x10[:20]), expectedFinding{"E", RuleImageTruncate, "14.999"}},
		{"hash of something else", type1(one) + print14("996:"+strings.Repeat("0", 64)), expectedFinding{"E", RuleHash, "14.996"}},
		{"hash in capitals", type1(one) + print14("996:"+strings.ToUpper(hex.EncodeToString(sum[:]))), expectedFinding{}},
		{"hash too short", type1(one) + print14("996:00"), expectedFinding{"W", RuleLength, "14.996"}},
		{"same finger twice", type1(two) + print14() + print14("002:02"), expectedFinding{"E", RuleDuplicate, "14.013"}},
		{"same finger, plain and rolled", type1(two) + print14() + print14("002:02", "003:0"), expectedFinding{}},
		{"one IDC, two sizes", type1([]string{"14 1", "14 1"}) + print14() + print14("006:10", "007:20", "013:3"), expectedFinding{"E", RuleSharedIDC, "14.002"}},
		{"one IDC, two widths", type1([]string{"14 1", "14 1"}) + print14() + print14("006:10", "013:3", "999:"+raw[:100]), expectedFinding{"E", RuleSharedIDC, "14.002"}},
		{"one IDC, two heights", type1([]string{"14 1", "14 1"}) + print14() + print14("007:11", "013:3", "999:"+raw+raw[:20]), expectedFinding{"E", RuleSharedIDC, "14.002"}},
		{"unknown finger twice", type1(two) + print14("013:0") + print14("002:02", "013:0"), expectedFinding{}},
		{"unknown ridge twice", type1(two) + print14("013:18") + print14("002:02", "013:18"), expectedFinding{}},
		{"tip twice", type1(two) + print14("013:19", "014:1\x1fEJI") + print14("002:02", "013:19", "014:1\x1fTIP"), expectedFinding{}},
		{"latent of one finger twice", type1([]string{"13 1", "13 2"}) + latent13() + latent13("002:02"), expectedFinding{}},
		{"latent compressed with loss", type1([]string{"13 1"}) + latent13("006:300", "007:200", "011:WSQ20", "999:"+wsqHeader), expectedFinding{"W", RuleAlgorithm, "13.011"}},
		{"RGB pixels in Type-10", type1([]string{"10 1"}) + face10("012:SRGB", "999:"+raw+raw+raw), expectedFinding{}},
		{"two colours in Type-10", type1([]string{"10 1"}) + face10("012:SRGB", "999:"+raw+raw), expectedFinding{"E", RuleRawSize, "10.006"}},
		{"no image, no reason", type1(one) + print14("-999"), expectedFinding{"E", RuleImageMissing, ""}},
		{"no image, finger amputated", type1(one) + tagged(14, "002:1", "003:1", "004:O", "005:18990131", "013:2", "018:2\x1fXX"), expectedFinding{}},
		{"not UTF-8", type1(one, "015:3\x1fUTF-8") + print14("020:\xff"), expectedFinding{"E", RuleEncoding, "14.020"}},
		{"not ASCII", type1(one, "015:0\x1fASCII") + print14("020:\xff"), expectedFinding{"E", RuleEncoding, "14.020"}},
		{"character set not said", type1(one) + print14("020:Әли"), expectedFinding{"W", RuleUndeclared, "14.020"}},
		{"UTF-16", type1(one, "015:2\x1fUTF-16") + print14(), expectedFinding{"E", RuleCharset, "1.015"}},
		{"TOT missing", type1(one, "-004") + print14(), expectedFinding{"E", RuleMandatory, "1.004"}},
		{"ORI empty", type1(one, "008:") + print14(), expectedFinding{"E", RuleMandatory, "1.008"}},
		{"IMP missing", type1(one) + print14("-003"), expectedFinding{"W", RuleMandatory, "14.003"}},
		{"IMP of a latent", type1(one) + print14("003:4"), expectedFinding{"W", RuleValue, "14.003"}},
		{"IMP of a latent in Type-4", type1(four) + print4(func(raw []byte) { raw[5] = 4 }), expectedFinding{"W", RuleValue, "4.003"}},
		{"FGP of a palm", type1(one) + print14("013:21"), expectedFinding{"W", RuleValue, "14.013"}},
		{"FGP of a palm in Type-4", type1(four) + print4(func(raw []byte) { raw[6] = 21 }), expectedFinding{"W", RuleValue, "4.004"}},
		{"SLC without units", type1(one) + print14("008:0"), expectedFinding{"W", RuleResolution, ""}},
		{"two scales", type1(one) + print14("010:250"), expectedFinding{"W", RuleResolution, "14.010"}},
		{"native resolution not said", type1(four) + print4(func(raw []byte) { raw[12] = 1 }), expectedFinding{"W", RuleResolution, ""}},
		{"NTR against ISR", type1(four, "012:39.37") + print4(nil), expectedFinding{"W", RuleResolution, "1.012"}},
		{"CGA unknown", type1(one) + print14("011:WSQ"), expectedFinding{"W", RuleValue, "14.011"}},
		{"CGA unknown in Type-4", type1(four) + print4(func(raw []byte) { raw[17] = 7 }), expectedFinding{"W", RuleValue, "4.008"}},
		{"date that does not exist", type1(one, "005:18990230") + print14(), expectedFinding{"W", RuleType, "1.005"}},
		{"version of 1997", type1(one, "002:0200") + print14(), expectedFinding{"W", RuleVersion, "1.002"}},
		{"version unknown", type1(one, "002:0600") + print14(), expectedFinding{"W", RuleVersion, "1.002"}},
		{"TCN with a hyphen", type1(one, "009:A-1") + print14(), expectedFinding{"W", RuleType, "1.009"}},
		{"comment too long", type1(one) + print14("020:"+strings.Repeat("x", 127)), expectedFinding{"W", RuleLength, "14.020"}},
		{"comment of 126 Cyrillic letters", type1(one, "015:3\x1fUTF-8") + print14("020:"+strings.Repeat("Қ", 126)), expectedFinding{}},
		{"six amputations", type1(one) + print14("018:"+strings.TrimSuffix(strings.Repeat("1\x1fXX\x1e", 6), "\x1e")), expectedFinding{"W", RuleOccurrence, "14.018"}},
		{"AMP code unknown", type1(one) + print14("018:2\x1fNO"), expectedFinding{"W", RuleValue, "14.018"}},
		{"domain without version", type1(one, "013:NORAM\x1f") + print14(), expectedFinding{}},
		{"short field number", type1(one) + print14("14.20:x"), expectedFinding{"W", RuleFieldNumber, "14.020"}},
		{"leading zero in tags", tagged(1, "01.002:0500", "01.003:1\x1f1\x1e14\x1f01", "004:A", "005:18990131", "007:D", "008:O", "009:1", "011:00.00", "012:00.00") + print14(), expectedFinding{}},
		{"withdrawn record type", type1([]string{"6 1"}) + print4(func(raw []byte) { raw[14] = 160 }), expectedFinding{"W", RuleDeprecated, ""}},
		{"nothing wrong in Type-4", type1(four) + print4(nil), expectedFinding{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found := mustParse(t, []byte(c.data)).Check()
			if c.want == (expectedFinding{}) {
				if len(found) != 0 {
					t.Fatalf("found %v", found)
				}
				return
			}
			if len(found) != 1 || c.want != (expectedFinding{found[0].Grade, found[0].Rule, found[0].Field}) {
				t.Fatalf("found %+v, want %+v alone", found, c.want)
			}
			if at := c.data[found[0].Offset:]; c.want.field != "" && !strings.HasPrefix(c.want.field, "4.") && c.want.rule != RuleMandatory && c.want.rule != RuleIDC && !strings.HasPrefix(at, c.want.field[:3]) {
				t.Errorf("offset %d is not that field's", found[0].Offset)
			}
		})
	}
}

func TestUnknownScaleUnitGivesNoResolution(t *testing.T) {
	parsed := mustParse(t, []byte(type1([]string{"14 1"})+print14("008:3")))
	if ppi := parsed.Fingerprints()[0].PixelsPerInch; ppi != 0 {
		t.Errorf("%d pixels per inch from an unknown unit", ppi)
	}
	found := parsed.Check()
	if !hasFinding(found, expectedFinding{"W", RuleValue, "14.008"}) || !hasFinding(found, expectedFinding{"W", RuleResolution, ""}) {
		t.Errorf("found %+v", found)
	}
}

func TestRepeatedFieldIsKeptAndNamed(t *testing.T) {
	data := []byte(type1([]string{"2 0"}) + tagged(2, "002:00", "034:one", "030:x", "034:two"))
	parsed := mustParse(t, data)
	if got := parsed.Records[1].Text(34); got != "one" {
		t.Errorf("the first one reads %q", got)
	}
	found := parsed.Check()
	if len(found) != 1 || found[0].Rule != RuleOccurrence || found[0].Offset != bytes.LastIndex(data, []byte("2.034")) {
		t.Errorf("found %+v", found)
	}
	if !bytes.Equal(parsed.Bytes(), data) {
		t.Error("not written back byte-identical")
	}
}

func TestFindingsAreBounded(t *testing.T) {
	data := type1([]string{"14 1"}) + print14("020:x"+strings.Repeat("\x1d14.020:x", 3*mostFindings))
	found := mustParse(t, []byte(data)).Check()
	if len(found) != mostFindings {
		t.Errorf("%d findings", len(found))
	}
}

// TestFindingsCarryNoText puts a word into every text field and looks for it in
// what is said about the faults.
func TestFindingsCarryNoText(t *testing.T) {
	const word = "ZHANSAYA"
	data := type1([]string{"14 1"}, "002:"+word, "004:"+word+"7", "005:"+word, "009:"+word+"-", "011:"+word) +
		print14("003:"+word, "005:"+word, "011:"+word, "013:"+word, "018:1\x1f"+word, "996:"+word)
	found := mustParse(t, []byte(data)).Check()
	if len(found) < 10 {
		t.Errorf("only %d findings", len(found))
	}
	for _, f := range found {
		if strings.Contains(f.Error(), word) {
			t.Errorf("%s tells the value", f.Rule)
		}
	}
}

// TestSamplesGiveTheExpectedFindings: no sample is refused, none contradicts
// itself, and what the table says of them is what an independent reader found.
func TestSamplesGiveTheExpectedFindings(t *testing.T) {
	files := sampleFiles(t)
	list, err := os.Open(filepath.Join(samplesDir(t), "expected", "mrt2011-findings.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	for lines := bufio.NewScanner(list); lines.Scan(); {
		name, finding, _ := strings.Cut(lines.Text(), "\t")
		data, present := files[name]
		if !present || !strings.HasPrefix(finding, "rec0 1.009") {
			continue
		}
		if !hasFinding(mustParse(t, data).Check(), expectedFinding{"W", RuleType, "1.009"}) {
			t.Errorf("%s: 1.009 is not reported", name)
		}
	}
	for name, data := range files {
		for _, f := range mustParse(t, data).Check() {
			if f.Grade != GradeTable {
				t.Errorf("%s: %s", name, f.Error())
			}
		}
	}
}

func hasFinding(found []Finding, want expectedFinding) bool {
	for _, f := range found {
		if want == (expectedFinding{f.Grade, f.Rule, f.Field}) {
			return true
		}
	}
	return false
}
