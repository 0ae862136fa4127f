package lds

import (
	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/der"
)

// maxProtocols is more than any chip offers.
const maxProtocols = 64

// readProtocols reads the object identifiers of data group 14's SecurityInfos, Doc
// 9303 part 11 clause 9.2; their parameters are for a reader of the chip and carried.
func readProtocols(e der.Element) ([]string, error) {
	c := e.Inside("DG14")
	set := c.Into("SecurityInfos", der.Set)
	var out []string
	for set.More() && len(out) < maxProtocols {
		oid, err := set.Into("SecurityInfo", der.Sequence).Take("protocol", der.ObjectID).OID()
		set.Keep("protocol", err)
		out = append(out, oid)
	}
	if err := set.Err(); err != nil {
		return nil, err
	}
	c.End("DG14")
	return out, c.Err()
}

// readKey reads the active authentication key of data group 15, a SubjectPublicKeyInfo.
func readKey(e der.Element, found *findings) (*cms.PublicKey, error) {
	c := e.Inside("DG15")
	info := c.Take("subjectPublicKeyInfo", der.Sequence)
	c.End("DG15")
	if err := c.Err(); err != nil {
		return nil, err
	}
	key, err := cms.ParsePublicKey(info)
	if err == nil && key.Unusable != "" {
		found.add(cms.GradeTable, "subjectPublicKeyInfo", info.Offset, RuleKey, key.Unusable)
	}
	return key, err
}
