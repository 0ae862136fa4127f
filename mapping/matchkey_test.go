package mapping

import "testing"

// TestLooks: the pairs are those that forms and tables really mix up.
func TestLooks(t *testing.T) {
	for _, pair := range [][2]string{
		{"ТУҒАН KYHI", "туған күні"}, {"MEP3IMI", "мерзімі"}, {"ЖЕРI", "Жері"}, {"ќала", "қала"}, {"Їлияс", "Ілияс"},
		{"hаким", "һаким"}, {"COPE", "СОРЕ"}, {"и\u0306од", "йод"}, {" Иван \u00a0 Ли", "иван ли"}, {"OMAРOВ", "ОМАРОВ"}, {"Smith", "SMІTH"},
	} {
		a, ok1 := lookOf(pair[0])
		b, ok2 := lookOf(pair[1])
		if !ok1 || !ok2 || a != b {
			t.Errorf("%q and %q have the keys %q and %q", pair[0], pair[1], a, b)
		}
	}
	for _, pair := range [][2]string{{"Иван", "Іван"}, {"Һаким", "Наким"}, {"Қали", "Кали"}, {"3", "з"}, {"0", "о"}, {"Ұлан", "Улан"}, {"еж", "ёж"}, {"Smith", "Smyth"}} {
		a, _ := lookOf(pair[0])
		b, _ := lookOf(pair[1])
		if a == b {
			t.Errorf("%q and %q have the same key", pair[0], pair[1])
		}
	}
	if _, ok := lookOf("a\xff"); ok {
		t.Error("a text that is not UTF-8 has a key")
	}
}

// TestAmbiguousLook: two values that look the same and mean different codes give none.
func TestAmbiguousLook(t *testing.T) {
	list := &codeList{rows: []codeRow{{code: "A", value: "СОР"}, {code: "B", value: "COP"}, {code: "C", value: "мир", to: 18851231}, {code: "D", value: "MИP", from: 18860101}}}
	x := byLook(list)
	key, _ := lookOf("сор")
	if code, ok := x.only(key); ok {
		t.Errorf("the code is %s", code)
	}
	key, _ = lookOf("мир")
	for day, want := range map[Date]string{18851231: "C", 18860101: "D"} {
		if code, ok := x.onlyOn(key, day); !ok || code != want {
			t.Errorf("on %v the code is %q", day, code)
		}
	}
}
