package canon

import (
	"slices"
	"strings"
	"testing"
)

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		kind, row string
		want      []LookupKey
	}{
		{"person", personRow, []LookupKey{{"iin", "500101100010"}, {"card", "00000000017"}, {"specimen", "B-17"}}},
		{"person", strings.Replace(personRow, `"scheme":"iin"`, `"scheme":"document"`, 1), []LookupKey{{"card", "00000000017"}, {"specimen", "B-17"}}},
		{"person", `{"subject":{"scheme":"none"},"person":{"surname":"a","birth_date":"1850","sex":"M","citizenship":"KAZ"}}`, nil},
		{"fingerprint_registration", cardRow, []LookupKey{{"card", "00000000017"}}},
		{"genomic_registration", profileRow, []LookupKey{{"specimen", "S-1"}, {"specimen", "B-17"}}},
	} {
		k, batch := rows(t, c.kind, c.row)
		if got := k.Keys(batch, 0); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.kind, got, c.want)
		}
	}
}
