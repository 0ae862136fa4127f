package lds

import (
	"bytes"
	"encoding/json"
	"maps"
	"testing"
	"time"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/cms/cmstest"
)

func TestValidDocument(t *testing.T) {
	for _, signer := range keys() {
		d := newDocument()
		d.signer, d.ds.Key = signer, signer.SPKI
		r := mustAuthenticate(t, d.sod(), d.groups, d.store(t), time.Time{})
		if !allPass(r.steps()) || r.Overall().Result != cms.Pass || len(r.Findings) != 0 || !r.At.Equal(d.signing) {
			t.Errorf("%v, findings %v", r.steps(), r.Findings)
		}
		for _, g := range r.Groups {
			if g.Result != cms.Pass || g.Reason == "" {
				t.Errorf("DG%d %+v", g.Number, g.Verdict)
			}
		}
		if len(r.Groups) != len(d.groups) {
			t.Errorf("%d groups", len(r.Groups))
		}
	}
}

// TestOneChangedByte: at every place of every data group, length octets included, it
// fails that group and nothing else.
func TestOneChangedByte(t *testing.T) {
	d := newDocument()
	sod, store := d.sod(), d.store(t)
	security := mustAuthenticate(t, sod, nil, store, time.Time{}).Security
	for number, data := range d.groups {
		for at := range data {
			changed := maps.Clone(d.groups)
			changed[number] = with(data, at)
			r := &Report{Security: security}
			r.checkGroups(changed, &findings{})
			for _, g := range r.Groups {
				if (g.Result == cms.Fail) != (g.Number == number) {
					t.Fatalf("DG%d byte %d changed: DG%d %+v", number, at, g.Number, g.Verdict)
				}
			}
		}
		changed := maps.Clone(d.groups)
		changed[number] = with(data, len(data)-1)
		if r := mustAuthenticate(t, sod, changed, store, time.Time{}); !allPass(r.steps()) || r.Overall().Result != cms.Fail {
			t.Errorf("DG%d changed: %v", number, r.steps())
		}
	}
}

func TestGroupsAbsentAndUnlisted(t *testing.T) {
	d := newDocument()
	sod := d.sod()
	delete(d.groups, 2)
	d.groups[3] = tlv(0x63)
	r := mustAuthenticate(t, sod, d.groups, d.store(t), time.Time{})
	if r.group(1) != cms.Pass || r.group(2) != cms.Unknown || r.group(3) != cms.Fail || len(r.Groups) != 5 {
		t.Errorf("%+v", r.Groups)
	}
}

// TestPaddingAndWrongFile: zeros behind a file are not hashed; a file in another's
// place fails by its hash and is named.
func TestPaddingAndWrongFile(t *testing.T) {
	d := newDocument()
	sod := d.sod()
	one := d.groups[1]
	d.groups[1] = append(bytes.Clone(one), 0, 0, 0)
	d.groups[11] = one
	r := mustAuthenticate(t, sod, d.groups, d.store(t), time.Time{})
	if r.group(1) != cms.Pass || r.group(11) != cms.Fail || !hasRule(r.Findings, cms.GradeTable, RulePadding) || !hasRule(r.Findings, cms.GradeConsistency, RuleWrongFile) {
		t.Errorf("%+v %+v", r.Groups, r.Findings)
	}
	d.groups[1] = append(bytes.Clone(one), 7)
	if r := mustAuthenticate(t, sod, d.groups, nil, time.Time{}); !hasRule(r.Findings, cms.GradeConsistency, "trailing_bytes") {
		t.Errorf("%+v", r.Findings)
	}
}

// TestStepsFailAlone: what breaks one step leaves the others as they are.
func TestStepsFailAlone(t *testing.T) {
	for what, c := range map[string]struct {
		sod   func(d *document) []byte
		store func(d document) *cms.Store
		at    time.Time
		want  [5]cms.Result // signer found, digest, signature, chain, validity
	}{
		"no store":     {want: [5]cms.Result{cms.Pass, cms.Pass, cms.Pass, cms.Unknown, cms.Pass}, store: func(document) *cms.Store { return nil }},
		"out of date":  {want: [5]cms.Result{cms.Pass, cms.Pass, cms.Pass, cms.Pass, cms.Fail}, at: from.AddDate(1, 0, 0)},
		"no date":      {want: [5]cms.Result{cms.Pass, cms.Pass, cms.Pass, cms.Pass, cms.Unknown}, sod: func(d *document) []byte { d.signing = time.Time{}; return d.sod() }},
		"other signer": {want: [5]cms.Result{cms.Pass, cms.Pass, cms.Fail, cms.Pass, cms.Pass}, sod: func(d *document) []byte { d.signer = keys()[2]; return d.sod() }},
		"other hash": {want: [5]cms.Result{cms.Pass, cms.Fail, cms.Pass, cms.Pass, cms.Pass}, sod: func(d *document) []byte {
			sod := d.sod()
			return with(sod, bytes.Index(sod, d.object)+len(d.object)-1)
		}},
		"signer not named": {want: [5]cms.Result{cms.Unknown, cms.Pass, cms.Unknown, cms.Unknown, cms.Unknown}, sod: func(d *document) []byte {
			sod := d.sod()
			return with(sod, bytes.LastIndex(sod, []byte{2, 1, 2})+2)
		}},
	} {
		d := newDocument()
		store := d.store(t)
		if c.store != nil {
			store = c.store(d)
		}
		sod := d.sod()
		if c.sod != nil {
			sod = c.sod(&d)
		}
		r := mustAuthenticate(t, sod, nil, store, c.at)
		if got := [5]cms.Result(r.steps()); got != c.want {
			t.Errorf("%s: %v, want %v", what, got, c.want)
		}
	}
}

func TestNobodySigned(t *testing.T) {
	d := newDocument()
	sod := tlv(0x77, cmstest.Sequence(cmstest.OID(cmstest.OIDSignedData), tlv(0xA0, cmstest.Sequence(
		cmstest.Small(3), cmstest.Set(), cmstest.Sequence(cmstest.OID(cmstest.OIDSecurity), tlv(0xA0, cmstest.Octets(d.object))), cmstest.Set()))))
	r := mustAuthenticate(t, sod, d.groups, d.store(t), time.Time{})
	if r.Signature.Result != cms.Fail || r.Face().Signature.Result != cms.Fail || r.Overall().Result != cms.Fail || !hasRule(r.Findings, cms.GradeConsistency, RuleSigners) {
		t.Errorf("%+v %+v", r.steps(), r.Findings)
	}
}

func TestSignerForSomethingElse(t *testing.T) {
	d := newDocument()
	d.ds.Usage, d.csca.To = cms.UsageCertSign, from.AddDate(0, 0, 1)
	r := mustAuthenticate(t, d.sod(), nil, d.store(t), time.Time{})
	if !hasRule(r.Findings, cms.GradeProfile, cms.RuleConstraints) || !hasRule(r.Findings, cms.GradeTable, cms.RuleAnchorValidity) || r.Chain.Result != cms.Pass {
		t.Errorf("%+v, chain %+v", r.Findings, r.Chain)
	}
}

func TestFace(t *testing.T) {
	d := newDocument()
	r := mustAuthenticate(t, d.sod(), nil, nil, time.Time{})
	out, err := json.Marshal(r.Face())
	if err != nil {
		t.Fatal(err)
	}
	var face map[string]any
	if err := json.Unmarshal(out, &face); err != nil {
		t.Fatal(err)
	}
	first := face["data_groups"].([]any)[0].(map[string]any)
	chain := face["chain"].(map[string]any)
	if len(face) != 4 || face["digest"] != "sha256" || len(first) != 2 || first["number"] != 1.0 || len(first["digest"].(string)) != 64 ||
		face["signature"].(map[string]any)["result"] != "pass" || chain["result"] != "unknown" || chain["reason"] == "" {
		t.Errorf("%s", out)
	}
}

// TestIndefiniteLengths: a security object in BER, its content in pieces, is checked
// as any other and said not to be DER.
func TestIndefiniteLengths(t *testing.T) {
	d := newDocument()
	indefinite := func(tag byte, parts ...[]byte) []byte {
		return append(append([]byte{tag, 0x80}, bytes.Join(parts, nil)...), 0, 0)
	}
	content := cmstest.Octets(d.object)
	pieces := indefinite(0x24, cmstest.Octets(d.object[:10]), indefinite(0x24, cmstest.Octets(d.object[10:])))
	sod := d.sod()
	at := bytes.Index(sod, content)
	signedData := sod[at-len(cmstest.OID(cmstest.OIDSecurity))-8:]
	version := bytes.Index(sod, cmstest.Small(3))
	set := cmstest.Set(cmstest.Algorithm(cmstest.OIDSHA256))
	rest := signedData[bytes.Index(signedData, content)+len(content):]
	ber := indefinite(0x77, indefinite(0x30, cmstest.OID(cmstest.OIDSignedData), indefinite(0xA0, indefinite(0x30,
		sod[version:version+3], set, indefinite(0x30, cmstest.OID(cmstest.OIDSecurity), indefinite(0xA0, pieces)), rest))))
	r := mustAuthenticate(t, ber, d.groups, d.store(t), time.Time{})
	if !allPass(r.steps()) || r.Overall().Result != cms.Pass {
		t.Errorf("%v", r.steps())
	}
	if !hasRule(r.Findings, cms.GradeTable, "indefinite_length") || !hasRule(r.Findings, cms.GradeTable, "string_in_pieces") {
		t.Errorf("%+v", r.Findings)
	}
}
