// Package hostile sends bytes that mean harm, or come of carelessness, through a feed's own framing and
// decoding and through a mapping, and judges what became of each: broken and doubled JSON, keys in another
// case, values of another type, bytes of another encoding, files of another kind.
//
// What must hold: nothing panics, nothing vanishes. What is broken is refused with a code and a place; what
// is odd but right gives the same record as the plain form; what is not read is at least a finding.
//
// Neighbours: mapping/hostile does the same with single values, at the mapping's own door. Its verdicts are
// used here. The suite conntest and the command `map test --hostile` run both.
package hostile

import (
	"regexp"

	"bilgate/connectors"
	"bilgate/mapping"
	"bilgate/mapping/canon"
	"bilgate/mapping/hostile"
)

// All runs the samples of the mapping's door and those of the wire, as far as their names fit only.
func All(f connectors.Feed, p *mapping.Program, only *regexp.Regexp) ([]hostile.Verdict, error) {
	kind, _ := canon.Lookup(f.Kind)
	out, err := hostile.Run(p, kind, only)
	if err != nil {
		return nil, err
	}
	return append(Wire(f, p, only), out...), nil
}
