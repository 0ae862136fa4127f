package lds

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/cms/cmstest"
)

// files is every kind of file that the tests make.
func (d document) files() [][]byte {
	out := [][]byte{d.sod(), tlv(0x60, long(0x5F01, []byte("0107")), long(0x5F36, []byte("040000")), tlv(0x5C, []byte{0x61, 0x75}))}
	for _, data := range d.groups {
		out = append(out, data)
	}
	return out
}

// mustBeFinding fails unless err is a whole finding of grade F inside the input.
func mustBeFinding(t testing.TB, what string, err error, size int) {
	t.Helper()
	var f *Finding
	if !errors.As(err, &f) || f.Grade != cms.GradeStructure || f.Rule == "" || f.Field == "" || f.Message == "" || f.Offset < 0 || f.Offset > size {
		t.Fatalf("%s: %+v", what, err)
	}
}

func TestCuts(t *testing.T) {
	files := newDocument().files()
	random := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		data := files[random.IntN(len(files))]
		cut := random.IntN(len(data))
		_, err := Parse(data[:cut], today)
		mustBeFinding(t, "cut", err, cut)
	}
}

// TestFlips: every bit of a security object changed in turn; nothing panics, and the
// object passes only if what was signed is what is read.
func TestFlips(t *testing.T) {
	d := newDocument()
	sod, store := d.sod(), d.store(t)
	whole := mustAuthenticate(t, sod, nil, store, time.Time{}).Face()
	for at := range sod {
		for bit := range 8 {
			changed := bytes.Clone(sod)
			changed[at] ^= 1 << bit
			r, err := Authenticate(changed, nil, store, time.Time{})
			if err != nil {
				mustBeFinding(t, "flip", err, len(sod))
				continue
			}
			if r.Overall().Result == cms.Pass && !sameGroups(r.Face(), whole) {
				t.Fatalf("byte %d bit %d: other hashes pass", at, bit)
			}
		}
	}
}

func sameGroups(a, b SecurityFace) bool {
	if len(a.DataGroups) != len(b.DataGroups) {
		return false
	}
	for i := range a.DataGroups {
		if a.DataGroups[i] != b.DataGroups[i] {
			return false
		}
	}
	return a.Digest == b.Digest
}

func TestAllocation(t *testing.T) {
	d := newDocument()
	for what, data := range map[string][]byte{
		"templates":    tlv(0x75, long(0x7F61, cmstest.Small(1), bytes.Repeat(long(0x7F60, tlv(0xA1)), 1<<19))),
		"details":      tlv(0x6B, tlv(0x5C), bytes.Repeat([]byte{0x5F, 0x0E, 0}, 1<<20)),
		"tag list":     tlv(0x6B, tlv(0x5C, bytes.Repeat([]byte{0x41}, 1<<21))),
		"common":       tlv(0x60, long(0x5F01, []byte("0107")), long(0x5F36, []byte("040000")), tlv(0x5C, bytes.Repeat([]byte{0x61}, 1<<21))),
		"protocols":    tlv(0x6E, cmstest.Set(bytes.Repeat(cmstest.Sequence(cmstest.OID("1.2")), 1<<19))),
		"zone":         tlv(0x61, long(0x5F1F, bytes.Repeat([]byte("<"), 1<<21))),
		"biometric":    face(make([]byte, 1<<21)),
		"group hashes": document{object: cmstest.Sequence(cmstest.Small(0), cmstest.Algorithm(cmstest.OIDSHA256), cmstest.Sequence(bytes.Repeat([]byte{0x30, 0}, 1<<20))), authority: d.authority, signer: d.signer, csca: d.csca, ds: d.ds}.sod(),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = Parse(data, today)
		runtime.ReadMemStats(&after)
		used := after.TotalAlloc - before.TotalAlloc
		if used > uint64(64*len(data)+16<<20) {
			t.Errorf("%s: %d bytes for %d", what, used, len(data))
		}
		t.Logf("%s: %.1f × input", what, float64(used)/float64(len(data)))
	}
}
