package lds

import (
	"bytes"
	"crypto/sha256"
	"math/big"
	"slices"
	"sync"
	"testing"
	"time"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/cms/cmstest"
)

// document is a chip that the tests make: a state's authority, a signer, files.
type document struct {
	authority, signer cmstest.Key
	csca, ds          cmstest.Spec
	groups            map[int][]byte
	object            []byte // LDSSecurityObject
	signing           time.Time
}

var (
	from = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	keys = sync.OnceValue(func() [3]cmstest.Key { return [3]cmstest.Key{cmstest.RSA(), cmstest.P256(), cmstest.PSS()} })
)

// zone is that of the specimen card in Doc 9303 part 5, which is nobody's.
const zone = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"

// newDocument is a whole and valid one.
func newDocument() document {
	name := cmstest.Name("UT", "CSCA", 0x0C)
	d := document{authority: keys()[0], signer: keys()[1], signing: from.AddDate(0, 1, 0)}
	d.csca = cmstest.Spec{Serial: big.NewInt(1), Issuer: name, Subject: name, From: from, To: from.AddDate(10, 0, 0), Key: d.authority.SPKI, KeyID: []byte("csca"), CA: true}
	d.ds = cmstest.Spec{Serial: big.NewInt(2), Issuer: name, Subject: cmstest.Name("UT", "DS", 0x0C), From: from, To: from.AddDate(0, 3, 0),
		Key: d.signer.SPKI, KeyID: []byte("ds"), IssuerID: []byte("csca"), Usage: cms.UsageSignature}
	d.groups = map[int][]byte{
		1:  tlv(0x61, long(0x5F1F, []byte(zone))),
		2:  face([]byte("face image")),
		11: tlv(0x6B, tlv(0x5C, []byte{0x5F, 0x0E, 0x5F, 0x2B}), long(0x5F0E, []byte("NOBODY<<AT<ALL")), long(0x5F2B, []byte("18740812"))),
		15: tlv(0x6F, d.signer.SPKI),
	}
	d.object = securityObject(0, d.groups)
	return d
}

func tlv(tag byte, parts ...[]byte) []byte { return cmstest.TLV(tag, parts...) }

// long is an element under a tag of two octets.
func long(tag uint16, parts ...[]byte) []byte {
	short := cmstest.TLV(0, parts...)
	return append([]byte{byte(tag >> 8), byte(tag)}, short[1:]...)
}

// face is data group 2 with one image of ISO/IEC 19794-5.
func face(image []byte) []byte {
	header := tlv(0xA1, tlv(0x80, []byte{1, 1}), tlv(0x81, []byte{2}), tlv(0x87, []byte{1, 1}), tlv(0x88, []byte{0, 8}))
	return tlv(0x75, long(0x7F61, cmstest.Small(1), long(0x7F60, header, long(0x5F2E, image))))
}

// securityObject lists the groups by number; a version above 0 has its version info.
func securityObject(version int64, groups map[int][]byte) []byte {
	var hashes [][]byte
	for n := range 17 {
		if data, ok := groups[n]; ok {
			sum := sha256.Sum256(data)
			hashes = append(hashes, cmstest.Sequence(cmstest.Small(int64(n)), cmstest.Octets(sum[:])))
		}
	}
	var info []byte
	if version > 0 {
		info = cmstest.Sequence(tlv(0x13, []byte("0108")), tlv(0x13, []byte("040000")))
	}
	return cmstest.Sequence(cmstest.Small(version), cmstest.Algorithm(cmstest.OIDSHA256), cmstest.Sequence(hashes...), info)
}

// sod signs the object.
func (d document) sod() []byte {
	m := cmstest.Message{Version: 3, ContentType: cmstest.OIDSecurity, Content: d.object, Issuer: d.ds.Issuer, Serial: d.ds.Serial,
		Certificates: [][]byte{cmstest.Certificate(d.ds, d.authority)}, SigningTime: d.signing}
	return tlv(0x77, m.Sign(d.signer))
}

func (d document) store(t testing.TB) *cms.Store {
	t.Helper()
	cert, err := cms.ParseCertificate(cmstest.Certificate(d.csca, d.authority))
	if err != nil {
		t.Fatal(err)
	}
	store := &cms.Store{}
	store.AddAnchors(cert)
	return store
}

func mustAuthenticate(t testing.TB, sod []byte, groups map[int][]byte, store *cms.Store, at time.Time) *Report {
	t.Helper()
	r, err := Authenticate(sod, groups, store, at)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *Report) group(number int) cms.Result {
	for _, g := range r.Groups {
		if g.Number == number {
			return g.Result
		}
	}
	return ""
}

// steps are the verdicts beside those of the groups.
func (r *Report) steps() []cms.Result {
	return []cms.Result{r.SignerFound.Result, r.MessageDigest.Result, r.Signature.Result, r.Chain.Result, r.Validity.Result}
}

func allPass(results []cms.Result) bool {
	return !slices.ContainsFunc(results, func(r cms.Result) bool { return r != cms.Pass })
}

func hasRule(found []Finding, grade cms.Grade, rule string) bool {
	return slices.ContainsFunc(found, func(f Finding) bool { return f.Grade == grade && f.Rule == rule && f.Message != "" })
}

func with(data []byte, at int) []byte {
	changed := bytes.Clone(data)
	changed[at] ^= 1
	return changed
}
