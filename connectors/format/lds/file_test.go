package lds

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/cms/cmstest"
)

var today = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func TestSecurityObjectVersions(t *testing.T) {
	d := newDocument()
	d.object = securityObject(1, d.groups)
	f, err := Parse(d.sod(), today)
	if err != nil || f.Security.LDSVersion != "0108" || f.Security.UnicodeVersion != "040000" || len(f.Findings) != 0 {
		t.Fatalf("version 1: %v, %+v", err, f)
	}
	for _, version := range []int64{2, -1, 1 << 40} {
		d.object = securityObject(version, d.groups)
		_, err := Parse(d.sod(), today)
		f, ok := err.(*Finding)
		if !ok || f.Grade != cms.GradeStructure || f.Rule != RuleVersion || f.Offset == 0 {
			t.Errorf("version %d: %v", version, err)
		}
	}
}

// TestSecurityObjectFindings: what departs is named, and read all the same.
func TestSecurityObjectFindings(t *testing.T) {
	hash := func(n int64, size int) []byte {
		return cmstest.Sequence(cmstest.Small(n), cmstest.Octets(make([]byte, size)))
	}
	object := func(digest string, hashes ...[]byte) []byte {
		return cmstest.Sequence(cmstest.Small(0), cmstest.Algorithm(digest), cmstest.Sequence(hashes...))
	}
	for what, c := range map[string]struct {
		object []byte
		grade  cms.Grade
		rule   string
	}{
		"one group":      {object(cmstest.OIDSHA256, hash(1, 32)), cms.GradeConsistency, RuleGroups},
		"17 groups":      {object(cmstest.OIDSHA256, slices.Repeat([][]byte{hash(1, 32)}, 17)...), cms.GradeConsistency, RuleGroups},
		"group 17":       {object(cmstest.OIDSHA256, hash(1, 32), hash(17, 32)), cms.GradeConsistency, RuleGroups},
		"twice":          {object(cmstest.OIDSHA256, hash(1, 32), hash(1, 32)), cms.GradeConsistency, RuleGroups},
		"short hash":     {object(cmstest.OIDSHA256, hash(1, 32), hash(2, 20)), cms.GradeConsistency, RuleDigest},
		"unknown digest": {object("1.2.840.113549.2.5", hash(1, 16), hash(2, 16)), cms.GradeTable, RuleDigest},
		"info in version 0": {cmstest.Sequence(cmstest.Small(0), cmstest.Algorithm(cmstest.OIDSHA256), cmstest.Sequence(hash(1, 32), hash(2, 32)),
			cmstest.Sequence(tlv(0x13, []byte("0108")), tlv(0x13, []byte("040000")))), cms.GradeTable, RuleVersion},
	} {
		d := newDocument()
		d.object = c.object
		f, err := Parse(d.sod(), today)
		if err != nil || !hasRule(f.Findings, c.grade, c.rule) {
			t.Errorf("%s: %v, %+v", what, err, f.Findings)
		}
	}
	d := newDocument()
	d.object = object(cmstest.OIDSHA256)
	if _, err := Parse(d.sod(), today); err == nil {
		t.Error("no group at all is read")
	}
}

// TestUnknownDigestIsUnknown: a digest that is not checked here neither passes nor fails a group.
func TestUnknownDigestIsUnknown(t *testing.T) {
	d := newDocument()
	d.object = bytes.Replace(securityObject(0, d.groups), cmstest.OID(cmstest.OIDSHA256), cmstest.OID("2.16.840.1.101.3.4.2.8"), 1)
	r := mustAuthenticate(t, d.sod(), d.groups, nil, time.Time{})
	if r.group(1) != cms.Unknown || r.Face().Digest != "2.16.840.1.101.3.4.2.8" {
		t.Errorf("%+v %s", r.Groups, r.Face().Digest)
	}
}

func TestCommon(t *testing.T) {
	data := tlv(0x60, long(0x5F01, []byte("0107")), long(0x5F36, []byte("040000")), tlv(0x5C, []byte{0x61, 0x75, 0x6F, 0x99}))
	f, err := Parse(data, today)
	if err != nil || f.Name != "EF.COM" || f.Common.LDSVersion != "0107" || f.Common.UnicodeVersion != "040000" || !slices.Equal(f.Common.Groups, []int{1, 2, 15}) {
		t.Fatalf("%v %+v", err, f)
	}
	if len(f.Findings) != 1 || f.Findings[0].Rule != RuleTagList || data[f.Findings[0].Offset] != 0x99 {
		t.Errorf("%+v", f.Findings)
	}
}

// TestZone: the zone's findings have their offsets in the file.
func TestZone(t *testing.T) {
	d := newDocument()
	f, err := Parse(d.groups[1], today)
	if err != nil || f.MRZ.Format != "TD1" || f.MRZ.State != "UTO" || len(f.Findings) != 0 {
		t.Fatalf("%v %+v", err, f.Findings)
	}
	at := bytes.Index(d.groups[1], []byte("7408122F")) + 6
	f, err = Parse(with(d.groups[1], at), today)
	if err != nil || len(f.Findings) == 0 || f.Findings[0].Offset != at || f.Findings[0].Record != 1 || f.Findings[0].Rule != RuleMRZ+"check_digit" {
		t.Errorf("%v %+v, want offset %d", err, f.Findings, at)
	}
	for what, text := range map[string]string{"short": zone[1:], "line ends": zone[:30] + "\n" + zone[30:], "empty": ""} {
		if f, err := Parse(tlv(0x61, long(0x5F1F, []byte(text))), today); err == nil || f == nil || f.Raw == nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestBiometrics(t *testing.T) {
	image := []byte("face image")
	data := face(image)
	f, err := Parse(data, today)
	if err != nil || len(f.Biometrics) != 1 || len(f.Findings) != 0 {
		t.Fatalf("%v %+v", err, f)
	}
	b := f.Biometrics[0]
	if b.Modality != "face" || b.FormatOwner != 0x0101 || b.FormatType != 8 || b.Constructed || !bytes.Equal(b.Data, image) || &data[b.DataOffset] != &b.Data[0] {
		t.Errorf("%+v", b)
	}
	count := bytes.Clone(data)
	count[bytes.Index(data, []byte{2, 1, 1})+2] = 2
	if f, err := Parse(count, today); err != nil || !hasRule(f.Findings, cms.GradeConsistency, RuleCount) {
		t.Errorf("count: %v %+v", err, f.Findings)
	}
	owner := bytes.Replace(data, []byte{0x87, 2, 1, 1}, []byte{0x8F, 2, 1, 1}, 1)
	if f, err := Parse(owner, today); err != nil || !hasRule(f.Findings, cms.GradeConsistency, RuleBiometric) {
		t.Errorf("owner: %v %+v", err, f.Findings)
	}
}

// TestDetails reads nested fields and compares the list both ways.
func TestDetails(t *testing.T) {
	data := tlv(0x6B, tlv(0x5C, []byte{0x5F, 0x0E, 0xA0, 0x5F, 0x0F, 0x5F, 0x2B, 0x5F, 0x10}),
		long(0x5F0E, []byte("NOBODY")), tlv(0xA0, cmstest.Small(2), long(0x5F0F, []byte("A")), long(0x5F0F, []byte("B"))),
		long(0x5F2B, []byte{0x18, 0x74, 0x08, 0x12}), long(0x5F42, []byte("NOWHERE")))
	f, err := Parse(data, today)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range f.Details {
		names = append(names, d.Name)
		if !bytes.HasPrefix(data[d.Offset:], d.Value) {
			t.Errorf("%s lies elsewhere", d.Name)
		}
	}
	if got := strings.Join(names, " "); got != "full_name other_name other_name date_of_birth address" {
		t.Error(got)
	}
	if len(f.Findings) != 2 || f.Findings[0].Field != "5F10" || f.Findings[1].Field != "5F42" {
		t.Errorf("%+v", f.Findings)
	}
	for what, date := range map[string]string{"month": "18741312", "letters": "1874AUG1", "short": "187408"} {
		f, err := Parse(tlv(0x6B, tlv(0x5C, []byte{0x5F, 0x2B}), long(0x5F2B, []byte(date))), today)
		if err != nil || !hasRule(f.Findings, cms.GradeConsistency, RuleDate) || strings.Contains(f.Findings[0].Message, date) {
			t.Errorf("%s: %v %+v", what, err, f.Findings)
		}
	}
	nested := tlv(0x6C, tlv(0x5C, []byte{0xA0, 0x5F, 0x1A}), tlv(0xA0, cmstest.Small(3), long(0x5F1A, []byte("A"))))
	if f, err := Parse(nested, today); err != nil || !hasRule(f.Findings, cms.GradeConsistency, RuleCount) {
		t.Errorf("nested count: %v %+v", err, f)
	}
}

func TestKeyAndProtocols(t *testing.T) {
	d := newDocument()
	if f, err := Parse(d.groups[15], today); err != nil || f.Key.Curve != "secp256r1" || len(f.Findings) != 0 {
		t.Errorf("DG15: %v", err)
	}
	infos := tlv(0x6E, cmstest.Set(cmstest.Sequence(cmstest.OID("0.4.0.127.0.7.2.2.3.2.1"), cmstest.Small(1))))
	if f, err := Parse(infos, today); err != nil || !slices.Equal(f.Protocols, []string{"0.4.0.127.0.7.2.2.3.2.1"}) {
		t.Errorf("DG14: %v", err)
	}
}

// TestOtherFiles: groups that are not read are carried; what is no file is refused.
func TestOtherFiles(t *testing.T) {
	data := tlv(0x6D, []byte("whatever"))
	if f, err := Parse(append(bytes.Clone(data), 1), today); err != nil || f.Name != "DG13" || f.Number != 13 || !bytes.Equal(f.Raw, data) || len(f.Findings) != 1 {
		t.Errorf("%v %+v", err, f)
	}
	for what, data := range map[string][]byte{"empty": nil, "sequence": cmstest.Sequence(), "cut": data[:3], "primitive": {0x41, 0}, "tag 72": tlv(0x72)} {
		f, err := Parse(data, today)
		if found, ok := err.(*Finding); f != nil || !ok || found.Grade != cms.GradeStructure || found.Rule == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := Authenticate(data, nil, nil, today); err == nil {
		t.Error("DG13 is taken for EF.SOD")
	}
}
