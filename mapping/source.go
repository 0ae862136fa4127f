package mapping

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// Source is a mapping file with its code lists: FS holds both, File names the mapping file.
type Source struct {
	FS   fs.FS
	File string
}

// Bounds of what Compile reads.
const (
	maxFileBytes = 1 << 20  // of a mapping file
	maxListBytes = 16 << 20 // of a code list
	maxKeys      = 1_000    // in one place of a mapping file
)

var errTooLong = errors.New("the file is too long")

// read reads a file of at most limit bytes.
func (s Source) read(name string, limit int64) ([]byte, error) {
	f, err := s.FS.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > limit {
		return nil, fmt.Errorf("%w: more than %d bytes", errTooLong, limit)
	}
	return text, nil
}
