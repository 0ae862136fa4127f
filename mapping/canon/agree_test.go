package canon

import (
	"fmt"
	"slices"
	"testing"
)

func TestIINThatDisagreesIsAFindingNotAReject(t *testing.T) {
	const row = `{"subject":{"scheme":"%s","value":"850101100012"},"person":{"birth_date":"%s","sex":"%s"}}`
	for _, c := range []struct {
		scheme, birth, sex string
		want               []string
	}{
		{"iin", "1885-01-01", "M", nil},
		{"iin", "1885-01", "M", nil},
		{"iin", "1885", "X", nil},
		{"iin", "1885-01-02", "M", []string{FindingBirth}},
		{"iin", "1886", "F", []string{FindingBirth, FindingSex}},
		{"document", "1886", "F", nil},
	} {
		k, batch := rows(t, "person", fmt.Sprintf(row, c.scheme, c.birth, c.sex))
		var got []string
		for _, f := range k.Disagreements(batch, 0) {
			got = append(got, f.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: findings %v", c, got)
		}
	}
}
