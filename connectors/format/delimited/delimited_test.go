package delimited

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// frame writes down what Records finds: `1 header|record` and "2 !code".
func frame(t *testing.T, r io.Reader, max int) []string {
	t.Helper()
	var out []string
	err := Records(r, max,
		func(seq int, body []byte) error { out = append(out, fmt.Sprintf("%d %s", seq, body)); return nil },
		func(seq int, code string) error { out = append(out, fmt.Sprintf("%d !%s", seq, code)); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRecords(t *testing.T) {
	long := strings.Repeat("x", 3*blockSize)
	for _, c := range []struct {
		name, text string
		max        int
		want       []string
	}{
		{"a header alone", "a;b\r\n", 100, nil},
		{"nothing", "", 100, []string{"1 !syntax"}},
		{"lines as they are", "\ufeffa;b\r\n1;2\r\n\r\n;\n3;4", 100, []string{"1 a;b\r\n1;2\r", "2 a;b\r\n;", "3 a;b\r\n3;4"}},
		{"quotes over lines", "a,b\n\"1\n;\"\"\",2\n3,4\n", 100, []string{"1 a,b\n\"1\n;\"\"\",2", "2 a,b\n3,4"}},
		{"wrong ones between", "a\tb\n1\n1\t2\t3\n\xcd\t2\n1\"\t2\n\"1\"x\t2\n1\t\x00\n1\t2\n", 100,
			[]string{"1 !syntax", "2 !syntax", "3 !encoding", "4 !syntax", "5 !syntax", "6 !encoding", "7 a\tb\n1\t2"}},
		{"cut inside quotes", "a,b\n1,2\n\"3,4\n5,6\n", 100, []string{"1 a,b\n1,2", "2 !truncated"}},
		{"a quote behind what is no separator here", "a;b\n1,\"2;3\n4;5\n", 100, []string{"1 !syntax", "2 a;b\n4;5"}},
		{"a name twice", "a,A\n1,2\n", 100, []string{"1 !duplicate_key"}},
		{"a column without a name", "a,,c\n1,2,3\n", 100, []string{"1 !syntax"}},
		{"a header in another encoding", "\xcd,b\n1,2\n", 100, []string{"1 !encoding"}},
		{"too long", "a,b\n" + long + ",2\n1,2\n\"" + long, 100, []string{"1 !too_large", "2 a,b\n1,2", "3 !too_large"}},
		{"header and record as long as allowed", "a,b\r\n12,4\r\n12,45\n1,2\r\n", 9, []string{"1 a,b\r\n12,4\r", "2 !too_large", "3 a,b\r\n1,2\r"}},
		{"over several blocks", "a,b\n" + long + ",2\n", len(long) + 10, []string{"1 a,b\n" + long + ",2"}},
		{"the header is too long", long + "\n1\n", 100, []string{"1 !too_large"}},
	} {
		if got := frame(t, strings.NewReader(c.text), c.max); !slices.Equal(got, c.want) {
			t.Errorf("%s: %.200q, want %.200q", c.name, got, c.want)
		}
		if got := frame(t, iotest.OneByteReader(strings.NewReader(c.text)), c.max); !slices.Equal(got, c.want) {
			t.Errorf("%s, byte by byte: %.200q, want %.200q", c.name, got, c.want)
		}
	}
}

func TestRecordsReturnsErrorsAsTheyAre(t *testing.T) {
	mine := errors.New("mine")
	keep := func(int, []byte) error { return nil }
	ignore := func(int, string) error { return nil }
	if err := Records(iotest.ErrReader(mine), 100, keep, ignore); err != mine {
		t.Errorf("in the header: %v", err)
	}
	if err := Records(io.MultiReader(strings.NewReader("a\n1"), iotest.ErrReader(mine)), 100, keep, ignore); err != mine {
		t.Errorf("in a record: %v", err)
	}
	if err := Records(strings.NewReader("a\n1\n"), 100, func(int, []byte) error { return mine }, ignore); err != mine {
		t.Errorf("of a callback: %v", err)
	}
	if err := Records(strings.NewReader("a\n\"\n"), 100, keep, func(int, string) error { return mine }); err != mine {
		t.Errorf("of the other callback: %v", err)
	}
}

func TestRead(t *testing.T) {
	for _, separator := range []string{";", ",", "\t"} {
		text := strings.ReplaceAll("name|\"a|b\"|empty|quoted\r\nҚайрат | 1 |\"\"|\"x\"\"|\r\n\"\r", "|", separator)
		r, code := Read([]byte(text))
		if code != "" {
			t.Fatalf("%q: %s", separator, code)
		}
		for name, want := range map[string]string{
			"name": "Қайрат ", "a" + separator + "b": " 1 ", "empty": "", "quoted": "x\"" + separator + "\r\n", "none": "",
		} {
			if got := r.Value(name); got != want {
				t.Errorf("%q: %s is %q, want %q", separator, name, got, want)
			}
		}
	}
	if _, code := Read([]byte("a,b")); code != CodeTruncated {
		t.Errorf("a header alone: %q", code)
	}
}

// FuzzRecords: no panic; what is handed on reads back, with a field a column, as encoding/csv reads it.
func FuzzRecords(f *testing.F) {
	for _, seed := range []string{"a;b\n1;2\n", "\ufeffa,\"b\n\"\r\n\"\"\"\",2\r\n", "a\tb\n\"1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		Records(strings.NewReader(text), 64, func(_ int, body []byte) error {
			r, code := Read(body)
			if code != "" || len(r.Names) != len(r.Values) || len(body) > 66 {
				t.Fatalf("%q is handed on: %s", body, code)
			}
			reader := csv.NewReader(strings.NewReader(string(body)))
			reader.Comma = rune(separatorOf(string(body[:lineEnd(string(body))])))
			rows, err := reader.ReadAll()
			if err != nil {
				t.Fatalf("encoding/csv: %v", err)
			}
			if len(rows) == 2 && !slices.EqualFunc(rows[1], r.Values, sameText) {
				t.Fatalf("%q, encoding/csv reads %q", r.Values, rows[1])
			}
			return nil
		}, func(int, string) error { return nil })
	})
}

// sameText compares texts but for carriage returns, which encoding/csv takes from the ends of lines.
func sameText(a, b string) bool {
	return strings.ReplaceAll(a, "\r", "") == strings.ReplaceAll(b, "\r", "")
}

// TestNeededColumns: a file without a column that the caller cannot do without is no table, even if it has no
// records.
func TestNeededColumns(t *testing.T) {
	for text, want := range map[string]string{"id;name\n": "", "name;id\n1;2\n": "", "<html>": CodeSyntax, "ID;name\n1;2\n": CodeSyntax, "": CodeSyntax} {
		got := ""
		err := Records(strings.NewReader(text), 100, func(int, []byte) error { return nil }, func(_ int, code string) error { got = code; return nil }, "id")
		if err != nil || got != want {
			t.Errorf("%q: %q, want %q, %v", text, got, want, err)
		}
	}
}
