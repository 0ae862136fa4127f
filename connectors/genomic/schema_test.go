package genomic

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"bilgate/connectors/format/cmf"
	"bilgate/connectors/format/genotype"
	"bilgate/fixtures"
)

// recordOf is the canonical record of a profile, as the gateway would deliver it.
func recordOf(t *testing.T, p genotype.Profile, laboratory string) map[string]any {
	t.Helper()
	data, err := json.Marshal(p.Loci)
	if err != nil {
		t.Fatal(err)
	}
	var loci []any
	if err := json.Unmarshal(data, &loci); err != nil {
		t.Fatal(err)
	}
	return map[string]any{
		"specimen": map[string]any{"id": p.Sample}, "origin": "penitentiary", "laboratory": laboratory, "category": "convicted",
		"profile_class": string(p.Class), "loci": loci,
	}
}

// batches are the profiles of the generated DNA feed, file by file.
func batches(t *testing.T) (profiles []genotype.Profile) {
	t.Helper()
	for _, b := range fixtures.Batches(7, 200, fixtures.DNA) {
		if b.Format == "application/xml" {
			f, err := cmf.Read(b.Body)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range f.Specimens {
				profiles = append(profiles, s.Profile())
			}
			continue
		}
		table, err := genotype.ReadTable(b.Body)
		if err != nil {
			t.Fatal(err)
		}
		profiles = append(profiles, table.Profiles...)
	}
	return profiles
}

// TestEveryGeneratedProfileArrivesAsItWas: what leaves has no finding, and reads back as the same genotype.
func TestEveryGeneratedProfileArrivesAsItWas(t *testing.T) {
	profiles := batches(t)
	for i, p := range profiles {
		f := encoded(t, recordOf(t, p, "KZLAB-01"))
		if got := f.Specimens[0].Profile(); got.Canonical() != p.Canonical() || got.Class != p.Class {
			t.Fatalf("profile %d changed on its way: %s, then %s", i, p.Class, got.Class)
		}
	}
	if len(profiles) != 200 {
		t.Errorf("%d profiles", len(profiles))
	}
}

// TestPublicSchemaAcceptsEveryFile validates with the public schema, where xmllint and the schema are at hand.
func TestPublicSchemaAcceptsEveryFile(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not on the path")
	}
	schema := filepath.Join("..", "..", "..", "shared", "samples", "codis-cmf", "osiris-CMF-2017.xsd")
	if _, err := os.Stat(schema); err != nil {
		t.Skip("no reference schema beside the repository")
	}
	dir := t.TempDir()
	arguments := []string{"--noout", "--nonet", "--schema", schema}
	for i, p := range batches(t) {
		_, body, err := encode(profileDelivery(fmt.Sprintf("record-%04d", i), 1, recordOf(t, p, "A laboratory with a long name")))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, fmt.Sprintf("%04d.xml", i))
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		arguments = append(arguments, path)
	}
	if out, err := exec.Command(lint, arguments...).CombinedOutput(); err != nil {
		t.Errorf("the schema refuses a file: %v\n%.2000s", err, out)
	}
}
