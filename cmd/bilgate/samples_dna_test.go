package main

import (
	"crypto/sha256"
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
