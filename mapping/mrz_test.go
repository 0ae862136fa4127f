package mapping

import (
	"strings"
	"testing"
)

// Specimens of ICAO 9303: part 5 appendix A (TD1), part 6 appendix A (TD2), part 4 appendix A (TD3); the
// long number of part 5, 4.2.2.
const (
	specimenTD1  = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
	specimenTD2  = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6"
	specimenTD3  = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
	specimenLong = "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<"
)

func TestZoneParts(t *testing.T) {
	for _, c := range []struct{ zone, part, want string }{
		{specimenTD1, "code", "I"}, {specimenTD1, "state", "UTO"}, {specimenTD1, "number", "D23145890"}, {specimenTD1, "sex", "F"},
		{specimenTD1, "surname", "ERIKSSON"}, {specimenTD1, "given", "ANNA MARIA"}, {specimenTD1, "optional", ""},
		{specimenTD2, "number", "D23145890"}, {specimenTD2, "nationality", "UTO"}, {specimenTD2, "given", "ANNA MARIA"},
		{specimenTD3, "number", "L898902C3"}, {specimenTD3, "optional", "ZE184226B"}, {specimenTD3, "optional2", ""},
		{specimenLong, "number", "D23145890734"}, {specimenLong, "optional", ""},
		{specimenTD3[:44] + "\r\n" + specimenTD3[44:] + "\r\n", "number", "L898902C3"},
		{specimenTD1[:30] + "\n" + specimenTD1[30:60] + "\n" + specimenTD1[60:], "number", "D23145890"},
	} {
		z, ok := readZone(c.zone)
		if !ok {
			t.Errorf("the zone %s does not fit", c.zone)
			continue
		}
		if got := zoneParts[c.part](z); got != c.want {
			t.Errorf("%s of %s is %q, not %q", c.part, c.zone, got, c.want)
		}
	}
}

// TestZoneErrors: every digit that is changed is found, and so is every other form.
func TestZoneErrors(t *testing.T) {
	for _, zone := range []string{specimenTD1, specimenTD2, specimenTD3} {
		for i := range len(zone) {
			if zone[i] < '0' || zone[i] > '9' {
				continue
			}
			changed := []byte(zone)
			changed[i] = '0' + (changed[i]-'0'+1)%10
			if _, ok := readZone(string(changed)); ok {
				t.Errorf("place %d of %s may be changed", i, zone)
			}
		}
		for _, wrong := range []string{zone[1:], zone + "<", strings.ToLower(zone), strings.Replace(zone, "<", "«", 1), "", zone[:7] + "\n" + zone[7:]} {
			if _, ok := readZone(wrong); ok {
				t.Errorf("%q is taken", wrong)
			}
		}
	}
}

// TestUnknownBirth: fillers for the day, or for month and day, are a partial date and no whole one.
func TestUnknownBirth(t *testing.T) {
	for text, want := range map[string]Date{"85<<<<": 18850000, "8503<<": 18850300, "850307": 18850307, "85<<07": 0, "<<0307": 0, "850300": 0, "850230": 0} {
		z := zone{text, nil}
		if got, ok := z.date([2]int{0, 6}, 1800, Date.existsPartly); ok != (want != 0) || ok && got != want {
			t.Errorf("%s is %v, %v", text, got, ok)
		}
	}
	if _, ok := (zone{"85<<<<", nil}).date([2]int{0, 6}, 1800, Date.exists); ok {
		t.Error("a year is taken for a day")
	}
}
