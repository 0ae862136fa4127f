package lds

import (
	"encoding/hex"

	"bilgate/connectors/format/cms"
)

// FormatSOD names an EF.SOD where formats are named.
const FormatSOD = "icao-9303-sod"

// SecurityFace is what scripts read of an EF.SOD.
type SecurityFace struct {
	Digest     string      `json:"digest"` // "sha256"; the object identifier of a digest that is not read here
	DataGroups []GroupFace `json:"data_groups"`
	Signature  cms.Verdict `json:"signature"` // digest of the object and signature over it
	Chain      cms.Verdict `json:"chain"`
}

// GroupFace is a data group and its signed hash in hexadecimal.
type GroupFace struct {
	Number int    `json:"number"`
	Digest string `json:"digest"`
}

// Face returns the report as scripts read it.
func (r *Report) Face() SecurityFace {
	f := SecurityFace{
		Digest: r.Security.Digest.DigestName(), DataGroups: []GroupFace{},
		Signature: cms.Worst(r.MessageDigest, r.Signature), Chain: r.Chain,
	}
	for _, g := range r.Security.Groups {
		f.DataGroups = append(f.DataGroups, GroupFace{g.Number, hex.EncodeToString(g.Digest)})
	}
	return f
}
