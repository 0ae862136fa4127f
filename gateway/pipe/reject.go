package pipe

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/connectors/format/jsonrec"
	"bilgate/mapping"
)

// Codes of records that neither decoder nor mapping rejects by themselves.
const (
	CodeCrash    = "internal.crash"      // it made decoder or mapping panic
	CodeTooLarge = "canonical.too_large" // what becomes of it is larger than a Kafka batch
)

// Reject is the value of a record on the topic of rejects. Its key is the input's.
type Reject struct {
	Errors    []mapping.Error `json:"errors"`
	Place     string          `json:"place,omitempty"` // in the record, where it does not decode: "byte 17"
	Partition int32           `json:"partition"`
	Offset    int64           `json:"offset"`
}

// reject appends the reject of the chunk's record at a place.
func (m *Mapper) reject(slab []byte, r *kgo.Record, at int, faults []mapping.Error, place string) []byte {
	value, err := json.Marshal(Reject{Errors: faults, Place: place, Partition: r.Partition, Offset: r.Offset})
	if err != nil {
		panic(err) // texts and numbers only
	}
	m.results[at] = result{len(slab), len(slab) + len(value), rejected}
	return append(slab, value...)
}

// rejectFault is the reject of a record that does not decode.
func (m *Mapper) rejectFault(slab []byte, r *kgo.Record, at int, err error) []byte {
	var f *jsonrec.Fault
	if !errors.As(err, &f) {
		panic(fmt.Sprintf("a decoder broke its contract: %T", err))
	}
	fault := mapping.Error{Code: f.Code, Field: f.Field, Class: string(f.Class)}
	return m.reject(slab, r, at, []mapping.Error{fault}, fmt.Sprintf("byte %d", f.Place))
}
