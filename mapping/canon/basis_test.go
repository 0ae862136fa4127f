package canon

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// lawful is a complete record of each basis.
func lawful(basis string) string {
	person := `"surname":"a","given_name":"b","birth_date":"1850-01-01","sex":"M","citizenship":"KAZ"`
	more := map[string]string{
		"identity_document":   `,"signature":{"sha256":"b"}`,
		"visa":                `,"visa":{"issued":"1899-01-01","expires":"1899-02-01","issuer":"c"}`,
		"temporary_residence": `,"residence":{"abroad":"d","temporary":"e","host":"f"}`,
		"expulsion":           `,"expulsion":{"date":"1899-01-01","ground":"g"}`,
		"permanent_residence": `,"visa":{"issued":"1899-01-01","expires":"1899-02-01"},"residence":{"planned":"h","considering_body":"i"}`,
	}[basis]
	if basis == "identity_document" {
		person += `,"birth_place":"d"`
	}
	images := `{"position":13,"sha256":"1"},{"position":14,"sha256":"2"},{"position":15,"sha256":"3"}`
	if more != "" && basis != "identity_document" && basis != "visa" {
		images += `,{"position":21,"sha256":"4"},{"position":28,"sha256":"5"}`
	}
	return fmt.Sprintf(`{"subject":{"scheme":"none"},"person":{%s},"basis":%q,"ground":"j","officer":"k","date":"1899-01-01",
		"document":{"number":"1","issued":"1890-01-01","expires":"1900-01-01","issuer":"l"},"photo":{"sha256":"a"},"images":[%s]%s}`,
		person, basis, images, more)
}

func checkBasis(t *testing.T, row string) (missing, outside []string) {
	t.Helper()
	k, batch := rows(t, "fingerprint_registration", row)
	return k.CheckBasis(batch, 0)
}

func TestALawfulRecordOfEachBasisPasses(t *testing.T) {
	for _, basis := range []string{"identity_document", "visa", "temporary_residence", "expulsion", "permanent_residence"} {
		if missing, outside := checkBasis(t, lawful(basis)); missing != nil || outside != nil {
			t.Errorf("%s: missing %v, outside %v", basis, missing, outside)
		}
	}
}

func TestWhatTheBasisMissesAndWhatIsOutside(t *testing.T) {
	custody := `{"subject":{"scheme":"card","value":"17"},"card":{"number":"17"},"person":{"surname":"a","given_name":"b","birth_date":"1850","sex":"M"},` +
		`"basis":"custody","ground":"j","date":"1899-01-01","images":[{"position":1,"sha256":"a"}]}`
	exchange := `{"subject":{"scheme":"none"},"basis":"exchange","origin":"o","date":"1899-01-01","images":[{"position":21,"sha256":"a"}]}`
	for _, c := range []struct{ name, row, old, new, missing, outside string }{
		{"custody", custody, "", "", "", ""},
		{"custody without a card", custody, `"card":{"number":"17"},`, ``, "card.number", ""},
		{"custody without pictures", custody, `"images":[{"position":1,"sha256":"a"}]`, `"images":[]`, "images", ""},
		{"custody with a visa", custody, `"ground"`, `"visa":{"issuer":"x"},"ground"`, "", "visa.issuer"},
		{"custody with a visa that says nothing", custody, `"images"`, `"visa":{"issuer":null},"images"`, "", ""},
		{"exchange", exchange, "", "", "", ""},
		{"exchange without origin", exchange, `"origin":"o",`, ``, "origin", ""},
		{"exchange without a picture", exchange, `{"position":21,"sha256":"a"}`, ``, "images", ""},
		{"visa with a birth place", lawful("visa"), `"sex"`, `"birth_place":"x","sex"`, "", "person.birth_place"},
		{"visa with ethnicity", lawful("visa"), `"sex"`, `"ethnicity":"x","sex"`, "", "person.ethnicity"},
		{"visa with a palm", lawful("visa"), `"position":15`, `"position":15,"sha256":"9"},{"position":22`, "", "images[position=22]"},
		{"visa with an IIN", lawful("visa"), `{"scheme":"none"}`, `{"scheme":"iin","value":"500101100010"}`, "", "subject[scheme=iin]"},
		{"identity document with an IIN", lawful("identity_document"), `{"scheme":"none"}`, `{"scheme":"iin","value":"500101100010"}`, "", ""},
		{"identity document without thumbs", lawful("identity_document"), `"position":15`, `"position":0`, "images[position=1] images[position=6]", ""},
		{"a thumb that is no more", lawful("identity_document"), `"position":15,"sha256":"3"}]`,
			`"position":11,"sha256":"3"}],"fingers":[{"position":6,"status":"amputated"}]`, "", ""},
		{"a thumb said to be captured", lawful("identity_document"), `"position":15,"sha256":"3"}]`,
			`"position":11,"sha256":"3"}],"fingers":[{"position":6,"status":"captured"}]`, "images[position=6]", ""},
		{"expulsion without the left palm", lawful("expulsion"), `"position":28`, `"position":26`, "images[position=23]", ""},
		{"exchange with a list of pictures that is empty", exchange, `[{"position":21,"sha256":"a"}]`, `[]`, "images", ""},
		{"expulsion with a signature", lawful("expulsion"), `"photo"`, `"signature":{"sha256":"x"},"photo"`, "", "signature.sha256"},
		{"a surname that is missing", lawful("visa"), `"surname":"a",`, ``, "person.surname", ""},
	} {
		row := strings.Replace(c.row, c.old, c.new, 1)
		if row == c.row && c.old != "" {
			t.Fatalf("%s: the case changes nothing", c.name)
		}
		missing, outside := checkBasis(t, row)
		if strings.Join(missing, " ") != c.missing || strings.Join(outside, " ") != c.outside {
			t.Errorf("%s: missing %v, want %q; outside %v, want %q", c.name, missing, c.missing, outside, c.outside)
		}
	}
}

func TestWhatSaysNothingIsNotPresent(t *testing.T) {
	k, batch := rows(t, "fingerprint_registration",
		`{"subject":{"scheme":"none"},"basis":"exchange","images":[],"fingers":[{"position":1,"status":"captured"}],"visa":{},"card":{"number":""},"ground":"x"}`)
	present := k.present(batch, 0)
	for path, want := range map[string]bool{
		"images": false, "fingers": true, "visa": false, "visa.issuer": false, "card": false, "card.number": false, "ground": true, "subject.value": false, "subject": true,
	} {
		if present[path] != want {
			t.Errorf("%s present: %v", path, present[path])
		}
	}
}

func TestKindsWithoutABasisHaveNothingToCheck(t *testing.T) {
	k, batch := rows(t, "person", personRow)
	if missing, outside := k.CheckBasis(batch, 0); missing != nil || outside != nil {
		t.Errorf("missing %v, outside %v", missing, outside)
	}
}

// The matrix covers every code of the list, names only fields that exist, and says what palms are.
func TestTheMatrixFitsTheKind(t *testing.T) {
	k, _ := Lookup("fingerprint_registration")
	codes, _ := Codes("basis")
	if got := len(bases()); got != len(codes.Codes) {
		t.Errorf("%d bases for %d codes", got, len(codes.Codes))
	}
	for _, code := range codes.Distinct() {
		b, ok := BasisOf(k.Name, code)
		if !ok || b.Labels["kk"] == "" || b.Source == "" {
			t.Errorf("basis %s has no rules, label or source", code)
			continue
		}
		for _, path := range slices.Concat(b.Required, b.Allowed) {
			if _, ok := k.Field(path); !ok && path != iinSubject {
				t.Errorf("basis %s names %s, which is no field", code, path)
			}
		}
		if !slices.Contains([]PalmRule{PalmsRequired, PalmsAllowed, PalmsOutside}, b.Images.Palms) {
			t.Errorf("basis %s: palms %q", code, b.Images.Palms)
		}
	}
}
