package inspect

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"bilgate/connectors/format/cms"
)

// TestHostileInputTakesBoundedMemory measures a report and both its faces for text that is made of the smallest parts.
func TestHostileInputTakesBoundedMemory(t *testing.T) {
	const size = 1 << 20
	record := "2.002:00\x1d" + strings.Repeat("2.3:\x1d", size/5) + "2.4:\x1c"
	length := len(record) + len("2.001:1234567\x1d")
	head := "1.002:0500\x1d1.003:1\x1f1\x1e2\x1f00\x1d1.004:X\x1d1.005:19120605\x1d1.007:A\x1d1.008:B\x1d1.009:1\x1d1.011:00.00\x1d1.012:00.00\x1c"
	tiny := "1.001:" + strconv.Itoa(len(head)+len("1.001:123\x1d")) + "\x1d" + head + "2.001:" + strconv.Itoa(10_000_000 + length)[1:] + "\x1d" + record
	for name, data := range map[string]string{
		"fields":   tiny,
		"boxes":    "\x00\x00\x00\x0cjP  \r\n\x87\n" + strings.Repeat("\x00\x00\x00\x08free", size/8),
		"chunks":   "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x00\x00\x00tEXt\x00\x00\x00\x00", size/12),
		"segments": "\xff\xa0" + strings.Repeat("\xff\xa8\x00\x02", size/4),
		"elements": "\x77\x83\x10\x00\x00\x30\x80" + strings.Repeat("\x30\x80", size/2),
		"markup":   `<CODISImportFile xmlns="urn:CODISImportFile-schema">` + strings.Repeat("<a>", size/3),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := Read([]byte(data), Options{})
		json.NewEncoder(io.Discard).Encode(r)
		r.WriteText(io.Discard)
		runtime.ReadMemStats(&after)
		const faces = 4 // the report, its JSON members, the JSON whole, the lines
		if taken := after.TotalAlloc - before.TotalAlloc; taken > faces*(64*uint64(len(data))+16<<20) {
			t.Errorf("%s (%s): %d bytes for %d of input", name, r.Format, taken, len(data))
		}
	}
}

// TestTrust: a certificate is taken as an authority, anything else is refused by what it is.
func TestTrust(t *testing.T) {
	var store cms.Store
	if err := Trust(&store, []byte(specimen)); err == nil || !strings.Contains(err.Error(), "icao-9303-mrz") {
		t.Errorf("a zone as an authority: %v", err)
	}
	data := sample(t, "emrtd/etsi-tr103200/dsc_de_0130846f2b3e.cer")
	if data == nil {
		t.Skip("no certificate among the samples")
	}
	if err := Trust(&store, data); err != nil || len(store.Anchors()) != 1 {
		t.Errorf("%v, %d anchors", err, len(store.Anchors()))
	}
}

// TestChangedBytes: any file with a few bytes changed has a report, both faces, and an answer from all that writes.
func TestChangedBytes(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for name, data := range allFiles(t) {
		for range 50 {
			changed := bytes.Clone(data)
			for range 1 + random.IntN(6) {
				changed[random.IntN(len(changed))] = byte(random.IntN(256))
			}
			r := Read(changed, Options{Today: today})
			text, err := json.Marshal(r)
			if err != nil || !json.Valid(text) {
				t.Fatalf("%s: %v in %.200s", name, err, text)
			}
			for _, f := range r.Findings {
				if f.Offset < 0 || f.Offset > len(changed) || f.Rule == "" || gradeRank(f.Grade) < 0 {
					t.Fatalf("%s: %+v", name, f)
				}
			}
			r.WriteText(io.Discard)
			if picture, err := Picture(changed, 0); (picture == nil) == (err == nil) {
				t.Fatalf("%s: neither a picture nor an error", name)
			}
			if again, err := Rewrite(changed); err == nil && r.Unusable() {
				t.Fatalf("%s: %d bytes are written again of a file that cannot be used", name, len(again))
			}
		}
	}
}

// BenchmarkRead reports on a ten-print card, its images read.
func BenchmarkRead(b *testing.B) {
	data := madeFiles(b)["tenprint"]
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		Read(data, Options{})
	}
}
