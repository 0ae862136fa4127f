package main

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bilgate/fixtures"
	"bilgate/gateway/register"
)

// sample finds a real file beside the repository.
func sample(t *testing.T, name string) string {
	t.Helper()
	file := filepath.Join("..", "..", "..", "shared", "samples", filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		t.Skip("no samples beside the repository: ", err)
	}
	return file
}

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

// table reads a table parted by tabs, with a header.
func table(t *testing.T, file string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = '\t', -1, true
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line[:min(len(line), len(lines[0]))] {
			if _, twice := row[lines[0][i]]; !twice {
				row[lines[0][i]] = cell
			}
		}
		rows = append(rows, row)
	}
	return rows
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

// versionOf is the current version of the one record that fits, among those that `records list` finds.
func versionOf(t *testing.T, d Demo, flag, value string, fits func(register.Version) bool) register.Version {
	t.Helper()
	var found []register.Version
	for _, s := range decodeJSON[[]register.Summary](t, must(t, "records", "list", flag, value, "--json", "--to", d.API)) {
		for _, v := range decodeJSON[[]register.Version](t, must(t, "records", "show", s.ID, "--reveal", "--json", "--to", d.API)) {
			if v.State == "current" && fits(v) {
				found = append(found, v)
			}
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d records of %s %s fit, want 1", len(found), flag, value)
	}
	return found[0]
}

func deliveredTo(t *testing.T, v register.Version, subsystem string) {
	t.Helper()
	if len(v.Deliveries) != 1 || v.Deliveries[0].Subsystem != subsystem || v.Deliveries[0].State != "accepted" {
		t.Errorf("deliveries: %+v", v.Deliveries)
	}
}

// genotypes are the different alleles at each locus, sorted.
type genotypes map[string][]string

func (g genotypes) add(locus string, alleles ...string) {
	if locus = strings.ToUpper(locus); locus == "AMEL" {
		locus = "AMELOGENIN"
	}
	for _, a := range alleles {
		if a = strings.TrimSpace(a); a != "" && !slices.Contains(g[locus], a) {
			g[locus] = append(g[locus], a)
		}
	}
	slices.Sort(g[locus])
}

// TestRealProfiles: files of other laboratories are held by the register and by the genomic subsystem, and by it
// alone, with the genotypes that stand in the file.
func TestRealProfiles(t *testing.T) {
	t.Parallel()
	for name, read := range map[string]func(*testing.T, string) map[string]genotypes{
		"codis-cmf/Codis-Single-Profile.xml":          cmfProfiles,
		"genemapper/GeneMapperExample.txt":            wideProfiles,
		"genemapper/GeneMapperExampleWithHeights.txt": wideProfiles,
		"genemapper/strvalidator-ref3.txt":            longProfiles,
	} {
		file := sample(t, name)
		d := demo(t)
		profiles := read(t, file)
		batch := strings.ReplaceAll(filepath.Base(name), ".", "-")
		laboratory := fmt.Sprintf("LAB-%.6x", sha256.Sum256([]byte(name)))[:10]
		args := []string{"send", "--feed", fixtures.DNA, "--batch", batch, "--to", d.API, file}
		if !strings.HasSuffix(name, ".xml") {
			args = append(args, "--set", "category=suspect", "--set", "reader=READER", "--set", "laboratory="+laboratory)
		}
		must(t, args...)
		settled(t, d)
		if len(profiles) == 0 {
			t.Errorf("%s: the file has no profile", name)
		}
		for specimen, want := range profiles {
			v := versionOf(t, d, "--specimen", specimen, func(v register.Version) bool {
				return v.Canonical.Source.MessageID == batch+"/1"
			})
			if got := registeredProfile(t, v); !maps.EqualFunc(got, want, slices.Equal) {
				t.Errorf("%s, %s: the register holds\n%v, the file\n%v", name, specimen, got, want)
			}
			status, body := get(t, d.Genomic+"/v1/specimens/"+v.Canonical.ID)
			if got := parseCMF(t, body)[v.Canonical.ID]; status != http.StatusOK || !maps.EqualFunc(got, want, slices.Equal) {
				t.Errorf("%s, %s: the subsystem (%d) holds\n%v, the file\n%v", name, specimen, status, got, want)
			}
			deliveredTo(t, v, "genomic")
		}
	}
}

func registeredProfile(t *testing.T, v register.Version) genotypes {
	t.Helper()
	var data struct {
		Loci []struct {
			Name    string   `json:"locus"`
			Alleles []string `json:"alleles"`
		} `json:"loci"`
	}
	if err := json.Unmarshal(v.Canonical.Data, &data); err != nil {
		t.Fatal(err)
	}
	out := genotypes{}
	for _, l := range data.Loci {
		out.add(l.Name, l.Alleles...)
	}
	return out
}

// parseCMF reads CODIS CMF by nothing but the names of its elements.
func parseCMF(t *testing.T, body []byte) map[string]genotypes {
	t.Helper()
	var file struct {
		Specimens []struct {
			ID   string `xml:"SPECIMENID"`
			Loci []struct {
				Name    string   `xml:"LOCUSNAME"`
				Alleles []string `xml:"ALLELE>ALLELEVALUE"`
			} `xml:"LOCUS"`
		} `xml:"SPECIMEN"`
	}
	if err := xml.Unmarshal(body, &file); err != nil {
		t.Fatal(err)
	}
	out := map[string]genotypes{}
	for _, s := range file.Specimens {
		out[s.ID] = genotypes{}
		for _, l := range s.Loci {
			out[s.ID].add(l.Name, l.Alleles...)
		}
	}
	return out
}

func cmfProfiles(t *testing.T, file string) map[string]genotypes {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return parseCMF(t, body)
}

// wideProfiles reads a table of a row a sample: a column a marker, a cell a list parted by commas.
func wideProfiles(t *testing.T, file string) map[string]genotypes {
	t.Helper()
	out := map[string]genotypes{}
	for _, row := range table(t, file) {
		g := genotypes{}
		for column, cell := range row {
			if column != "" && !strings.HasPrefix(column, "Sample ") && column != "Height" {
				g.add(column, strings.Split(cell, ",")...)
			}
		}
		out[row["Sample Name"]] = g
	}
	return out
}

// longProfiles reads a table of a row a marker.
func longProfiles(t *testing.T, file string) map[string]genotypes {
	t.Helper()
	out := map[string]genotypes{}
	for _, row := range table(t, file) {
		name := row["Sample.Name"]
		if out[name] == nil {
			out[name] = genotypes{}
		}
		out[name].add(row["Marker"], row["Allele.1"], row["Allele.2"])
	}
	return out
}

// TestBrokenFilesAreRejected: what is wrong with a file has a code, and nothing of it reaches a subsystem.
func TestBrokenFilesAreRejected(t *testing.T) {
	t.Parallel()
	for name, code := range map[string]string{
		"codis-cmf/broken-allele.xml":                  "cmf.",
		"codis-cmf/broken-locus.xml":                   "cmf.",
		"codis-cmf/no-profiles.xml":                    "empty",
		"codis-cmf/not-a-codis-file.xml":               "cmf.",
		"genemapper/GeneMapperExampleBrokenHeader.txt": "genotype.header",
	} {
		file := sample(t, name)
		d := demo(t)
		batch := strings.ReplaceAll(filepath.Base(name), ".", "-")
		must(t, "send", "--feed", fixtures.DNA, "--batch", batch, "--to", d.API, file)
		settled(t, d)
		for _, r := range decodeJSON[[]register.Reject](t, must(t, "rejects", "show", batch+"/1", "--feed", fixtures.DNA, "--json", "--to", d.API)) {
			if errs := errorsOf(r); len(errs) == 0 || !strings.HasPrefix(errs[0].Code, code) {
				t.Errorf("%s: %+v", name, errs)
			}
		}
	}
}
