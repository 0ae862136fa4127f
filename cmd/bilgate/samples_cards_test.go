package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"bilgate/fixtures"
	"bilgate/gateway/register"
)

// TestRealCards: ten-print cards that others wrote are held by the register and by the fingerprint subsystem, and
// by it alone, with every image as it stands in the file.
func TestRealCards(t *testing.T) {
	t.Parallel()
	for name, tcn := range map[string]string{
		"type-4-tpcard.an2":      "jck t4 tenprint card",
		"type-14-tpcard-nqm.an2": "jck tenprint card nqm",
	} {
		file := sample(t, "ansi-nist/reference-2007/"+name)
		d := demo(t)
		images := inventory(t, "reference-2007/"+name)
		must(t, "send", "--feed", fixtures.TenPrint, "--to", d.API, file)
		settled(t, d)
		v := versionOf(t, d, "--kind", "fingerprint_registration", func(v register.Version) bool {
			return strings.HasSuffix(v.Canonical.Source.MessageID, "/"+tcn)
		})
		var card struct {
			Basis  string `json:"basis"`
			Images []struct {
				SHA256 string `json:"sha256"`
			} `json:"images"`
		}
		if err := json.Unmarshal(v.Canonical.Data, &card); err != nil {
			t.Fatal(err)
		}
		var registered []string
		for _, i := range card.Images {
			registered = append(registered, i.SHA256)
		}
		if card.Basis != "exchange" || len(images) != 14 || !slices.Equal(registered, images) {
			t.Errorf("%s: basis %s, the register holds\n%v, the file\n%v", name, card.Basis, registered, images)
		}
		if got := encounterImages(t, d, v.Canonical.ID); !slices.Equal(got, images) {
			t.Errorf("%s: the subsystem holds\n%v, the file\n%v", name, got, images)
		}
		deliveredTo(t, v, "fingerprint")
		if status, _ := get(t, d.Genomic+"/v1/holdings/fingerprint_registration/"+v.Canonical.ID); status != http.StatusNotFound {
			t.Errorf("%s: the genomic subsystem holds the card: %d", name, status)
		}
	}
}

// inventory is the SHA-256 of each image of a file, in file order, by an independent reader.
func inventory(t *testing.T, name string) (images []string) {
	t.Helper()
	for _, row := range table(t, sample(t, "ansi-nist/expected/inventory.tsv")) {
		if row["file"] == name && row["image_sha256"] != "-" {
			images = append(images, row["image_sha256"])
		}
	}
	return images
}

// encounterImages is the SHA-256 of each image that the fingerprint subsystem holds of a card.
func encounterImages(t *testing.T, d Demo, id string) (images []string) {
	t.Helper()
	_, body := get(t, d.Fingerprint+"/v1/persons/"+id+"/encounters/"+id)
	for _, b := range decodeJSON[struct {
		BiometricData []struct {
			Image []byte `json:"image"`
		} `json:"biometricData"`
	}](t, string(body)).BiometricData {
		sum := sha256.Sum256(b.Image)
		images = append(images, hex.EncodeToString(sum[:]))
	}
	return images
}
