package jsonrec

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestCheckAcceptsWhatIsOneObject(t *testing.T) {
	for _, body := range []string{
		`{}`, " {\"a\" : 1}\r\n", `{"a":[1,-0,0.5,1e9,1E-3,true,false,null,"",{}]}`,
		`{"фамилия":"Ақылбек","\u0444":"\ud83d\ude00"}`, `{"a":{"b":1},"c":{"b":2}}`,
		`{"s":"a\"b\\\/\b\f\n\r\tq"}`, strings.Repeat(`{"a":`, MaxDepth) + "1" + strings.Repeat("}", MaxDepth),
	} {
		if code, place := Check([]byte(body)); code != "" {
			t.Errorf("%s: refused as %s at %d", body, code, place)
		}
		if !json.Valid([]byte(body)) {
			t.Errorf("%s: encoding/json does not take it", body)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	for _, c := range []struct {
		body, code string
		place      int
	}{
		{``, CodeTruncated, 0},
		{`{"a":1`, CodeTruncated, 6},
		{`{"a":"b`, CodeTruncated, 7},
		{`{"a":"b\`, CodeTruncated, 8},
		{`{"a":"\u04`, CodeTruncated, 10},
		{`{"a":tr`, CodeTruncated, 7},
		{`{"a":-`, CodeTruncated, 6},
		{"{\"a\":\"\xd0", CodeTruncated, 6},
		{`[]`, CodeSyntax, 0},
		{`"a"`, CodeSyntax, 0},
		{`{"a":1} x`, CodeSyntax, 8},
		{`{"a":1}{"a":1}`, CodeSyntax, 7},
		{`{"a":1,}`, CodeSyntax, 7},
		{`{"a":[1,]}`, CodeSyntax, 8},
		{`{"a":01}`, CodeSyntax, 6},
		{`{"a":+1}`, CodeSyntax, 5},
		{`{"a":1.}`, CodeSyntax, 7},
		{`{"a":.5}`, CodeSyntax, 5},
		{`{"a":NaN}`, CodeSyntax, 5},
		{`{'a':1}`, CodeSyntax, 1},
		{`{"a" 1}`, CodeSyntax, 5},
		{`{"a":"\x"}`, CodeSyntax, 6},
		{`{"a":"\u12g4"}`, CodeSyntax, 10},
		{"{\"a\":\"b\tc\"}", CodeSyntax, 7},
		{"{\"a\":\"b\x00c\"}", CodeSyntax, 7},
		{strings.Repeat(`{"a":`, MaxDepth+1) + "1" + strings.Repeat("}", MaxDepth+1), CodeSyntax, 5 * MaxDepth},
		{`{"a":` + strings.Repeat(`[`, MaxDepth) + strings.Repeat("]", MaxDepth) + "}", CodeSyntax, 5 + MaxDepth - 1},
		{"{\"a\":\"\xff\"}", CodeEncoding, 6},
		{"{\"a\":\"\xed\xa0\x80\"}", CodeEncoding, 6},
		{"{\"a\":\"\xcd\xe0\"}", CodeEncoding, 6}, // windows-1251
		{`{"a":"\ud83d"}`, CodeEncoding, 6},
		{`{"a":"\ud83dx"}`, CodeEncoding, 6},
		{`{"a":"\ud83d\n"}`, CodeEncoding, 6},
		{`{"a":"\ude00\ud83d"}`, CodeEncoding, 6},
		{`{"a":"\u0000"}`, CodeEncoding, 6},
		{`{"role":1,"role":2}`, CodeDuplicateKey, 10},
		{`{"role":1,"ROLE":2}`, CodeDuplicateKey, 10},
		{`{"role":1,"\u0052ole":2}`, CodeDuplicateKey, 10},
		{`{"пол":1,"ПОЛ":2}`, CodeDuplicateKey, 12},
		{"{\"k\":1,\"\u212a\":2}", CodeDuplicateKey, 7}, // the Kelvin sign
		{`{"a":[{"b":1,"B":2}]}`, CodeDuplicateKey, 13},
		{`{"a":{"a":1},"b":1,"A":1}`, CodeDuplicateKey, 19},
	} {
		if code, place := Check([]byte(c.body)); code != c.code || place != c.place {
			t.Errorf("%q: %q at %d, want %q at %d", c.body, code, place, c.code, c.place)
		}
	}
}

func TestCheckFindsADuplicateAmongManyKeys(t *testing.T) {
	var b strings.Builder
	for i := range 5 * fewKeys {
		b.WriteString(`"Key` + strings.Repeat("x", i) + `":1,`)
	}
	if code, _ := Check([]byte("{" + b.String() + `"last":1}`)); code != "" {
		t.Fatalf("%d different keys are refused as %s", 5*fewKeys+1, code)
	}
	for _, key := range []string{"KEY", "keyX", "KEY" + strings.Repeat("X", fewKeys), "KEY" + strings.Repeat("x", 5*fewKeys-1)} {
		if code, _ := Check([]byte("{" + b.String() + `"` + key + `":1}`)); code != CodeDuplicateKey {
			t.Errorf("a second key of %d letters: %q", len(key), code)
		}
	}
}

func TestCheckBoundsTheKeysOfAnObject(t *testing.T) {
	keys := make([]string, MaxKeys)
	for i := range keys {
		keys[i] = fmt.Sprintf(`"k%d":{"k":1}`, i)
	}
	whole := "{" + strings.Join(keys, ",")
	if code, _ := Check([]byte(whole + "}")); code != "" {
		t.Errorf("%d keys: %s", MaxKeys, code)
	}
	if code, place := Check([]byte(whole + `,"one":1}`)); code != CodeTooLarge || place != len(whole)+1 {
		t.Errorf("one key more: %q at %d", code, place)
	}
}

// FuzzCheck: no panic, and what is accepted, encoding/json accepts as an object with as many members.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":[1,2.5e3,"\u0416\ud83d\ude00",{"b":null}]}`, `{"a":1,"A":2}`, `{"a":"`, "{\"\xff\":1}", ` {"k":"K"} `} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		code, place := Check(body)
		if code != "" {
			if place < 0 || place > len(body) {
				t.Fatalf("place %d is outside", place)
			}
			return
		}
		var members map[string]json.RawMessage
		if err := json.Unmarshal(body, &members); err != nil {
			t.Fatalf("encoding/json refuses it: %v", err)
		}
		n := 0
		for w := enter(body); w.more(); n++ {
			name, value := w.member()
			if raw, ok := members[string(unescaped(name))]; !ok || string(raw) != string(value.raw) {
				t.Fatalf("member %d reads as another one", n)
			}
			var text string
			if value.Kind == Text && (json.Unmarshal(value.raw, &text) != nil || text != value.Text()) {
				t.Fatalf("text %d reads otherwise", n)
			}
		}
		if n != len(members) {
			t.Fatalf("%d members, encoding/json has %d", n, len(members))
		}
	})
}
