package cmf

import (
	"fmt"
	"hash/crc32"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// TestMemoryIsBounded: 64 times the input and 16 MiB, whatever the input says.
func TestMemoryIsBounded(t *testing.T) {
	loci := strings.Repeat("<LOCUS><LOCUSNAME>x</LOCUSNAME></LOCUS>", 1<<15)
	for name, text := range map[string]string{
		"attributes":  "<CODISImportFile" + strings.Repeat(` a=""`, 200000) + ">",
		"nesting":     head + strings.Repeat("<a>", 1<<20),
		"text":        head + strings.Repeat("x", 8<<20),
		"comments":    head + strings.Repeat("<!---->", 1<<18),
		"loci":        head + "<SPECIMEN><SPECIMENID>1</SPECIMENID>" + loci + "</SPECIMEN>" + tail,
		"alleles":     head + "<SPECIMEN><SPECIMENID>1</SPECIMENID><LOCUS><LOCUSNAME>x</LOCUSNAME>" + strings.Repeat("<ALLELE><ALLELEVALUE>1</ALLELEVALUE></ALLELE>", 1<<15) + "</LOCUS></SPECIMEN>" + tail,
		"entity bomb": `<!DOCTYPE l [<!ENTITY a "` + strings.Repeat("a", 20000) + `">]>` + head,
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, err := Read([]byte(text))
		if err == nil {
			for i := range f.Specimens {
				f.Specimens[i].Profile()
			}
		}
		runtime.ReadMemStats(&after)
		if got, limit := after.TotalAlloc-before.TotalAlloc, uint64(64*len(text)+16<<20); got > limit {
			t.Errorf("%s: %d bytes allocated for %d, limit %d (%v)", name, got, len(text), limit, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(head + specimen + tail))
	f.Add([]byte("\ufeff" + head + "<BATCHID>b</BATCHID><!-- c --><KIT>COfiler</KIT>" + specimen + tail))
	f.Add([]byte(`<c:CODISImportFile xmlns:c="urn:CODISImportFile-schema"><c:SPECIMEN><c:SPECIMENID>1</c:SPECIMENID></c:SPECIMEN></c:CODISImportFile>`))
	f.Add([]byte(head + strings.Replace(specimen, "<LOCUSNAME>TH01</LOCUSNAME>", "", 1) + tail))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(data)
		if err != nil {
			return
		}
		written, err := Write(file)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Read(written)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(bare(again), bare(file)) {
			t.Error("written and read again, the file is another")
		}
		for i := range file.Specimens {
			file.Specimens[i].Profile()
		}
	})
}

func BenchmarkRead(b *testing.B) {
	f := controlFile("2800M")
	for i := range 100 {
		s := f.Specimens[0]
		s.ID = fmt.Sprintf("S%d", i)
		f.Specimens = append(f.Specimens, s)
	}
	data, err := Write(f)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Read(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("write", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Write(f); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("crc32", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			crc32.ChecksumIEEE(data)
		}
	})
}
