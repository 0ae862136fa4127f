package cms

import (
	"os"
	"path/filepath"
	"testing"
)

// sampleFiles finds reference files that may lie beside the repository, or skips.
func sampleFiles(t *testing.T, pattern string) map[string][]byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	paths, _ := filepath.Glob(filepath.Join(dir, "..", "shared", "samples", "emrtd", pattern))
	files := map[string][]byte{}
	for _, path := range paths {
		if data, err := os.ReadFile(path); err == nil {
			files[filepath.Base(path)] = data
		}
	}
	if len(files) == 0 {
		t.Skip("no reference files ", pattern, " beside the repository")
	}
	return files
}

// TestNationalMasterLists: the lists of Germany and the Netherlands hold 588 and 411
// certificates; every one of them is read.
func TestNationalMasterLists(t *testing.T) {
	for name, data := range sampleFiles(t, "masterlist/*") {
		m, err := ParseMasterList(data)
		if err != nil {
			t.Logf("%s is no master list: %v", name, err)
			continue
		}
		if m.Held != 588 && m.Held != 411 || len(m.Unreadable) != 0 || m.Verify(nil).Result == Fail {
			t.Errorf("%s: %d certificates, %d unreadable, %+v", name, m.Held, len(m.Unreadable), m.Verify(nil))
		}
		if n, err := new(Store).AddMasterList(data); err != nil || n.Held != n.Kept+n.Folded {
			t.Errorf("%s: %+v, %v", name, n, err)
		}
	}
}

// TestSampleCertificates: those of Kazakhstan's authority, negative serial number included.
func TestSampleCertificates(t *testing.T) {
	for name, data := range sampleFiles(t, "certs/*.der") {
		cert, err := ParseCertificate(data)
		if err != nil || cert.Subject.Country != "KZ" || cert.Key.Bits != 4096 || cert.SignedBy(cert).Result != Pass {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if name == "CSCA_KZ_281.der" && (cert.Serial.Sign() >= 0 || !hasRule(cert.Findings, RuleSerial)) {
			t.Errorf("%s: serial number of sign %d, %+v", name, cert.Serial.Sign(), cert.Findings)
		}
	}
}
