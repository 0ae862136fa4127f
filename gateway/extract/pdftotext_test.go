package extract

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bilgate/mapping/canon"
)

// poppler runs one of poppler's programs on a file and returns what it prints; the test is skipped without it.
// pdfimages takes the file before its last argument, the others after all.
func poppler(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not on the PATH; Debian has it in poppler-utils", name)
	}
	file := filepath.Join(t.TempDir(), "extract.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, problems bytes.Buffer
	args = append(args, file, "-")
	if name == "pdfimages" {
		args = []string{args[0], file, args[1]}
	}
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, problems.String())
	}
	if problems.Len() > 0 {
		t.Errorf("%s complains: %s", name, problems.String())
	}
	return out.String()
}

// readBack is the document's text with single spaces.
func readBack(t *testing.T, pdf []byte) string {
	t.Helper()
	return strings.Join(strings.Fields(poppler(t, pdf, "pdftotext", "-raw", "-enc", "UTF-8")), " ")
}

func mustMake(t *testing.T, d Document) []byte {
	t.Helper()
	pdf, err := Make(d)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

const (
	kazakhCapitals = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
	kazakhLetters  = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
)

func TestEveryKazakhLetterReadsBack(t *testing.T) {
	if n := len([]rune(kazakhLetters)); n != 42 || len([]rune(kazakhCapitals)) != n {
		t.Fatalf("the alphabet has 42 letters, not %d", n)
	}
	for _, rare := range []string{"", " Ω"} { // with the small fonts, and with the whole ones
		value := kazakhLetters + " № «тенге» ₸ " + kazakhCapitals + rare
		rec := record(t, "person", map[string]any{"legal_basis": value, "person": map[string]any{"surname": value}})
		text := readBack(t, mustMake(t, Document{Records: []canon.Record{rec}, At: noon}))
		if n := strings.Count(text, value); n != 2 {
			t.Errorf("the value reads back %d times, not twice, in\n%s", n, text)
		}
	}
}

func TestEveryCommonCharacterReadsBack(t *testing.T) {
	var words []string
	for _, span := range common {
		for r := span[0]; r <= span[1]; r++ {
			if clean, err := printable(string(r)); err == nil && clean != "" {
				words = append(words, "x"+clean)
			}
		}
	}
	value := strings.Join(words, " ")
	rec := record(t, "person", map[string]any{"legal_basis": value})
	text := readBack(t, mustMake(t, Document{Records: []canon.Record{rec}, At: noon}))
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("%q (%U) does not read back", word, []rune(word)[1])
		}
	}
}

func TestWholeDocumentReadsBack(t *testing.T) {
	text := readBack(t, mustMake(t, whole(t)))
	for _, want := range []string{
		"Дактилоскопиялық және геномдық ақпараттың көшірмесі/ Копия дактилоскопической и геномной информации",
		"Қазақстан Республикасының Ішкі істер министрлігі", "көшірме / копия",
		"2026 жылғы 24 қараша / 24 ноября 2026 года", "бет/страница 1/5", "бет/страница 5/5", "№ KZ-18/0001",
		"Тегі / Фамилия Әбілқайырұлы", "Туған күні / Дата рождения 24.08.1876", "Жынысы / Пол Ер / Мужской",
		"20.11.2026 10:15:00 (UTC+5)", "Талдау күні / Дата анализа 02.1896",
		"ОҢ ҚОЛЫ / ПРАВАЯ РУКА", "Цифрлық дактилоскопиялық карта / Цифровая дактилоскопическая карта",
		"Penta D", "Локустар саны / Количество локусов 24", legalNote.KK, legalNote.RU,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
	for _, unwanted := range []string{"ref-", "Сілтеме", "Ұлты", "Национальность"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("a reference or an empty field is printed: %q", unwanted)
		}
	}
}
