package inspect

import (
	"slices"
	"time"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/lds"
)

// security is the body of an EF.SOD: what it says and what passive authentication answers, step by step.
type security struct {
	lds.SecurityFace
	SignerFound cms.Verdict    `json:"signer_certificate"`
	Validity    cms.Verdict    `json:"validity"`
	Verified    []GroupVerdict `json:"verified"` // data groups that were handed over, or that are listed
}

// GroupVerdict is the answer for one data group.
type GroupVerdict struct {
	Number int `json:"number"`
	cms.Verdict
}

func readSOD(data []byte, o Options) (body, []Finding) {
	report, err := lds.Authenticate(data, o.Groups, o.Store, time.Time{})
	if report == nil {
		unread := cms.Verdict{Result: cms.Unknown, Reason: "the security object cannot be read"}
		b := security{SignerFound: unread, Validity: unread, Verified: []GroupVerdict{}}
		b.DataGroups, b.Signature, b.Chain = []lds.GroupFace{}, unread, unread
		return b, refusal(err)
	}
	b := security{SecurityFace: report.Face(), SignerFound: report.SignerFound, Validity: report.Validity, Verified: []GroupVerdict{}}
	slices.SortStableFunc(b.DataGroups, func(x, y lds.GroupFace) int { return x.Number - y.Number })
	for _, g := range report.Groups {
		b.Verified = append(b.Verified, GroupVerdict{g.Number, g.Verdict})
	}
	return b, append(chipFindings(report.Findings, err), b.failures()...)
}

// failures makes each step that fails a finding.
func (b security) failures() (found []Finding) {
	steps := []struct {
		field, rule string
		cms.Verdict
	}{
		{"signature", "signature_fails", b.Signature}, {"chain", "chain_fails", b.Chain}, {"validity", "signer_not_valid", b.Validity},
	}
	for _, s := range steps {
		if s.Result == cms.Fail {
			found = append(found, Finding{Grade: "E", Field: s.field, Rule: s.rule, Message: s.Reason})
		}
	}
	for _, g := range b.Verified {
		if g.Result == cms.Fail {
			found = append(found, Finding{Grade: "E", Record: g.Number, Field: "DG" + count(g.Number), Rule: "data_group_fails", Message: g.Reason})
		}
	}
	return found
}

func (b security) show(p *page) {
	p.line("  digests by %s:", b.Digest)
	for _, g := range b.DataGroups {
		p.line("  DG%-3d %s", g.Number, g.Digest)
	}
	p.line("")
	p.line("passive authentication")
	p.verdict("signer certificate", b.SignerFound)
	p.verdict("signature", b.Signature)
	p.verdict("validity", b.Validity)
	p.verdict("chain", b.Chain)
	for _, g := range b.Verified {
		p.verdict("DG"+count(g.Number), g.Verdict)
	}
}

// verdict prints one step.
func (p *page) verdict(step string, v cms.Verdict) {
	p.entry(pad("  "+step, 22)+pad(string(v.Result), 8), v.Reason)
}

func pad(text string, to int) string {
	for len(text) < to {
		text += " "
	}
	return text
}
