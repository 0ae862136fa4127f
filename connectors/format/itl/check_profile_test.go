package itl

import (
	"strings"
	"testing"
)

func TestFindingsOfTheNationalProfile(t *testing.T) {
	national := func(tot string, type2 ...string) []Finding {
		fields := replaced([]string{"002:00", "003:11", "004:custody", "006:18990131", "008:x"}, type2)
		listed, prints := []string{"2 00"}, ""
		for finger := 1; finger <= 10; finger++ {
			listed = append(listed, "14 "+fmtInt(finger))
			prints += print14("002:"+fmtInt(finger), "013:"+fmtInt(finger))
		}
		data := type1(listed, "004:"+tot, "013:KZ-BIL\x1f1.00") + tagged(2, fields...) + prints
		return mustParse(t, []byte(data)).Findings()
	}
	if found := national("CARD"); len(found) != 0 {
		t.Fatalf("found %v", found)
	}
	for _, c := range []struct {
		found []Finding
		want  expectedFinding
	}{
		{national("LATENT"), expectedFinding{"P", RuleTransactionType, "1.004"}},
		{national("CARD", "-008"), expectedFinding{"P", RuleType2, "2.008"}},
		{national("CARD", "003: "), expectedFinding{"P", RuleType2, "2.003"}},
	} {
		if len(c.found) != 1 || !hasFinding(c.found, c.want) {
			t.Errorf("found %+v, want %+v alone", c.found, c.want)
		}
	}
	one := mustParse(t, []byte(type1([]string{"2 00", "14 1"}, "013:KZ-BIL\x1f1.00")+tagged(2, "002:00", "003:1", "004:c", "006:18990131", "008:x")+print14()))
	if found := one.Findings(); len(found) != 9 || found[0].Rule != RuleTenFingers {
		t.Errorf("nine fingers missing: %+v", found)
	}
}

func TestUnknownVersionOfAKnownDomain(t *testing.T) {
	for domain, want := range map[string]int{"013:KZ-BIL\x1f2.00": 1, "013:INT-I\x1f7": 1, "013:OTHER\x1f1": 0, "009:2": 0} {
		found := mustParse(t, []byte(typed("14", print14(), domain))).Findings()
		if len(found) != want || want == 1 && !hasFinding(found, expectedFinding{"P", RuleDomain, "1.013"}) {
			t.Errorf("%q: found %+v", domain, found)
		}
	}
}

// TestMissingFingersOfType4Cards stand in Type-2, where the profile says so.
func TestMissingFingersOfType4Cards(t *testing.T) {
	listed, prints := []string{"2 0"}, ""
	for finger := 1; finger <= 9; finger++ {
		listed = append(listed, "4 "+fmtInt(finger))
		prints += print4(func(raw []byte) { raw[4], raw[6] = byte(finger), byte(finger) })
	}
	for field, want := range map[string]int{"084:10\x1fXX": 0, "084:9\x1fXX": 1, "085:10\x1fXX": 1} {
		data := type1(listed, "004:CPNU", "013:NORAM\x1f") + tagged(2, "002:0", "018:x", "020:x", "022:x", "024:x", "025:x", "038:x", "073:x", field) + prints
		if found := mustParse(t, []byte(data)).Findings(); len(found) != want || want == 1 && found[0].Rule != RuleTenFingers {
			t.Errorf("%q: found %+v", field, found)
		}
	}
}

func TestDemandsFollowTheTypeOfTransaction(t *testing.T) {
	latent := strings.ReplaceAll(print14("003:4"), "14.", "13.")
	file := func(tot string) []Finding {
		data := type1([]string{"2 0", "13 1"}, "004:"+tot, "013:INT-I\x1f06.00") + tagged(2, "002:0", "004:18990131") + latent
		return mustParse(t, []byte(data)).Findings()
	}
	if found := file("MPS"); len(found) != 2 || !hasFinding(found, expectedFinding{"P", RuleType2, "2.007"}) || !hasFinding(found, expectedFinding{"P", RuleType2, "2.009"}) {
		t.Errorf("a latent search: %+v", found)
	}
	if found := mustParse(t, []byte(typed("14", print14(), "004:MPS", "013:INT-I\x1f06.00"))).Findings(); len(found) != 2 ||
		!hasFinding(found, expectedFinding{"P", RuleType2, ""}) || !hasFinding(found, expectedFinding{"P", RuleLatent, ""}) {
		t.Errorf("a latent search without Type-2 and latent: %+v", found)
	}
	if found := mustParse(t, []byte(typed("14", print14(), "004:ATP", "013:INT-I\x1f06.00"))).Findings(); len(found) != 1 || !hasFinding(found, expectedFinding{"P", RuleType2, ""}) {
		t.Errorf("an addition without Type-2: %+v", found)
	}
	if found := file("SRE"); len(found) != 1 || !hasFinding(found, expectedFinding{"P", RuleType2, "2.064"}) {
		t.Errorf("a result: %+v", found)
	}
	if found := file("ATP"); len(found) != 0 {
		t.Errorf("an addition: %+v", found)
	}
}

func TestProfile(t *testing.T) {
	card := mustParse(t, builtCard(t))
	good := Profile{TOTs: []string{"CARD"}, Type2: []int{101}, TenFingers: true}
	if found := card.CheckProfile(good); len(found) != 0 {
		t.Errorf("found %v", found)
	}
	found := card.CheckProfile(Profile{TOTs: []string{"LATENT"}, Type2: []int{101, 999}})
	if !hasFinding(found, expectedFinding{"P", RuleTransactionType, "1.004"}) || !hasFinding(found, expectedFinding{"P", RuleType2, "2.999"}) || len(found) != 2 {
		t.Errorf("found %+v", found)
	}
	single := mustParse(t, []byte(type1([]string{"14 1"})+print14("018:3\x1fUP")))
	if found := single.CheckProfile(Profile{TenFingers: true}); len(found) != 8 {
		t.Errorf("%d fingers missing, want 8", len(found))
	}
	if found := single.CheckProfile(Profile{Type2: []int{3}}); len(found) != 1 || found[0].Rule != RuleType2 {
		t.Errorf("found %+v", found)
	}
}
