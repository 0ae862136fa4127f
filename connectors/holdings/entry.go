package holdings

import (
	"encoding/binary"
	"encoding/json"
	"errors"
)

// act is what a journal entry did to a record.
type act string

const (
	actPut    act = "put"
	actRemove act = "remove"
	actAlter  act = "alter" // planted: other bytes under the same version
	actLose   act = "lose"  // planted: as if the record had never come
)

// entry is one line of the journal: head as JSON, then the body byte for byte.
type entry struct {
	Act         act    `json:"act"`
	ID          string `json:"id"`
	Kind        string `json:"kind,omitempty"`
	Subject     string `json:"subject,omitempty"`
	Version     int64  `json:"version,omitempty"`
	Digest      string `json:"digest,omitempty"`
	Media       string `json:"media,omitempty"`
	Transaction string `json:"transaction,omitempty"`

	body []byte
}

const entryHead = 8 // length of head and of body, 4 bytes each, big-endian

var errEntry = errors.New("an entry of the journal is longer than its frame")

// appendTo writes the entry behind buf and says where in the result its body begins.
func (e entry) appendTo(buf []byte) (out []byte, bodyAt int, err error) {
	head, err := json.Marshal(e)
	if err != nil {
		return buf, 0, err
	}
	buf = binary.BigEndian.AppendUint32(buf, uint32(len(head)))
	buf = binary.BigEndian.AppendUint32(buf, uint32(len(e.body)))
	buf = append(buf, head...)
	return append(buf, e.body...), len(buf), nil
}

// eachEntry walks the entries of a frame; bodyAt counts from the frame's first payload byte.
func eachEntry(payload []byte, visit func(e entry, bodyAt int)) error {
	for at := 0; at < len(payload); {
		if len(payload)-at < entryHead {
			return errEntry
		}
		head := int(binary.BigEndian.Uint32(payload[at:]))
		body := int(binary.BigEndian.Uint32(payload[at+4:]))
		at += entryHead
		if head+body > len(payload)-at {
			return errEntry
		}
		var e entry
		if err := json.Unmarshal(payload[at:at+head], &e); err != nil {
			return err
		}
		e.body = payload[at+head : at+head+body]
		visit(e, at+head)
		at += head + body
	}
	return nil
}
