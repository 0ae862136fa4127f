package format

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
)

func be(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }

// fmr is a minutiae record of 40 bytes whose header goes on as given.
func fmr(version, header string) string {
	text := "FMR\x00" + version + "\x00" + header
	return text + strings.Repeat("\x07", 40-len(text))
}

// blocks is a FIR of the 2005 family: a header of so many bytes with the number of fingers, and blocks of 20 bytes.
func blocks(header, countAt, fingers int) string {
	text := []byte("FIR\x00010\x00" + strings.Repeat("\x00", header-8))
	text[countAt] = byte(fingers)
	return string(text) + strings.Repeat(be(20)+strings.Repeat("\x01", 16), fingers)
}

const (
	cmfRoot  = `CODISImportFile xmlns="urn:CODISImportFile-schema"><HEADERVERSION>`
	passport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
)

var contents = []struct {
	name, content string
	format        Format
	sure          bool
}{
	{"nothing", "", Unknown, true},
	{"one byte", "1", Unknown, false},
	{"zeros", strings.Repeat("\x00", 99), Unknown, false},
	{"prose", "Once upon a time there was a file.", Unknown, false},
	{"ciphertext in base64", "dGhpcyBpcyBub3QgYSByZWNvcmQ_-aaaaaaaaaaaaaaaaaaaa", Unknown, false},
	{"ITL", "1.001:276\x1d1.002:0400", ITL, true},
	{"ITL with zeros", "01.001:276\x1d", ITL, true},
	{"ITL that begins later", "2.001:57\x1d2.002:00", ITL, false},
	{"WSQ", "\xff\xa0\xff\xa8", WSQ, true},
	{"JP2", "\x00\x00\x00\x0cjP  \r\n\x87\n", JP2, true},
	{"JPEG 2000 codestream", "\xff\x4f\xff\x51\x00\x29", J2K, true},
	{"JPEG", "\xff\xd8\xff\xe0", JPEG, true},
	{"PNG", "\x89PNG\r\n\x1a\n", PNG, true},
	{"GZIP", "\x1f\x8b\x08\x00", GZIP, true},
	{"ZIP", "PK\x03\x04\x14", ZIP, true},
	{"PDF", "%PDF-1.7", PDF, true},
	{"PEM", "-----BEGIN CERTIFICATE-----", PEM, true},
	{"BMP", "BM\x08\x00\x00\x00..", BMP, true},
	{"a text that begins like BMP", "BMW is a car maker", Unknown, false},
	{"minutiae of ISO", fmr(" 20", be(40)), Minutiae, true},
	{"minutiae of INCITS, two bytes of length", fmr(" 20", "\x00\x28\x00\x33"), INCITS378, true},
	{"minutiae of INCITS, six bytes of length", fmr(" 20", "\x00\x00\x00\x00\x00\x28"), INCITS378, true},
	{"minutiae of a length that lies", fmr(" 20", be(41)), Minutiae, false},
	{"minutiae cut in the header", "FMR\x00 20\x00\x00", Minutiae, false},
	{"minutiae of ISO 2011", fmr("030", be(40)+"\x00\x01\x00"+be(25)), Minutiae, true},
	{"minutiae of INCITS 2007", fmr("030", be(40)+"\x00\x33\x00\x00"), INCITS378, false},
	{"fingers of ISO 2005", blocks(32, 18, 2), Fingers, true},
	{"fingers of INCITS 381", blocks(36, 22, 2), INCITS381, true},
	{"fingers of lengths that lie", blocks(32, 18, 2) + "x", Fingers, false},
	{"fingers of ISO 2011", "FIR\x00020\x00" + be(60), Fingers, true},
	{"face", "FAC\x00010\x00", Face, true},
	{"iris", "IIR\x00020\x00", Iris, true},
	{"EF.SOD", "\x77\x03\x30\x01\x00", SOD, true},
	{"EF.SOD with bytes behind", "\x77\x03\x30\x01\x00tail", SOD, false},
	{"EF.SOD of indefinite length", "\x77\x80\x30\x80\x00\x00\x00\x00", SOD, true},
	{"EF.COM", "\x60\x05\x5f\x01\x02ab", COM, true},
	{"DG1", "\x61\x04\x5f\x1f\x01x", DataGroup(1), true},
	{"DG2 with a long length", "\x75\x82\x00\x05\x7f\x61\x02\x01\x00", DataGroup(2), true},
	{"DG3", "\x63\x04\x7f\x61\x01\x00", DataGroup(3), true},
	{"DG11", "\x6b\x03\x5c\x01\x5f", DataGroup(11), true},
	{"DG15", "\x6f\x02\x30\x00", DataGroup(15), true},
	{"a word that begins with a chip's tag", "apple pie", Unknown, false},
	{"certificate", "\x30\x0b\x30\x09\xa0\x03\x02\x01\x02\x02\x02\x01\x01", Certificate, true},
	{"signed message", "\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", SignedData, true},
	{"master list", "\x30\x13\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\x06\x06\x67\x81\x08\x01\x01\x02", MasterList, true},
	{"mdoc", "\xa1\x6anameSpaces\xa0", MDoc, true},
	{"mdoc response", "\xa3\x67version\x631.0", MDoc, false},
	{"CBOR of something else", "\xa1\x65colour\x63red", Unknown, false},
	{"CMF", `<?xml version="1.0"?><` + cmfRoot, CMF, true},
	{"CMF with a BOM", "\xef\xbb\xbf" + `<?xml version="1.0" encoding="UTF-8"?>` + "\r\n<" + cmfRoot, CMF, true},
	{"CMF with a prefix", `<x:CODISImportFile xmlns:x="urn:CODISImportFile-schema">`, CMF, true},
	{"CMF behind a comment", `<!-- a --><` + cmfRoot, CMF, true},
	{"CMF of another namespace", `<CODISImportFile xmlns="urn:other">`, CMF, false},
	{"NIEM", `<itl:NISTBiometricInformationExchangePackage xmlns:itl="http://biometrics.nist.gov/standard/2011">`, NIEM, true},
	{"CBEFF", `<BIR xmlns="http://standards.iso.org/iso-iec/19785/-3/ed-2/">`, CBEFF, true},
	{"other XML", `<html>`, XML, true},
	{"XML cut before its root", `<?xml version="1.0"`, XML, false},
	{"JSON", `{"id": 1}`, JSON, false},
	{"long table", "Sample Name\tMarker\tAllele 1\tAllele 2\n", GeneMapperLong, true},
	{"long table, other spelling", "\xef\xbb\xbfSample.Name;Marker;Dye;Allele.1;Allele.2\r\n", GeneMapperLong, true},
	{"wide table", "Sample File\tSample Name\tD10S1248\tvWA\tHeight\t\r\n", GeneMapperWide, true},
	{"CODIS table", "specimenId,D7S820_1,D7S820_2,FGA_1\n", CODISTable, true},
	{"long table without samples", "Marker,Allele 1\n", GeneMapperLong, false},
	{"loci without samples", "Allele,vWA,TH01,FGA\n", GeneMapperWide, false},
	{"table of something else", "name,surname,born\n", Unknown, false},
	{"passport", passport, MRZ, true},
	{"passport in one line", strings.ReplaceAll(passport, "\n", ""), MRZ, true},
	{"passport with a short line", passport[1:], MRZ, false},
	{"passport with a letter outside the alphabet", strings.Replace(passport, "ERIKSSON", "ERIKSSöN", 1), MRZ, false},
}

func TestRecognise(t *testing.T) {
	for _, c := range contents {
		got := RecogniseBytes([]byte(c.content))
		if got.Format != c.format || got.Sure != c.sure || got.Reason == "" {
			t.Errorf("%s: %s, sure %t (%s), want %s, %t", c.name, got.Format, got.Sure, got.Reason, c.format, c.sure)
		}
	}
}

// TestRecogniseReadsTheHeadAlone: of a file of any size the reader is asked for at most 64 KiB.
func TestRecogniseReadsTheHeadAlone(t *testing.T) {
	r := &counting{r: bytes.NewReader(append([]byte("FIR\x00020\x00"), make([]byte, 1<<20)...))}
	got, err := Recognise(r, 1<<20+8)
	if err != nil || got.Format != Fingers || r.asked > headSize {
		t.Errorf("%+v, %v, asked for %d bytes", got, err, r.asked)
	}
	broken := errors.New("unplugged")
	if _, err := Recognise(&counting{err: broken}, 10); !errors.Is(err, broken) {
		t.Errorf("the reader's error: %v", err)
	}
}

type counting struct {
	r     io.ReaderAt
	asked int
	err   error
}

func (c *counting) ReadAt(b []byte, at int64) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	c.asked += len(b)
	return c.r.ReadAt(b, at)
}

// FuzzRecognise looks for content that panics or has no answer with a reason.
func FuzzRecognise(f *testing.F) {
	for _, c := range contents {
		f.Add([]byte(c.content))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := RecogniseBytes(data)
		again, err := Recognise(bytes.NewReader(data), int64(len(data)))
		if got.Format == "" || got.Reason == "" || err != nil || again != got {
			t.Fatalf("%+v, %+v, %v", got, again, err)
		}
	})
}

func BenchmarkRecognise(b *testing.B) {
	data := []byte("specimenId,D7S820_1,D7S820_2,FGA_1\n" + strings.Repeat("x,1,2,3\n", 10_000))
	b.ReportAllocs()
	for b.Loop() {
		RecogniseBytes(data)
	}
}
