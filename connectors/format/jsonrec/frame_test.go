package jsonrec

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

type framer func(io.Reader, int, func(int, []byte) error, func(int, string) error) error

// frame writes down what a framer finds: "1 {…}" and "2 !code".
func frame(t *testing.T, f framer, r io.Reader, max int) []string {
	t.Helper()
	var out []string
	err := f(r, max,
		func(seq int, body []byte) error { out = append(out, fmt.Sprintf("%d %s", seq, body)); return nil },
		func(seq int, code string) error { out = append(out, fmt.Sprintf("%d !%s", seq, code)); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLines(t *testing.T) {
	long := `{"a":"` + strings.Repeat("x", 3*blockSize) + `"}`
	for _, c := range []struct {
		name, text string
		max        int
		want       []string
	}{
		{"nothing", "", 100, nil},
		{"blank lines", "\n \r\n\t\n", 100, nil},
		{"the last line has no end", "{\"a\":1}\n{\"a\":2}", 100, []string{`1 {"a":1}`, `2 {"a":2}`}},
		{"carriage returns and a mark", "\ufeff{\"a\":1}\r\n\r\n{\"a\":2}\r\n", 100, []string{`1 {"a":1}`, `2 {"a":2}`}},
		{"cut in the last line", "{\"a\":1}\n{\"a\":", 100, []string{`1 {"a":1}`, `2 !truncated`}},
		{"wrong ones between", "{\"a\":1}\n\xff{}\n[]\n{\"a\":1,\"A\":1}\n{\"a\":2}\n", 100,
			[]string{`1 {"a":1}`, `2 !encoding`, `3 !syntax`, `4 !duplicate_key`, `5 {"a":2}`}},
		{"exactly as long as allowed", "{\"a\":123}\r\n{\"a\":1234}\r\n{}\n", 9, []string{`1 {"a":123}`, `2 !too_large`, `3 {}`}},
		{"one byte too long", "{\"a\":1234}\n{}", 9, []string{`1 !too_large`, `2 {}`}},
		{"much too long", long + "\n{\"a\":2}\n" + long, 1000, []string{`1 !too_large`, `2 {"a":2}`, `3 !too_large`}},
		{"over several blocks", long + "\n{\"a\":2}\n", len(long), []string{"1 " + long, `2 {"a":2}`}},
	} {
		if got := frame(t, Lines, strings.NewReader(c.text), c.max); !slices.Equal(got, c.want) {
			t.Errorf("%s: %.200q, want %.200q", c.name, got, c.want)
		}
		if got := frame(t, Lines, iotest.OneByteReader(strings.NewReader(c.text)), c.max); !slices.Equal(got, c.want) {
			t.Errorf("%s, byte by byte: %.200q, want %.200q", c.name, got, c.want)
		}
	}
}

func TestObjects(t *testing.T) {
	long := `{"a":"` + strings.Repeat("x", 3*blockSize) + `"}`
	for _, c := range []struct {
		name, text string
		max        int
		want       []string
	}{
		{"one object over lines", "\ufeff {\n \"a\": 1\n}\n", 100, []string{"1 {\n \"a\": 1\n}"}},
		{"a list", ` [ {"a":1} , {"b":[{}],"c":"}]\"\\"} ] `, 100, []string{`1 {"a":1}`, `2 {"b":[{}],"c":"}]\"\\"}`}},
		{"an empty list", `[]`, 100, nil},
		{"nothing", ``, 100, []string{`1 !truncated`}},
		{"a wrong one between", `[{"a":1},{"a":01},{"a":2}]`, 100, []string{`1 {"a":1}`, `2 !syntax`, `3 {"a":2}`}},
		{"cut in the second", `[{"a":1},{"a"`, 100, []string{`1 {"a":1}`, `2 !truncated`}},
		{"cut between", `[{"a":1}`, 100, []string{`1 {"a":1}`, `2 !truncated`}},
		{"no comma", `[{"a":1}{"a":2}]`, 100, []string{`1 {"a":1}`, `2 !syntax`}},
		{"a comma too many", `[{"a":1},]`, 100, []string{`1 {"a":1}`, `2 !syntax`}},
		{"numbers in the list", `[{"a":1},5,{"a":2}]`, 100, []string{`1 {"a":1}`, `2 !syntax`}},
		{"no object at all", `"a"`, 100, []string{`1 !syntax`}},
		{"something behind", `{"a":1}{"a":2}`, 100, []string{`1 {"a":1}`, `2 !syntax`}},
		{"wrong brackets", `{"a":[1}}`, 100, []string{`1 !syntax`}},
		{"too long", `[` + long + `,{"a":2}]`, 1000, []string{`1 !too_large`, `2 {"a":2}`}},
		{"exactly as long as allowed", `[{"a":123},{"a":1234},{"a":"\\"}]`, 9, []string{`1 {"a":123}`, `2 !too_large`, `3 !too_large`}},
	} {
		if got := frame(t, Objects, strings.NewReader(c.text), c.max); !slices.Equal(got, c.want) {
			t.Errorf("%s: %.200q, want %.200q", c.name, got, c.want)
		}
		if got := frame(t, Objects, iotest.OneByteReader(strings.NewReader(c.text)), c.max); !slices.Equal(got, c.want) {
			t.Errorf("%s, byte by byte: %.200q, want %.200q", c.name, got, c.want)
		}
	}
}

// TestFramersHoldNoMoreThanOnePiece: what is too large passes by in little memory.
func TestFramersHoldNoMoreThanOnePiece(t *testing.T) {
	const size = 16 << 20
	for name, f := range map[string]framer{"lines": Lines, "objects": Objects} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := frame(t, f, io.MultiReader(strings.NewReader(`{"a":"`), io.LimitReader(same('x'), size), strings.NewReader("\"}\n")), 1000)
		runtime.ReadMemStats(&after)
		if !slices.Equal(got, []string{"1 !too_large"}) || after.TotalAlloc-before.TotalAlloc > size/16 {
			t.Errorf("%s: %q in %d bytes of memory", name, got, after.TotalAlloc-before.TotalAlloc)
		}
	}
}

// same is an endless stream of one byte.
type same byte

func (s same) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(s)
	}
	return len(p), nil
}

func TestFramersReturnErrorsAsTheyAre(t *testing.T) {
	mine := errors.New("mine")
	for name, f := range map[string]framer{"lines": Lines, "objects": Objects} {
		ignore := func(int, string) error { return nil }
		keep := func(int, []byte) error { return nil }
		if err := f(iotest.ErrReader(mine), 10, keep, ignore); err != mine {
			t.Errorf("%s: of the stream: %v", name, err)
		}
		if err := f(io.MultiReader(strings.NewReader(`{"a":`), iotest.ErrReader(mine)), 100, keep, ignore); err != mine {
			t.Errorf("%s: of the stream in the middle: %v", name, err)
		}
		if err := f(strings.NewReader(`{}`), 10, func(int, []byte) error { return io.EOF }, ignore); err != io.EOF {
			t.Errorf("%s: of a callback: %v", name, err)
		}
		if err := f(strings.NewReader(`5`), 10, keep, func(int, string) error { return mine }); err != mine {
			t.Errorf("%s: of the other callback: %v", name, err)
		}
	}
}

// FuzzFrame: neither framer panics or hands on what Check refuses, and both agree on a single object.
func FuzzFrame(f *testing.F) {
	for _, seed := range []string{`{"a":1}`, "[{\"a\":1},{\"b\":\"}\"}]", "{}\n{\n", "\ufeff[{}]"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, f := range []framer{Lines, Objects} {
			next := 1
			f(strings.NewReader(string(text)), 64, func(seq int, body []byte) error {
				if code, _ := Check(body); code != "" || seq != next || len(body) > 64 {
					t.Fatalf("piece %d (%d bytes) is handed on: %s", seq, len(body), code)
				}
				next++
				return nil
			}, func(seq int, code string) error {
				if seq != next {
					t.Fatalf("sequence %d after %d", seq, next-1)
				}
				next++
				return nil
			})
		}
	})
}
