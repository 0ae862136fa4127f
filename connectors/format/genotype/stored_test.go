package genotype

import (
	"slices"
	"strings"
	"testing"
)

func TestStoredLocusIsWhatWasRead(t *testing.T) {
	for _, given := range []string{
		"TH01=8,9.3", "TH01=8", "TH01=8,OL", "TH01=>20", "TH01=8,9,?", "SE33=<4.2,20", "TPOX=8,9,10", "D3S1358=15_14_1_0,16", "D3S1358=15,[TCTA]12",
		"AMEL=X,Y", "AMEL=X", "AMEL=1,2", "DYS391=10", "DYS391=10,OL", "DYS385=11,14", "DXS8378=11", "NEW77=12,13",
	} {
		want := profileOf(given).Loci[0]
		got := Stored(want.Name, want.Alleles, want.Raw)
		if got.Incomplete != want.Incomplete || !slices.Equal(got.Alleles, want.Alleles) || !slices.Equal(got.Undesignated(), want.Undesignated()) {
			t.Errorf("%s: %+v, want %+v", given, got, want)
		}
	}
}

func TestStoredRawOfAnotherForm(t *testing.T) {
	for raw, incomplete := range map[string]bool{"": false, "THO1 6,9.3": false, "6/9.3": false, "6; 9,3": false, "6, 9,3, OL": true} {
		if got := Stored("TH01", []string{"6", "9.3"}, raw); got.Incomplete != incomplete {
			t.Errorf("%q: %+v", raw, got)
		}
	}
	if got := Stored("FGA", []string{"22"}, ""); !got.Incomplete || len(got.Undesignated()) != 0 {
		t.Errorf("half a locus: %+v", got)
	}
	coded := Stored("AMEL", []string{"X", "Y"}, "1, 2")
	if coded.Incomplete || strings.Contains(coded.Raw, "1") {
		t.Errorf("amelogenin by digits: %+v", coded)
	}
}
