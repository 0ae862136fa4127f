package canon

import (
	"encoding/csv"
	"fmt"
	"slices"
	"sync"
)

// phrases are the texts of one file under dictionary/, by their English form.
type phrases map[string]map[Lang]string

var dictionaryTexts = sync.OnceValue(func() map[string]phrases {
	out := map[string]phrases{}
	for _, name := range []string{"words", "notes"} {
		texts, err := readPhrases("dictionary/" + name + ".csv")
		if err != nil {
			panic(fmt.Sprintf("canon: dictionary/%s.csv: %v", name, err))
		}
		out[name] = texts
	}
	return out
})

func readPhrases(file string) (phrases, error) {
	f, err := dictionaryFiles.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], []string{"en", "kk", "ru"}) {
		return nil, fmt.Errorf("the header must be en,kk,ru")
	}
	out := phrases{}
	for _, r := range rows[1:] {
		if out[r[0]] != nil {
			return nil, fmt.Errorf("%q stands here twice", r[0])
		}
		out[r[0]] = map[Lang]string{"en": r[0], "kk": r[1], "ru": r[2]}
	}
	return out, nil
}

// translated is an English text of a file in another language.
func translated(file, text string, lang Lang) (string, error) {
	out := dictionaryTexts()[file][text][lang]
	if out == "" {
		return "", fmt.Errorf("dictionary/%s.csv: %q has no text in %q", file, text, lang)
	}
	return out, nil
}
