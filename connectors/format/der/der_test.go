package der

import (
	"bytes"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"
)

func octets(t testing.TB, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func mustParse(t testing.TB, text string) Element {
	t.Helper()
	e, err := ParseWhole(octets(t, text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return e
}

func TestFrames(t *testing.T) {
	for text, want := range map[string]struct {
		tag     Tag
		content string
	}{
		"02 01 05":               {Integer, "05"},
		"30 00":                  {Sequence, ""},
		"04 81 01 AA":            {OctetString, "AA"},
		"04 84 00000001 AA":      {OctetString, "AA"},
		"5F 1F 01 3C":            {Application(0x1F), "3C"},
		"7F 61 01 3C":            {Application(0x61), "3C"},
		"BF 87 68 00":            {Context(1000), ""},
		"30 80 02 01 05 00 00":   {Sequence, "02 01 05"},
		"30 80 30 80 0000 0000":  {Sequence, "30 80 0000"},
		"30 80 04 02 0000 00 00": {Sequence, "04 02 0000"},
		"24 80 04 01 AA 00 00":   {OctetString, "04 01 AA"},
		"9F 85 80 80 00 00":      {Context(5 << 21), ""},
	} {
		e := mustParse(t, text)
		if e.Tag != want.tag || !bytes.Equal(e.Content, octets(t, want.content)) {
			t.Errorf("%s: %v %x", text, e.Tag, e.Content)
		}
		if got := e.Raw[e.ContentOffset():]; !bytes.HasPrefix(got, e.Content) {
			t.Errorf("%s: the content begins elsewhere", text)
		}
	}
}

func TestRefusals(t *testing.T) {
	for text, rule := range map[string]string{
		"":                       RuleTruncated,
		"02":                     RuleTruncated,
		"02 02 05":               RuleTruncated,
		"02 82 01":               RuleTruncated,
		"02 84 7FFFFFFF 00":      RuleTruncated,
		"02 88 FFFFFFFFFFFFFFFF": RuleTruncated,
		"02 FF 00":               RuleLength,
		"02 80 00 00":            RuleLength,
		"30 80 02 01 05":         RuleEndMissing,
		"30 80 02 01 05 00":      RuleEndMissing,
		"00 00":                  RuleTag,
		"1F":                     RuleTruncated,
		"1F 8F 8F 8F 8F 01 00":   RuleTag,
	} {
		_, err := Parse(octets(t, text))
		var bad *Fault
		if !errors.As(err, &bad) || bad.Rule != rule || bad.Reason == "" {
			t.Errorf("%q: %v, want %s", text, err, rule)
		}
	}
}

// TestDepth: 64 levels are read, definite or not; 65 are refused and never followed.
func TestDepth(t *testing.T) {
	for _, levels := range []int{MaxDepth, MaxDepth + 1, 100_000} {
		nested := append(bytes.Repeat([]byte{0x30, 0x80}, levels), bytes.Repeat([]byte{0, 0}, levels)...)
		if _, err := Parse(nested); (err == nil) != (levels <= MaxDepth) {
			t.Errorf("%d indefinite levels: %v", levels, err)
		}
	}
	nested := []byte{}
	for range 2 * MaxDepth {
		nested = Encode([]byte{0x30}, nested)
	}
	e, err := Parse(nested)
	depth := 0
	for ; err == nil; depth++ {
		c := e.Inside("level")
		e = c.Any("level")
		err = c.Err()
	}
	if bad := err.(*Fault); bad.Rule != RuleDepth || depth != MaxDepth+1 {
		t.Errorf("stopped at %d: %v", depth, err)
	}
}

func TestIntegers(t *testing.T) {
	for text, want := range map[string]string{
		"02 01 00": "0", "02 01 7F": "127", "02 02 00 80": "128", "02 01 80": "-128", "02 02 FF 7F": "-129",
		"02 03 00 00 05": "5", "02 09 00 FFFFFFFFFFFFFFFF": "18446744073709551615",
	} {
		if n, err := mustParse(t, text).Int(); err != nil || n.String() != want {
			t.Errorf("%s: %v %v, want %s", text, n, err, want)
		}
	}
	for _, text := range []string{"02 00", "22 00"} {
		if _, err := mustParse(t, text).Int(); err == nil {
			t.Errorf("%s is read", text)
		}
	}
	for _, text := range []string{"02 01 FF", "02 05 00 80 00 00 00"} {
		if _, err := mustParse(t, text).Small(); err == nil {
			t.Errorf("%s is small", text)
		}
	}
}

func TestObjectIdentifiers(t *testing.T) {
	for text, want := range map[string]string{
		"06 06 2A 86 48 86 F7 0D": "1.2.840.113549", "06 06 67 81 08 01 01 01": "2.23.136.1.1.1",
		"06 01 00": "0.0", "06 03 88 37 03": "2.999.3", "06 01 27": "0.39",
	} {
		if oid, err := mustParse(t, text).OID(); err != nil || oid != want {
			t.Errorf("%s: %q %v, want %s", text, oid, err, want)
		}
	}
	for _, text := range []string{"06 00", "06 01 80", "06 0C 2A FFFFFFFFFFFFFFFFFFFF 7F", "06 22" + strings.Repeat("01", 34)} {
		if oid, err := mustParse(t, text).OID(); err == nil {
			t.Errorf("%s is read as %s", text, oid)
		}
	}
}

func TestTimes(t *testing.T) {
	for _, c := range []struct {
		tag        byte
		text, want string
	}{
		{0x17, "110612151856Z", "2011-06-12T15:18:56Z"},
		{0x17, "490101000000Z", "2049-01-01T00:00:00Z"},
		{0x17, "500101000000Z", "1950-01-01T00:00:00Z"},
		{0x17, "690101000000Z", "1969-01-01T00:00:00Z"},
		{0x17, "1106121518Z", "2011-06-12T15:18:00Z"},
		{0x17, "110612151856+0600", "2011-06-12T09:18:56Z"},
		{0x18, "20500101000000Z", "2050-01-01T00:00:00Z"},
		{0x18, "20110612151856.5Z", "2011-06-12T15:18:56.5Z"},
		{0x18, "20110612151856", "2011-06-12T15:18:56Z"},
		{0x17, "110632151856Z", ""},
		{0x18, "1106121518Z", ""},
		{0x02, "110612151856Z", ""},
	} {
		e, err := Parse(Encode([]byte{c.tag}, []byte(c.text)))
		if err != nil {
			t.Fatal(err)
		}
		got, err := e.Time()
		if (c.want == "") != (err != nil) || err == nil && got.Format(time.RFC3339Nano) != c.want {
			t.Errorf("%02x %s: %v %v, want %s", c.tag, c.text, got, err, c.want)
		}
	}
}

func TestTexts(t *testing.T) {
	for text, want := range map[string]string{
		"0C 03 41 C2 A9": "A©", "13 01 41": "A", "14 02 41 E9": "Aé", "1E 04 0041 0424": "AФ", "1C 04 00000424": "Ф",
	} {
		if got, ok := mustParse(t, text).Text(); !ok || got != want {
			t.Errorf("%s: %q %v, want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"0C 01 C2", "1E 01 00", "1C 02 0000", "02 01 41", "2C 00"} {
		if got, ok := mustParse(t, text).Text(); ok {
			t.Errorf("%s is text %q", text, got)
		}
	}
}

func TestPieces(t *testing.T) {
	for text, want := range map[string]string{
		"04 02 AABB":                                    "AABB",
		"24 80 04 01 AA 04 01 BB 0000":                  "AABB",
		"24 80 24 80 04 01 AA 04 00 0000 04 01 BB 0000": "AABB",
		"A0 06 04 01 AA 04 01 BB":                       "AABB",
	} {
		if got, err := mustParse(t, text).Octets(); err != nil || !bytes.Equal(got, octets(t, want)) {
			t.Errorf("%s: %x %v, want %s", text, got, err, want)
		}
	}
	if _, err := mustParse(t, "24 03 02 01 AA").Octets(); err == nil {
		t.Error("a piece that is no octet string is read")
	}
}

func TestCursorNamesPlace(t *testing.T) {
	c := mustParse(t, "30 06 02 01 05 04 01 AA").Inside("outer")
	if _, ok := c.Optional("absent", Context(0)); ok {
		t.Error("an absent element is there")
	}
	c.Take("number", Integer)
	c.Take("truth", Boolean)
	c.Take("later", OctetString)
	bad, ok := c.Err().(*Fault)
	if !ok || bad.Field != "truth" || bad.Offset != 5 || bad.Rule != RuleTag {
		t.Errorf("%v", c.Err())
	}
	c = mustParse(t, "30 03 02 01 05").Inside("outer")
	c.End("outer")
	if bad, ok := c.Err().(*Fault); !ok || bad.Rule != RuleTrailing || bad.Offset != 2 {
		t.Errorf("%v", c.Err())
	}
}

func TestDepartures(t *testing.T) {
	for text, want := range map[string][]Departure{
		"30 03 02 01 05":                     nil,
		"30 81 03 02 01 05":                  {{0, DepartureMinimal}},
		"30 80 02 81 01 05 02 81 01 05 0000": {{0, DepartureIndefinite}, {2, DepartureMinimal}},
		"30 07 24 80 04 01 AA 0000":          {{2, DepartureIndefinite}, {2, DeparturePieces}},
		"1F 05 00":                           {{0, DepartureMinimal}},
	} {
		got := Departures(mustParse(t, text))
		if len(got) != len(want) {
			t.Errorf("%s: %v, want %v", text, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %v, want %v", text, got, want)
			}
		}
	}
}

func TestCanonical(t *testing.T) {
	for text, want := range map[string]string{
		"A0 06 02 01 05 02 01 04":                   "31 06 02 01 04 02 01 05",
		"A0 80 30 80 24 80 04 01 AA 0000 0000 0000": "31 05 30 03 04 01 AA",
		"A0 81 03 02 01 05":                         "31 03 02 01 05",
	} {
		if got, err := Canonical(mustParse(t, text), 0x31); err != nil || !bytes.Equal(got, octets(t, want)) {
			t.Errorf("%s: %x %v, want %s", text, got, err, want)
		}
	}
}
