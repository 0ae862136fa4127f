package conntest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"bilgate/connectors"
	"bilgate/mapping/canon"
)

// recordID is the opaque id of the suite's record.
const recordID = "abcdefghijklmnopqrstuvwx"

// secrets are values of the suite's records that no error may tell.
var secrets = []string{"Сыналатын", "850307100012", "9.3"}

// pixels is the image of the suite's card, kept under the reference "ref".
var pixels = []byte(strings.Repeat("\x00\x40\x80\xc0", 64))

// records is a record of each kind; VERSION and DIGEST stand for what sample fills in.
var records = map[string]string{
	"person": `{"subject":{"scheme":"iin","value":"850307100012","country":"KAZ"},
		"person":{"surname":"Сыналатын","given_name":"Қайрат","birth_date":"1885-03-07","sex":"M","citizenship":"KAZ"},
		"documents":[{"type":"identity_card","number":"00000000VERSION"}]}`,
	"fingerprint_registration": `{"subject":{"scheme":"iin","value":"850307100012"},"person":{"surname":"Сыналатын","given_name":"Қайрат","birth_date":"1885-03-07","sex":"M"},
		"card":{"number":"0000000001VERSION"},"basis":"custody","ground":"-","date":"1912-06-05",
		"images":[{"idc":1,"position":1,"impression":1,"resolution":500,"width":16,"height":16,"compression":"NONE","media":"application/octet-stream","size":256,"sha256":"DIGEST","ref":"ref"}],
		"fingers":[{"position":1,"status":"captured"},{"position":2,"status":"amputated"}]}`,
	"genomic_registration": `{"subject":{"scheme":"specimen","value":"KZ-0001"},"specimen":{"id":"KZ-0001","barcode":"KZ-0001"},"origin":"UIS-LAB","laboratory":"UIS-LAB","reader":"EXPERT-1",
		"analysed_on":"2026-02-01","category":"convicted","codis_category":"Convicted Offender","case_number":"VERSION","profile_class":"person",
		"loci":[{"locus":"D21S11","alleles":["29","29"],"raw":"29"},{"locus":"TH01","alleles":["8","9.3"],"raw":"9.3, 8"}]}`,
}

// sample is a version of the suite's record of a kind. Versions differ in content.
func sample(kind string, version int64) connectors.Delivery {
	sum := sha256.Sum256(pixels)
	data := strings.NewReplacer("VERSION", fmt.Sprint(version), "DIGEST", hex.EncodeToString(sum[:])).Replace(records[kind])
	d := delivery(kind, version, canon.Put)
	d.Record.Data = json.RawMessage(data)
	return d
}

// retraction withdraws the suite's record of a kind.
func retraction(kind string, version int64) connectors.Delivery {
	return delivery(kind, version, canon.Retract)
}

func delivery(kind string, version int64, op canon.Op) connectors.Delivery {
	return connectors.Delivery{
		ID: fmt.Sprintf("%s-%s-%d", op, kind, version), RecordID: recordID, Subject: "zyxwvutsrqponmlkjihgfedc", Version: version, Op: op,
		Record: canon.Record{
			ID: recordID, Kind: kind, Op: op, Order: canon.Order{Major: version}, Version: version,
			Source:     canon.Source{Agency: "penitentiary", Feed: "penitentiary.inmate", MessageID: fmt.Sprint("m-", version), Part: 1, Parts: 1},
			ReceivedAt: time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC),
		},
		Blob: func(_ context.Context, ref string) ([]byte, error) {
			if ref != "ref" {
				return nil, errors.New("no such object")
			}
			return pixels, nil
		},
	}
}
