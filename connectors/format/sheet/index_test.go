package sheet_test

import (
	"errors"
	"strings"
	"testing"

	"bilgate/connectors/format/sheet"
)

// wholeIndex has every member.
const wholeIndex = `{
	"control_number": "KZUIS1", "originator": "KZUIS0001", "destination": "KZBIL0001",
	"card_number": "00000000011", "basis": "custody", "ground": "Приговор суда", "registered_on": "1912-06-05", "place": "Астана", "officer": "Офицер",
	"surname": "Әлімбеков", "given_name": "Қайрат", "patronymic": "Серікұлы", "birth_date": "1885-03-07", "birth_place": "Ақмола облысы",
	"sex": "M", "citizenship": "KAZ", "iin": "850307100012",
	"document_number": "012345678", "document_issued": "1910-02-01", "document_expires": "1920-02-01", "document_issuer": "МВД РК",
	"scanned_on": "1912-06-07", "ppi": 500, "missing": [{"position": 10, "code": "UP"}]
}`

func TestParseIndex(t *testing.T) {
	x, err := sheet.ParseIndex([]byte(wholeIndex))
	if err != nil {
		t.Fatal(err)
	}
	if x.Patronymic != "Серікұлы" || x.PixelsPerInch != 500 || len(x.Missing) != 1 || x.Missing[0] != (sheet.Missing{Position: 10, Code: "UP"}) {
		t.Errorf("reads %+v", x)
	}
}

func TestIndexIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ old, new, rule, field string }{
		"not JSON":              {`{`, `[`, sheet.RuleIndex, ""},
		"a key twice":           {`"sex": "M"`, `"sex": "M", "sex": "F"`, sheet.RuleIndex, ""},
		"a key in another case": {`"sex"`, `"Sex"`, sheet.RuleIndex, ""},
		"an unknown key":        {`"sex"`, `"gender"`, sheet.RuleIndex, ""},
		"a number as text":      {`"ppi": 500`, `"ppi": "500"`, sheet.RuleValue, "ppi"},
		"no card number":        {`"00000000011"`, `" "`, sheet.RuleValue, "card_number"},
		"no originator":         {`"originator": "KZUIS0001", `, ``, sheet.RuleValue, "originator"},
		"no control number":     {`"control_number": "KZUIS1", `, ``, sheet.RuleValue, "control_number"},
		"no day":                {`"registered_on": "1912-06-05", `, ``, sheet.RuleValue, "registered_on"},
		"a day that is none":    {`1912-06-05`, `1912-06-31`, sheet.RuleValue, "registered_on"},
		"a scan on no day":      {`1912-06-07`, `07.06.1912`, sheet.RuleValue, "scanned_on"},
		"a birth in month 13":   {`1885-03-07`, `1885-13`, sheet.RuleValue, "birth_date"},
		"a separator":           {`"Офицер"`, `"a\u001db"`, sheet.RuleValue, "officer"},
		"a separator in the id": {`"KZUIS1"`, `"a\u001fb"`, sheet.RuleValue, "control_number"},
		"finger 11":             {`"position": 10`, `"position": 11`, sheet.RuleValue, "missing[0].position"},
		"a finger twice":        {`[{`, `[{"position": 10, "code": "XX"}, {`, sheet.RuleValue, "missing[1].position"},
		"an unknown reason":     {`"UP"`, `"ZZ"`, sheet.RuleValue, "missing[0].code"},
		"a reason across two":   {`"UP"`, `"X "`, sheet.RuleValue, "missing[0].code"},
		"too long":              {`"M"`, `"` + strings.Repeat("M", 70000) + `"`, sheet.RuleIndex, ""},
	} {
		_, err := sheet.ParseIndex([]byte(strings.Replace(wholeIndex, c.old, c.new, 1)))
		var f *sheet.Finding
		if !errors.As(err, &f) || f.Rule != c.rule || f.Field != c.field || f.Grade != sheet.GradeStructure {
			t.Errorf("%s: %v", name, err)
		}
	}
}
