package mapping

import (
	"slices"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping/canon"
)

// SensitivityKey is the key of a source field's Arrow metadata under which its schema says how sensitive the
// field is: "open", "personal", "biometric" or "genomic", as in the schema of a kind. Fields of a struct
// and of a list's items have what stands on the nearest field around them that says it. A field about
// which nothing is said is personal: it comes from a person's record. A word that is none of the four
// counts as genomic, so that a slip in a schema never lets a value through.
const SensitivityKey = "sensitivity"

// sensitivities are ordered from what anybody may see to what is guarded most.
var sensitivities = []canon.Sensitivity{canon.Open, canon.Personal, canon.Biometric, canon.Genomic}

// level is the place of a sensitivity in the order; one that is not known has the highest.
func level(s canon.Sensitivity) int {
	if at := slices.Index(sensitivities, s); at >= 0 {
		return at
	}
	return len(sensitivities) - 1
}

// sensitivityOf is the sensitivity of a source field in a field of the given one.
func sensitivityOf(f arrow.Field, around canon.Sensitivity) canon.Sensitivity {
	said, ok := f.Metadata.GetValue(SensitivityKey)
	if !ok {
		return around
	}
	return sensitivities[level(canon.Sensitivity(said))]
}

// most is the highest sensitivity of a field and of all fields below it.
func (m *member) most() canon.Sensitivity {
	out := m.sensitivity
	if m.record == nil {
		return out
	}
	for _, inner := range m.record.fields {
		if s := inner.most(); level(s) > level(out) {
			out = s
		}
	}
	return out
}
