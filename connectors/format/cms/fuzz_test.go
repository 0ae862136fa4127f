package cms

import "testing"

// FuzzParse: no panic; an error is a finding of grade F with its place; a message
// that is read can be verified and listed; the findings are bounded and hold.
func FuzzParse(f *testing.F) {
	for _, data := range vectorFiles(f) {
		f.Add(data)
	}
	s := newState("p256", "p256")
	f.Add(masterList(s, s.message().Certificates[0]))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := ParseCertificate(data); err != nil {
			mustBeFinding(t, "certificate", err, len(data))
		}
		if m, err := ParseMasterList(data); err != nil {
			mustBeFinding(t, "master list", err, len(data))
		} else if m.Held != len(m.Certificates)+len(m.Unreadable) {
			t.Fatalf("%d certificates in, %d out", m.Held, len(m.Certificates)+len(m.Unreadable))
		}
		signed, err := Parse(data)
		if err != nil {
			mustBeFinding(t, "message", err, len(data))
			return
		}
		store := &Store{}
		store.AddAnchors(signed.Certificates...)
		for _, r := range signed.Verify(store) {
			store.Chain(r.Certificate)
		}
		for _, found := range signed.Findings {
			if len(signed.Findings) > maxFindings+1 || found.Rule == "" || found.Message == "" || found.Offset < 0 || found.Offset > len(data) {
				t.Fatalf("%+v", found)
			}
		}
	})
}
