package genotype

import (
	"encoding/json"
	"testing"
)

func TestFaceOfAProfile(t *testing.T) {
	p := profileOf("THO1=9.3,6 NEW77=>20")
	for want, shown := range map[string]Profile{
		`{"sample":"S1","class":"incomplete","loci":[{"locus":"TH01","alleles":["6","9.3"],"raw":"9.3, 6"},{"locus":"NEW77","alleles":[],"raw":"\u003e20"}]}`: p,
		`{"sample":"***","class":"incomplete","loci":[{"locus":"TH01","alleles":["***","***"],"raw":"***"},{"locus":"***","alleles":[],"raw":"***"}]}`:        p.Masked(),
		`{"sample":"S1","class":"incomplete","loci":[]}`: profileOf(""),
	} {
		if got, err := json.Marshal(shown); err != nil || string(got) != want {
			t.Errorf("%v %s, want %s", err, got, want)
		}
	}
}
