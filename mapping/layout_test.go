package mapping

import (
	"testing"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

func TestDaysThatExist(t *testing.T) {
	op, err := bindDate(Date.exists)([]string{"DD.MM.YYYY"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"29.02.1600": true, "29.02.1700": false, "29.02.1884": true, "28.02.1885": true, "31.04.1885": false, "30.04.1885": true,
		"01.01.1885 ": false, "01.01.188": false, "01-01-1885": false, "00.01.1885": false, "01.13.1885": false, "01.01.0000": false,
	} {
		if _, ok := op.call([]ref.Val{types.String(text)}); ok != want {
			t.Errorf("%q exists: %v", text, ok)
		}
	}
}

// TestSkippedHour: the clocks of Berlin went from 02:00 to 03:00 on 31 March 2024.
func TestSkippedHour(t *testing.T) {
	op, err := bindTimestamp([]string{"DD.MM.YYYY HH:mm:ss", "Europe/Berlin"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"31.03.2024 01:59:59": true, "31.03.2024 02:30:00": false, "31.03.2024 03:00:00": true} {
		if _, ok := op.call([]ref.Val{types.String(text)}); ok != want {
			t.Errorf("%s exists: %v", text, ok)
		}
	}
}

func TestFormats(t *testing.T) {
	for format, want := range map[string]bool{"YYYYMMDD": true, "DD/MM/YYYY": true, "DD.MM": false, "DD.MM.YYYY HH": false, "DD.DD.MM.YYYY": false, "D.M.YYYY": true, "DMYYYY": false, "DMMYYYY": false, "D MMMM YYYY года": true,
		"DD MMM YYYY": true, "DD.MM.YY": true, "DD.MM.YYYY Z": false, "MM MMMM DD YYYY": false, "DDTMM.YYYY": true, "dd.MM.YYYY": false} {
		if _, err := newLayout(format, dateUnits); (err == nil) != want {
			t.Errorf("%s: %v", format, err)
		}
	}
	if _, err := bindTimestamp([]string{"YYYY-MM-DD HH:mm:ss", "Mars/North"}, nil); err == nil {
		t.Error("a zone that does not exist is taken")
	}
	if zone, err := time.LoadLocation(agencyZone); err != nil || zone == nil {
		t.Error(err)
	}
}
