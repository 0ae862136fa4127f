package holdings

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// A frame is what one fsync made durable: magic, length and CRC-32C of the payload, payload. A crash
// leaves at most one frame unfinished, and nobody was told of its contents.
const (
	frameMagic  = "BHJ1"
	frameHeader = 12
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errTorn is a frame that a crash cut off: the end of the journal.
var errTorn = errors.New("unfinished frame")

func newFrame() []byte { return make([]byte, frameHeader, 4096) }

// seal fills in the header of a frame whose payload is complete.
func seal(frame []byte) {
	copy(frame, frameMagic)
	binary.BigEndian.PutUint32(frame[4:], uint32(len(frame)-frameHeader))
	binary.BigEndian.PutUint32(frame[8:], crc32.Checksum(frame[frameHeader:], castagnoli))
}

// readFrame reads the payload of the frame at an offset of a file of the given size.
func readFrame(f io.ReaderAt, at, size int64) ([]byte, error) {
	header := make([]byte, frameHeader)
	if size-at < frameHeader {
		return nil, errTorn
	}
	if _, err := f.ReadAt(header, at); err != nil {
		return nil, err
	}
	length := int64(binary.BigEndian.Uint32(header[4:]))
	if !bytes.HasPrefix(header, []byte(frameMagic)) || length > size-at-frameHeader {
		return nil, errTorn
	}
	payload := make([]byte, length)
	if _, err := f.ReadAt(payload, at+frameHeader); err != nil {
		return nil, err
	}
	if crc32.Checksum(payload, castagnoli) != binary.BigEndian.Uint32(header[8:]) {
		return nil, errTorn
	}
	return payload, nil
}

// replay visits every entry of a journal in order and returns where the next frame belongs. An
// unfinished last frame is cut off; damage with a whole frame behind it is an error, because a frame
// is begun only after the one before it is safe: the file was changed, not cut by a crash.
func replay(f *os.File, visit func(e entry, bodyAt int64)) (end int64, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	for at := int64(0); at < info.Size(); {
		payload, err := readFrame(f, at, info.Size())
		if errors.Is(err, errTorn) {
			return at, cutTail(f, at, info.Size())
		}
		if err != nil {
			return at, err
		}
		base := at + frameHeader
		if err := eachEntry(payload, func(e entry, bodyAt int) { visit(e, base+int64(bodyAt)) }); err != nil {
			return at, fmt.Errorf("frame at byte %d: %w", at, err)
		}
		at = base + int64(len(payload))
	}
	return info.Size(), nil
}

func cutTail(f *os.File, at, size int64) error {
	tail := make([]byte, size-at)
	if _, err := f.ReadAt(tail, at); err != nil {
		return err
	}
	for next := 1; ; next++ {
		i := bytes.Index(tail[next:], []byte(frameMagic))
		if i < 0 {
			break
		}
		next += i
		if _, err := readFrame(f, at+int64(next), size); err == nil {
			return fmt.Errorf("damaged at byte %d with whole frames behind it: restore the file from a copy", at)
		}
	}
	if err := f.Truncate(at); err != nil {
		return err
	}
	return f.Sync()
}
