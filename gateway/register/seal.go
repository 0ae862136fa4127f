package register

import (
	"fmt"

	"bilgate/mapping/canon"
)

func (r *Register) sealID(feed, id string) []byte { return r.vault.Seal("agency id|"+feed, []byte(id)) }

func (r *Register) openID(feed string, sealed []byte) (string, error) {
	plain, err := r.vault.Open("agency id|"+feed, sealed)
	return string(plain), err
}

func (r *Register) sealVersion(record string, version int64, body []byte) []byte {
	return r.vault.Seal(versionAD(record, version), body)
}

func versionAD(record string, version int64) string {
	return fmt.Sprintf("version|%s|%d", record, version)
}

func (r *Register) openVersion(record string, version int64, sealed []byte) (canon.Record, error) {
	var rec canon.Record
	plain, err := r.vault.Open(versionAD(record, version), sealed)
	if err == nil {
		err = rec.UnmarshalJSON(plain)
	}
	rec.Version = version
	return rec, err
}
