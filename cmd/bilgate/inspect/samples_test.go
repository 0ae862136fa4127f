package inspect

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"bilgate/connectors/format/cms"
)

// samples is the folder of reference files that may lie beside the repository.
func samples(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "..", "shared", "samples"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no reference files beside the repository")
	}
	return dir
}

// sample reads a reference file; nil if it is not there.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(samples(t), filepath.FromSlash(name)))
	if err != nil {
		return nil
	}
	return data
}

func rows(t testing.TB, name string) [][]string {
	t.Helper()
	var out [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(sample(t, name))), "\n")[1:] {
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}

// allFiles are the made ones and a few of the samples, one of each format.
func allFiles(t testing.TB) map[string][]byte {
	files := madeFiles(t)
	if _, err := os.Stat(filepath.Join("..", "..", "..", "..", "shared", "samples")); err != nil {
		return files
	}
	for _, name := range []string{
		"wsq/jnbis-sample.wsq", "mosip/iso/info_left_index_auth.jp2", "emrtd/etsi-tr103200/EF_SOD.bin", "emrtd/etsi-tr103200/dsc_de_0130846f2b3e.cer",
		"iso19794/fmr.iso2005", "mosip/iso/info_left_thumb_auth_wsq.iso", "mdoc/iso18013-5-annexD-issuer_signed.cbor", "emrtd/etsi-tr103200/EF_DG15.bin",
	} {
		if data := sample(t, name); data != nil {
			files[name] = data
		}
	}
	return files
}

// TestInventory holds the records of every transaction against the inventory of an independent parser.
func TestInventory(t *testing.T) {
	seen, last := map[string]parsed{}, ""
	for _, row := range rows(t, "ansi-nist/expected/inventory.tsv") {
		name := row[0]
		p, ok := seen[name]
		if !ok {
			data := sample(t, "ansi-nist/"+name)
			if data == nil {
				continue
			}
			p = read(t, data, Options{})
			seen[name] = p
			for _, f := range p.Findings {
				if f.Grade == "F" {
					t.Errorf("%s: %+v", name, f)
				}
			}
		}
		last = name
		index, _ := strconv.Atoi(row[1])
		if index >= len(p.Records) {
			t.Errorf("%s: no record %d", name, index)
			continue
		}
		r := p.Records[index]
		if strconv.Itoa(*r.Type) != row[2] || strconv.Itoa(r.Offset) != row[3] || strconv.Itoa(r.Length) != row[4] {
			t.Errorf("%s record %d: %+v, want %v", name, index, r, row[2:5])
		}
		checkInventoryImage(t, name, r.Image, row)
	}
	if last == "" {
		t.Skip("no transaction of the inventory is here")
	}
}

// checkInventoryImage compares size, compression, bytes and digest of one record.
func checkInventoryImage(t *testing.T, name string, i *Image, row []string) {
	t.Helper()
	if row[11] == "0" || row[11] == "-" {
		if i != nil {
			t.Errorf("%s record %s: an image of %d bytes", name, row[1], i.Bytes)
		}
		return
	}
	if i == nil || strconv.Itoa(i.Bytes) != row[11] || i.SHA256 != row[12] {
		t.Errorf("%s record %s: %+v, want %v", name, row[1], i, row[8:13])
		return
	}
	if row[8] != "-" && (strconv.Itoa(i.Width) != row[8] || strconv.Itoa(i.Height) != row[9]) {
		t.Errorf("%s record %s: %d x %d, want %v", name, row[1], i.Width, i.Height, row[8:10])
	}
	if !strings.HasPrefix(row[10], "SRT") && row[10] != "-" && i.Compression != row[10] {
		t.Errorf("%s record %s: %s, want %s", name, row[1], i.Compression, row[10])
	}
}

// TestDecodedImages: pixels equal those of the pictures beside the samples.
func TestDecodedImages(t *testing.T) {
	card := sample(t, "ansi-nist/reference-2007/type-4-tpcard.an2")
	for record := 2; record <= 15 && card != nil; record++ {
		position := map[int]int{12: 14, 13: 12, 14: 11, 15: 13}[record]
		if position == 0 {
			position = record - 1
		}
		samePicture(t, card, record, "wsq/jnbis-tpcard-decoded-png/fp-"+strconv.Itoa(position)+".png")
	}
	samePicture(t, sample(t, "wsq/jnbis-sample.wsq"), 0, "wsq/jnbis-sample.png")
}

func samePicture(t *testing.T, data []byte, record int, name string) {
	t.Helper()
	f, err := os.Open(filepath.Join(samples(t), filepath.FromSlash(name)))
	if err != nil || data == nil {
		return
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Picture(data, record)
	if err != nil || got.Bounds() != want.Bounds() {
		t.Errorf("record %d and %s: %v", record, name, err)
		return
	}
	grey := got.(*image.Gray)
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			if r, _, _, _ := want.At(x, y).RGBA(); uint8(r>>8) != grey.GrayAt(x, y).Y {
				t.Fatalf("record %d and %s differ at %d, %d", record, name, x, y)
			}
		}
	}
}

// TestZoneVectors: a good document has no finding, any other has; each wrong check digit is at its line and column.
func TestZoneVectors(t *testing.T) {
	for i, row := range rows(t, "mrz/mrz_vectors.tsv") {
		p := read(t, []byte(row[0]), Options{})
		if p.Format != "icao-9303-mrz" || p.Document != row[1] || (len(p.Findings) == 0) != (row[4] == "VALID") {
			t.Errorf("vector %d: %s %s, %d findings, want %s %s", i+1, p.Format, p.Document, len(p.Findings), row[1], row[4])
		}
		for _, f := range p.Findings {
			if f.Rule == "check_digit" && len(f.Found) == 1 && row[0][f.Offset] != f.Found[0] {
				t.Errorf("vector %d: found %s at offset %d, where %c stands", i+1, f.Found, f.Offset, row[0][f.Offset])
			}
		}
	}
}

// TestSecurityObjects: digest algorithm, data groups and signature are those that another implementation found.
func TestSecurityObjects(t *testing.T) {
	for _, row := range rows(t, "emrtd/expected_sod.tsv") {
		data := sample(t, "emrtd/"+row[0])
		if data == nil {
			continue
		}
		p := read(t, data, Options{})
		var numbers []string
		for _, g := range p.Groups {
			numbers = append(numbers, strconv.Itoa(g.Number))
		}
		if p.SHA256 != row[1] || p.Format != "icao-9303-sod" || len(numbers) > 0 && strings.Join(numbers, ",") != row[4] {
			t.Errorf("%s: %s, groups %v, want %s", row[0], p.Format, numbers, row[4])
		}
		if strings.HasPrefix(row[6], "OK") && p.Signature.Result != cms.Pass {
			t.Errorf("%s: signature %+v, want pass", row[0], p.Signature)
		}
		if p.Chain.Result != cms.Unknown {
			t.Errorf("%s: chain %+v without any authority", row[0], p.Chain)
		}
	}
}

// TestDataGroups: a group that was changed fails, and nothing else does.
func TestDataGroups(t *testing.T) {
	sod, dg1, dg15 := sample(t, "emrtd/etsi-tr103200/EF_SOD.bin"), sample(t, "emrtd/etsi-tr103200/EF_DG1.bin"), sample(t, "emrtd/etsi-tr103200/EF_DG15.bin")
	if sod == nil || dg1 == nil || dg15 == nil {
		t.Skip("no chip among the samples")
	}
	changed := append([]byte{}, dg1...)
	changed[len(changed)-1] ^= 1
	for want, group := range map[string][]byte{"pass": dg1, "fail": changed} {
		p := read(t, sod, Options{Groups: map[int][]byte{1: group, 15: dg15}})
		for _, v := range p.Verified {
			expected := map[int]string{1: want, 15: "pass"}[v.Number]
			if expected == "" {
				expected = "unknown"
			}
			if v.Result != expected {
				t.Errorf("DG%d: %s, want %s", v.Number, v.Result, expected)
			}
		}
		if p.Signature.Result != cms.Pass || (len(p.Findings) == 0) != (want == "pass") {
			t.Errorf("%s: %+v, %+v", want, p.Signature, p.Findings)
		}
	}
}

// TestSampleFormats: what each family is recognised as, and whether it can be used.
func TestSampleFormats(t *testing.T) {
	for _, c := range []struct {
		name, format string
		unusable     bool
	}{
		{"codis-cmf/Codis-Single-Profile.xml", "codis-cmf", false},
		{"codis-cmf/Codis-Mix-Profile-With-BOM-Header.xml", "codis-cmf", false},
		{"codis-cmf/broken-allele.xml", "codis-cmf", true},
		{"codis-cmf/broken-locus.xml", "codis-cmf", true},
		{"codis-cmf/no-profiles.xml", "codis-cmf", true},
		{"codis-cmf/not-a-codis-file.xml", "xml", true},
		{"codis-csv/database_codis_generated_10.csv", "codis-csv", false},
		{"genemapper/GeneMapperExample.txt", "genemapper-wide", false},
		{"genemapper/GeneMapperExampleWithHeights.txt", "genemapper-wide", false},
		{"genemapper/GeneMapperExampleBrokenHeader.txt", "genemapper-wide", true},
		{"genemapper/strvalidator-ref3.txt", "genemapper-long", false},
		{"iso19794/fmr.iso2005", "iso-19794-2", false},
		{"iso19794/fmr.ansi2004", "incits-378", false},
		{"iso19794/face01.iso2005", "iso-19794-5", false},
		{"iso19794/iris01.iso2011", "iso-19794-6", false},
		{"mosip/iso/FingerPrintLeft_Index.iso", "iso-19794-4", false},
		{"mosip/iso/info_left_index_auth_jp2000.iso", "iso-19794-4", false},
		{"mosip/iso/info_encyrpted.iso", "unknown", true},
		{"mosip/nist-xml/AllFields.xml", "niem-biometrics-xml", false},
		{"mosip/cbeff/cbeff-sample.xml", "cbeff-xml", false},
		{"mdoc/iso18013-5-annexD-issuer_signed.cbor", "iso-18013-5-mdoc", false},
		{"emrtd/etsi-tr103200/EF_DG14.bin", "icao-9303-dg14", false},
		{"emrtd/iso39794/ICAO_39794_5_AP_DG2_MandFields.dat", "icao-9303-dg2", false},
		{"kits/STRBaseExtendedLocusList.xlsx", "zip", true},
		{"jpeg2000/libbiomeval-img.jp2", "jp2", false},
	} {
		data := sample(t, c.name)
		if data == nil {
			continue
		}
		r := Read(data, Options{Today: today})
		if string(r.Format) != c.format || r.Unusable() != c.unusable {
			t.Errorf("%s: %s, unusable %t, want %s, %t: %+v", c.name, r.Format, r.Unusable(), c.format, c.unusable, r.Findings)
		}
	}
}
