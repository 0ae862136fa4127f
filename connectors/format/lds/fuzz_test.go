package lds

import (
	"bytes"
	"testing"
	"time"

	"bilgate/connectors/format/cms"
)

// FuzzParse: no panic; an error is a finding of grade F with its place; a file is a
// view of its input; a security object that is read gives a verdict for every step.
func FuzzParse(f *testing.F) {
	for _, data := range newDocument().files() {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Parse(data, today)
		if err != nil {
			mustBeFinding(t, "file", err, len(data))
		}
		if file == nil {
			return
		}
		if !bytes.HasPrefix(data, file.Raw) || len(file.Findings) > maxFindings+cmsFindings {
			t.Fatalf("no view of the input, or %d findings", len(file.Findings))
		}
		for _, found := range file.Findings {
			if found.Rule == "" || found.Message == "" || found.Offset < 0 || found.Offset > len(data) {
				t.Fatalf("%+v", found)
			}
		}
		if err == nil && file.Security != nil {
			checkSteps(t, data)
		}
	})
}

// cmsFindings is what the signed message may add to a file's own findings.
const cmsFindings = 257

func checkSteps(t *testing.T, data []byte) {
	r, err := Authenticate(data, map[int][]byte{1: data}, &cms.Store{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, result := range append(r.steps(), r.group(1)) {
		if result != cms.Pass && result != cms.Fail && result != cms.Unknown {
			t.Fatalf("a step without a verdict: %v", r.steps())
		}
	}
	if r.Chain.Result == cms.Pass || r.group(1) == cms.Pass {
		t.Fatal("nothing is trusted, and something passes")
	}
}
