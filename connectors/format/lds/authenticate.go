package lds

import (
	"slices"
	"time"

	"bilgate/connectors/format/cms"
)

// Report is the answer of passive authentication, step by step.
type Report struct {
	Security      *Security
	Groups        []GroupReport    // listed and handed over data groups by number
	Signer        *cms.Certificate // nil if it was not found
	Path          []*cms.Certificate
	At            time.Time   // the day that validity is judged at, zero if it is not known
	SignerFound   cms.Verdict // the signer's certificate, in the object or in the store
	MessageDigest cms.Verdict // the security object against the signed attributes
	Signature     cms.Verdict // over the signed attributes
	Chain         cms.Verdict // to a country signing authority, validity aside
	Validity      cms.Verdict // of the signer's certificate on the day of signing
	Findings      []Finding
}

// Authenticate compares data groups, by their numbers, with the security object in
// sod and leads its signer to an authority in store, Doc 9303 part 11 clause 5.1.
// store may be nil. at is the day of signing; if it is zero the signer's own signing
// time counts.
//
// The error is a [*Finding] of grade F: sod cannot be read as a security object.
// Everything else, a forged signature too, is a verdict of the report.
func Authenticate(sod []byte, groups map[int][]byte, store *cms.Store, at time.Time) (*Report, error) {
	file, err := Parse(sod, time.Time{})
	if err != nil {
		return nil, err
	}
	if file.Security == nil {
		return nil, &Finding{Grade: cms.GradeStructure, Field: file.Name, Rule: RuleFile, Message: "the file is not EF.SOD"}
	}
	found := &findings{all: slices.Clone(file.Findings)}
	r := &Report{Security: file.Security, At: at}
	r.checkGroups(groups, found)
	r.checkSigner(store, found)
	r.Findings = found.all
	return r, nil
}

// checkSigner fills the steps from signer to authority. Of several signers the
// worst counts.
func (r *Report) checkSigner(store *cms.Store, found *findings) {
	none := cms.Verdict{Result: cms.Fail, Reason: "nobody signed the security object"}
	r.SignerFound, r.MessageDigest, r.Signature, r.Chain, r.Validity = none, none, none, none, none
	reports := r.Security.Signed.Verify(store)
	if len(reports) == 0 {
		return
	}
	r.take(worstSigner(reports), store)
	r.checkUsage(found)
}

func worstSigner(reports []cms.SignerReport) cms.SignerReport {
	worst := reports[0]
	for _, next := range reports[1:] {
		if cms.Worst(worst.Overall(), next.Overall()) != worst.Overall() {
			worst = next
		}
	}
	return worst
}

func (r *Report) take(signer cms.SignerReport, store *cms.Store) {
	r.Signer = signer.Certificate
	r.SignerFound, r.MessageDigest, r.Signature = signer.Found, signer.MessageDigest, signer.Signature
	r.Chain, r.Path = store.Chain(r.Signer)
	if r.At.IsZero() {
		r.At = signer.Signer.SigningTime
	}
	r.Validity = r.Signer.ValidAt(r.At)
}

// checkUsage finds a signer whose certificate is for something else, and an
// authority outside its own validity; neither changes a verdict.
func (r *Report) checkUsage(found *findings) {
	if r.Signer == nil {
		return
	}
	if r.Signer.CA || r.Signer.KeyUsage >= 0 && r.Signer.KeyUsage&cms.UsageSignature == 0 {
		found.add(cms.GradeProfile, "certificate.keyUsage", r.Signer.Offset, cms.RuleConstraints, "the signer's certificate is not one for signing documents")
	}
	if len(r.Path) == 0 || r.At.IsZero() {
		return
	}
	if holds, known := r.Path[len(r.Path)-1].Holds(r.At); !holds || !known {
		found.add(cms.GradeTable, "certificate.issuer", r.Signer.Offset, cms.RuleAnchorValidity, "the authority's own validity does not hold the day of signing")
	}
}

// Overall is the worst step; data groups that were not read are left out.
func (r *Report) Overall() cms.Verdict {
	steps := []cms.Verdict{r.MessageDigest, r.Signature, r.Chain, r.Validity}
	for _, g := range r.Groups {
		if g.Result != cms.Unknown {
			steps = append(steps, g.Verdict)
		}
	}
	return cms.Worst(steps...)
}
