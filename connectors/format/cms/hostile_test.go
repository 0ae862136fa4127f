package cms

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"bilgate/connectors/format/cms/cmstest"
)

// vectorFiles is every message that another implementation made.
func vectorFiles(t testing.TB) [][]byte {
	paths, err := filepath.Glob("testdata/*.cms")
	if err != nil || len(paths) == 0 {
		t.Fatal("no vectors", err)
	}
	var out [][]byte
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, data)
	}
	return out
}

// mustBeFinding fails unless err is a whole finding of grade F inside the input.
func mustBeFinding(t testing.TB, what string, err error, size int) {
	t.Helper()
	var f *Finding
	if !errors.As(err, &f) || f.Grade != GradeStructure || f.Rule == "" || f.Field == "" || f.Message == "" || f.Offset < 0 || f.Offset > size {
		t.Fatalf("%s: %+v", what, err)
	}
}

// TestCuts: a message that ends early is refused with its place.
func TestCuts(t *testing.T) {
	files := vectorFiles(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		data := files[random.IntN(len(files))]
		cut := random.IntN(len(data))
		_, err := Parse(data[:cut])
		mustBeFinding(t, "cut", err, cut)
	}
}

// TestFlips: every byte changed in turn; nothing panics, and no change of what is
// signed passes as the same signer's word.
func TestFlips(t *testing.T) {
	for _, data := range vectorFiles(t) {
		content := bytes.Index(data, []byte("sample content"))
		for at := range data {
			changed := bytes.Clone(data)
			changed[at] ^= 0xFF
			signed, err := Parse(changed)
			if err != nil {
				mustBeFinding(t, "flip", err, len(data))
				continue
			}
			if inContent := at >= content && at < content+14; !inContent && at%61 != 0 {
				continue // reading is tried at every byte, arithmetic at some
			}
			for _, r := range signed.Verify(nil) {
				if at >= content && at < content+14 && r.Overall().Result == Pass {
					t.Fatalf("content byte %d changed: pass", at)
				}
			}
		}
	}
}

// TestAllocation: what a hostile input makes us keep is bounded by its size.
func TestAllocation(t *testing.T) {
	s := newState("p256", "p256")
	m := s.message()
	small := cmstest.Sequence(cmstest.Sequence(cmstest.Small(0), cmstest.Sequence(cmstest.OID("1.1")), cmstest.Sequence(), cmstest.Sequence(),
		cmstest.Sequence(), cmstest.Sequence()), cmstest.Sequence(cmstest.OID("1.1")), cmstest.Bits(make([]byte, minCertificate-20)))
	if cert, err := ParseCertificate(small); err != nil {
		t.Fatal("the smallest certificate is not read", err, cert)
	}
	for what, data := range map[string][]byte{
		"empty certificates":    masterList(s, bytes.Repeat([]byte{0x30, 0}, 1<<20)),
		"smallest certificates": masterList(s, bytes.Repeat(small, 1<<21/len(small))),
		"carried certificates":  cmstest.Message{Version: 3, ContentType: "1.2", Issuer: m.Issuer, Serial: m.Serial, Certificates: [][]byte{bytes.Repeat(small, 1<<21/len(small))}}.Sign(s.signer),
		"wide name":             cmstest.Message{Version: 3, ContentType: "1.2", Issuer: cmstest.Sequence(bytes.Repeat([]byte{0x31, 0}, 1<<20)), Serial: m.Serial}.Sign(s.signer),
		"nested":                append(bytes.Repeat([]byte{0x30, 0x80}, 1<<20), make([]byte, 1<<21)...),
	} {
		limit := uint64(64*len(data) + 16<<20)
		if used := allocated(func() { _, _ = ParseMasterList(data) }); used > limit {
			t.Errorf("%s: %d bytes for %d", what, used, len(data))
		} else {
			t.Logf("%s: %.1f × input", what, float64(used)/float64(len(data)))
		}
	}
}

func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
