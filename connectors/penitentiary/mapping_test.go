package penitentiary

import (
	"encoding/csv"
	"io/fs"
	"testing"

	"bilgate/mapping/canon"
)

// TestWordsOfTheLaw: every document that the law lists has a word, and so has every country in use.
func TestWordsOfTheLaw(t *testing.T) {
	for list, file := range map[string]string{"document_type": "document.csv", "sex": "sex.csv", "name_lang": "language.csv"} {
		have := codesOf(t, inmate().Mapping, file)
		codes, _ := canon.Codes(list)
		for _, c := range codes.Codes {
			if !have[c.Code] && c.Code != "X" {
				t.Errorf("no word gives %s of %s", c.Code, list)
			}
		}
	}
	have := codesOf(t, inmate().Mapping, "citizenship.csv")
	for _, code := range []string{"KAZ", "RUS", "UZB", "KGZ", "TJK", "TKM", "BLR", "UKR", "CHN", "MNG", "DEU", "XXA"} {
		if !have[code] {
			t.Errorf("no word gives the country %s", code)
		}
	}
}

func codesOf(t *testing.T, files fs.FS, name string) map[string]bool {
	f, err := files.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, r := range rows[1:] {
		out[r[0]] = true
	}
	return out
}
