package fingerprint

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"bilgate/connectors"
)

func encoded(t *testing.T, d connectors.Delivery) (e encounter, text string) {
	t.Helper()
	body, err := encode(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &e); err != nil {
		t.Fatal(err)
	}
	return e, string(body)
}

func TestPersonBecomesAnEncounter(t *testing.T) {
	_, got := encoded(t, personDelivery("rec", 2))
	const want = `{"encounterId":"rec","status":"ACTIVE","encounterType":"person","galleries":["person"],` +
		`"contextualData":{"kind":"person","version":2,"legalBasis":"p. 54"},"biographicData":{` +
		`"subject":{"scheme":"iin","value":"850101100005","country":"KAZ"},"lastName":"Әлиев","firstName":"Нұрлан",` +
		`"dateOfBirth":"1885-01","gender":"M","nationality":"KAZ","documents":[{"type":"identity_card","number":"000000001"}],` +
		`"links":{"card_number":"12345"}},"biometricData":[]}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCardCarriesItsImages(t *testing.T) {
	pixels := []byte("\xff\xa0 eight bytes")
	e, _ := encoded(t, cardDelivery("rec", 1, pixels))
	if len(e.BiometricData) != 2 {
		t.Fatalf("%d biometrics, want the image and the missing finger", len(e.BiometricData))
	}
	if b := e.BiographicData; b == nil || b.Subject.Value != "7" || b.LastName != "Әлиев" {
		t.Errorf("biography %+v", b)
	}
	img, gone := e.BiometricData[0], e.BiometricData[1]
	if !bytes.Equal(img.Image, pixels) || img.BiometricSubType != "RIGHT_INDEX" || img.ImpressionType != "NONLIVE_SCAN_ROLLED" ||
		img.Compression != "WSQ" || img.Resolution != 500 || img.Width != 4 || img.Height != 2 || img.MimeType != "image/x-wsq" ||
		img.Metadata != "FGP=2;IDC=3;IMP=3;CGA=WSQ20" || *img.Quality != 254 || img.QualityFormat != "NFIQ" {
		t.Errorf("image %+v", img)
	}
	if !slices.Equal(gone.Missing, []lacking{{"LEFT_INDEX", "AMPUTATED"}}) || len(gone.Image) > 0 {
		t.Errorf("missing finger %+v", gone)
	}
	if fingers := e.ContextualData.Fingers; len(fingers) != 3 || fingers[2] != (fingerState{8, "unreadable"}) {
		t.Errorf("fingers %+v", fingers)
	}
}

func TestCardIsHeld(t *testing.T) {
	s := newStage(t)
	d := cardDelivery("rec", 1, []byte("pixels"))
	ack := s.accepted(t, d)
	if got := s.one(t); got.Kind != kindRegistration || got.Digest != ack.Digest {
		t.Errorf("holds %+v", got)
	}
	if _, body := s.get(t, "/v1/persons/subject-of-rec/encounters/rec"); !strings.Contains(body, `"image":"cGl4ZWxz"`) {
		t.Errorf("read back: %s", body)
	}
}

// Bytes other than those of the record never leave: nothing is said to the subsystem, and a person must look.
func TestOtherBytesAreNotSent(t *testing.T) {
	s := newStage(t)
	away := errors.New("store away")
	for name, blob := range map[string]func(context.Context, string) ([]byte, error){
		"altered": func(context.Context, string) ([]byte, error) { return []byte("other"), nil },
		"away":    func(context.Context, string) ([]byte, error) { return nil, away },
	} {
		d := cardDelivery("rec", 1, []byte("pixels"))
		d.Blob = blob
		if ack, err := s.Deliver(context.Background(), d); err == nil || name == "away" && !errors.Is(err, away) {
			t.Errorf("%s: %+v, %v; want an error", name, ack, err)
		}
	}
	if list, err := s.Holdings(context.Background(), 0, 10); err != nil || len(list) != 0 {
		t.Errorf("held: %+v, %v", list, err)
	}
}

func TestWhatCannotBeSaidIsRefused(t *testing.T) {
	s := newStage(t)
	for reason, data := range map[string]string{
		"record_shape":      `{"images":"none"}`,
		"image_reference":   `{"images":[{"position":1,"sha256":"00"}]}`,
		"image_empty":       `{"images":[{"position":1,"ref":"r","sha256":"00"}]}`,
		"image_compression": `{"images":[{"position":1,"ref":"full","compression":"ZIP","sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}]}`,
	} {
		d := delivery("rec", kindRegistration, 1, data)
		d.Blob = func(_ context.Context, ref string) ([]byte, error) {
			if ref == "full" {
				return []byte("x"), nil
			}
			return nil, nil
		}
		if ack := s.deliver(t, d); ack.State != connectors.Refused || ack.Reason != reason {
			t.Errorf("%s: %+v", reason, ack)
		}
	}
}

// Every word that the sink can say is one of OSIA's, and every member too.
func TestWordsAreOSIAs(t *testing.T) {
	schemas := osia(t)
	for position := range 90 {
		mustBe(t, schemas, "BiometricSubType", subType(position))
		mustBe(t, schemas, "ImpressionType", impressionType(position))
	}
	for _, c := range compressions {
		mustBe(t, schemas, "CompressionType", c)
	}
	_, body := encoded(t, cardDelivery("rec", 1, []byte("pixels")))
	var tree map[string]any
	if err := json.Unmarshal([]byte(body), &tree); err != nil {
		t.Fatal(err)
	}
	members(t, schemas, "Encounter", tree)
	for _, b := range tree["biometricData"].([]any) {
		members(t, schemas, "BiometricData", b.(map[string]any))
	}
}

type schema struct {
	Enum       []string       `yaml:"enum"`
	Required   []string       `yaml:"required"`
	Properties map[string]any `yaml:"properties"`
}

func mustBe(t *testing.T, schemas map[string]schema, name, word string) {
	t.Helper()
	if !slices.Contains(schemas[name].Enum, word) {
		t.Errorf("%s: %q is no word of OSIA", name, word)
	}
}

func members(t *testing.T, schemas map[string]schema, name string, object map[string]any) {
	t.Helper()
	s := schemas[name]
	for member := range object {
		if _, ok := s.Properties[member]; !ok {
			t.Errorf("%s: %q is no member in OSIA", name, member)
		}
	}
	for _, member := range s.Required {
		if _, ok := object[member]; !ok {
			t.Errorf("%s: %q is missing", name, member)
		}
	}
}

// osia reads the schemas of the ABIS interface from shared/samples beside the repository.
func osia(t *testing.T) map[string]schema {
	t.Helper()
	dir, err := os.Getwd()
	for ; err == nil && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "..", "shared", "samples", "osia", "abis.yaml"))
	if err != nil {
		t.Skip("the OSIA interface definition is not here: ", err)
	}
	var api struct {
		Components struct {
			Schemas map[string]schema `yaml:"schemas"`
		} `yaml:"components"`
	}
	if err := yaml.Unmarshal(text, &api); err != nil {
		t.Fatal(err)
	}
	if len(api.Components.Schemas) < 10 {
		t.Fatal(fmt.Sprint(len(api.Components.Schemas), " schemas"))
	}
	return api.Components.Schemas
}
