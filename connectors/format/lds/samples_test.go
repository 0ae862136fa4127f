package lds

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"bilgate/connectors/format/cms"
)

// samplesDir finds the reference files that may lie beside the repository.
func samplesDir(t testing.TB) string {
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
	samples := filepath.Join(dir, "..", "shared", "samples", "emrtd")
	if _, err := os.Stat(samples); err != nil {
		t.Skip("no reference files beside the repository")
	}
	return samples
}

// sample reads a reference file, or skips.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(samplesDir(t), filepath.FromSlash(name)))
	if err != nil {
		t.Skip("no reference file ", name)
	}
	return data
}

// masterLists loads every master list among the reference files.
func masterLists(t testing.TB) *cms.Store {
	store := &cms.Store{}
	paths, _ := filepath.Glob(filepath.Join(samplesDir(t), "masterlist", "*"))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.AddMasterList(data); err != nil {
			continue // the folder holds the publishers' own certificates as well
		}
	}
	return store
}

// TestExpected compares every column of the reference table.
func TestExpected(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(string(sample(t, "expected_sod.tsv"))), "\n")
	if len(rows) < 2 {
		t.Fatal("an empty table")
	}
	store := masterLists(t)
	for _, row := range rows[1:] {
		c := strings.Split(row, "\t")
		t.Run(c[0], func(t *testing.T) { compareRow(t, sample(t, c[0]), c, store) })
	}
}

func compareRow(t *testing.T, data []byte, c []string, store *cms.Store) {
	r, err := Authenticate(data, nil, store, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	s, face := r.Security, r.Face()
	sum := sha256.Sum256(data)
	var numbers []int
	for _, g := range s.Groups {
		numbers = append(numbers, g.Number)
	}
	slices.Sort(numbers)
	var list []string
	for _, n := range numbers {
		list = append(list, strconv.Itoa(n))
	}
	got := []string{hex.EncodeToString(sum[:]), "v" + strconv.Itoa(s.Version), face.Digest, strings.Join(list, ",")}
	if !slices.Equal(got, c[1:5]) {
		t.Errorf("%q, want %q", got, c[1:5])
	}
	if (s.LDSVersion == "") != (c[5] == "-") || !strings.Contains(c[5], s.LDSVersion) || !strings.Contains(c[5], s.UnicodeVersion) {
		t.Errorf("version information %q %q, want %q", s.LDSVersion, s.UnicodeVersion, c[5])
	}
	// OpenSSL says FAIL as well where it cannot find the signer or read a key; only a
	// verification failure is a signature that does not hold.
	switch {
	case c[6] == "OK" && face.Signature.Result != cms.Pass:
		t.Errorf("signature %+v, want pass", face.Signature)
	case strings.Contains(c[6], "verification failure") && face.Signature.Result != cms.Fail:
		t.Errorf("signature %+v, want fail", face.Signature)
	}
	if strings.HasPrefix(c[7], "n/a") && face.Chain.Result != cms.Unknown {
		t.Errorf("chain %+v, want unknown", face.Chain)
	}
	if strings.HasPrefix(c[7], "OK") && len(store.Anchors()) > 0 && face.Chain.Result != cms.Pass {
		t.Errorf("chain %+v, want pass", face.Chain)
	}
}

// etsi is the reference document with all its files that are here.
func etsi(t testing.TB) (sod []byte, groups map[int][]byte) {
	groups = map[int][]byte{}
	for _, n := range []int{1, 14, 15} {
		groups[n] = sample(t, "etsi-tr103200/EF_DG"+strconv.Itoa(n)+".bin")
	}
	return sample(t, "etsi-tr103200/EF_SOD.bin"), groups
}

func TestReferenceDocument(t *testing.T) {
	sod, groups := etsi(t)
	r, err := Authenticate(sod, groups, nil, time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	want := map[int]cms.Result{1: cms.Pass, 2: cms.Unknown, 3: cms.Unknown, 4: cms.Unknown, 14: cms.Pass, 15: cms.Pass}
	for _, g := range r.Groups {
		if g.Result != want[g.Number] {
			t.Errorf("DG%d: %+v", g.Number, g.Verdict)
		}
	}
	if len(r.Groups) != len(want) || r.SignerFound.Result != cms.Pass || r.MessageDigest.Result != cms.Pass ||
		r.Signature.Result != cms.Pass || r.Validity.Result != cms.Pass || r.Chain.Result != cms.Unknown {
		t.Errorf("%+v", r)
	}
	cert, err := cms.ParseCertificate(sample(t, "etsi-tr103200/dsc_de_0130846f2b3e.cer"))
	if err != nil || cert.Serial.Cmp(r.Signer.Serial) != 0 || !cert.Subject.Equal(r.Signer.Subject) {
		t.Errorf("another signer than the certificate beside it: %v", err)
	}
}

// TestSignedHashChanged: the mutation fails at the digest of the object, and DG1 at its hash.
func TestSignedHashChanged(t *testing.T) {
	_, groups := etsi(t)
	r, err := Authenticate(sample(t, "sod-mutations/etsi_dg1_hash_modified.bin"), groups, nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if r.MessageDigest.Result != cms.Fail || r.Signature.Result != cms.Pass || r.Groups[0].Result != cms.Fail || r.Groups[4].Result != cms.Pass {
		t.Errorf("%+v %+v %+v", r.MessageDigest, r.Signature, r.Groups)
	}
}

func TestMutationFindings(t *testing.T) {
	for name, want := range map[string]Finding{
		"sod-mutations/signedData_version1.bin": {Grade: cms.GradeTable, Rule: RuleSigned},
		"sod-mutations/trailing_data.bin":       {Grade: cms.GradeTable, Rule: RulePadding},
	} {
		f, err := Parse(sample(t, name), time.Time{})
		if err != nil {
			t.Error(name, err)
			continue
		}
		if !slices.ContainsFunc(f.Findings, func(g Finding) bool { return g.Grade == want.Grade && g.Rule == want.Rule }) {
			t.Errorf("%s: %+v, want %s %s", name, f.Findings, want.Grade, want.Rule)
		}
	}
}

func TestReferenceGroups(t *testing.T) {
	_, groups := etsi(t)
	today := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	one, err := Parse(groups[1], today)
	if err != nil || one.MRZ.Format != "TD3" || one.MRZ.State == "" || len(one.Findings) != 0 {
		t.Errorf("DG1: %v, findings %v", err, one.Findings)
	}
	fourteen, err := Parse(groups[14], today)
	if err != nil || !slices.Contains(fourteen.Protocols, "0.4.0.127.0.7.2.2.1.2") {
		t.Errorf("DG14: %v, %q", err, fourteen.Protocols)
	}
	fifteen, err := Parse(groups[15], today)
	if err != nil || fifteen.Key.Algorithm != "rsa" || fifteen.Key.Bits != 1024 {
		t.Errorf("DG15: %v, %+v", err, fifteen.Key)
	}
}

func TestReferenceFace(t *testing.T) {
	data := sample(t, "iso39794/ICAO_39794_5_AP_DG2_MandFields.dat")
	f, err := Parse(data, time.Time{})
	if err != nil || len(f.Biometrics) != 1 || len(f.Findings) != 0 {
		t.Fatalf("%v, %d templates, %v", err, len(f.Biometrics), f.Findings)
	}
	b := f.Biometrics[0]
	if b.FormatOwner != 0x0101 || b.FormatType != 0x002A || !b.Constructed || len(b.Data) != 15051 || &data[b.DataOffset] != &b.Data[0] {
		t.Errorf("owner %04x type %04x constructed %v bytes %d", b.FormatOwner, b.FormatType, b.Constructed, len(b.Data))
	}
}
