package format

import (
	"bytes"
	"errors"
	"io"
	"strconv"
)

// headSize is how much of a file recognition looks at.
const headSize = 64 << 10

// sample is what recognition knows of a file.
type sample struct {
	head []byte // at most headSize bytes
	size int64  // of the whole file
}

// whole says whether the head is the file.
func (s sample) whole() bool { return int64(len(s.head)) == s.size }

func (s sample) has(prefix string) bool { return bytes.HasPrefix(s.head, []byte(prefix)) }

// recognisers are asked in order; the first that knows the content answers. Signatures of several bytes come first,
// text without any last.
var recognisers = []func(sample) (Recognition, bool){
	bySignature,
	byTransaction,
	byBiometricRecord,
	byEncodingRules,
	byCBOR,
	byZone,
	byXML,
	byTable,
	byText,
}

// Recognise reads the head of a file of that size and names its format. Every content has an answer, [Unknown] among
// them; the error is the reader's own.
func Recognise(r io.ReaderAt, size int64) (Recognition, error) {
	head := make([]byte, max(0, min(size, headSize)))
	n, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return Recognition{}, err
	}
	return recognise(sample{head[:n], size}), nil
}

// RecogniseBytes is [Recognise] of a file that is at hand.
func RecogniseBytes(data []byte) Recognition {
	return recognise(sample{data[:min(len(data), headSize)], int64(len(data))})
}

func recognise(s sample) Recognition {
	if len(s.head) == 0 {
		return Recognition{Unknown, true, "the file is empty"}
	}
	for _, by := range recognisers {
		if found, ok := by(s); ok {
			return found
		}
	}
	return Recognition{Unknown, false, "the first bytes are those of no format that bilgate knows"}
}

func decimal(n int) string { return strconv.Itoa(n) }
