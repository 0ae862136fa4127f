package holdings

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// journal appends entries to a file, many writers to one fsync: while one frame is being written, the
// entries that arrive gather in the next, whose first writer finds the file free and takes all along.
type journal struct {
	file *os.File

	mu     sync.Mutex // guards next
	next   *batch
	writer sync.Mutex // held while a frame is written; guards end and broken
	end    int64
	broken error // after a failed write the file's state is unknown: nothing more is taken
}

// batch is a frame in the making.
type batch struct {
	frame []byte
	base  int64 // where the frame stands in the file, once written
	done  bool
	err   error
}

// openJournal opens or creates the journal and visits what it holds.
func openJournal(path string, visit func(e entry, bodyAt int64)) (*journal, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	end, err := replay(f, visit)
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("journal %s: %w", filepath.Base(path), err)
	}
	return &journal{file: f, end: end, next: &batch{frame: newFrame()}}, nil
}

// append returns when the entry is on disk, with the place of its body in the file.
func (j *journal) append(e entry) (bodyAt int64, err error) {
	b, at, err := j.join(e)
	if err != nil {
		return 0, err
	}
	j.writer.Lock()
	defer j.writer.Unlock()
	if !b.done {
		j.write(b)
	}
	return b.base + int64(at), b.err
}

// join puts an entry into the frame in the making.
func (j *journal) join(e entry) (*batch, int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	frame, at, err := e.appendTo(j.next.frame)
	if err != nil {
		return nil, 0, err
	}
	j.next.frame = frame
	return j.next, at, nil
}

// write makes a batch durable; the caller holds writer.
func (j *journal) write(b *batch) {
	j.mu.Lock()
	j.next = &batch{frame: newFrame()}
	j.mu.Unlock()
	b.done, b.base = true, j.end
	if j.broken == nil {
		j.broken = j.flush(b)
	}
	b.err = j.broken
	b.frame = nil
}

func (j *journal) flush(b *batch) error {
	seal(b.frame)
	if _, err := j.file.WriteAt(b.frame, j.end); err != nil {
		return fmt.Errorf("the journal cannot be written, start again when the disk is well: %w", err)
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("the journal cannot be made durable, start again when the disk is well: %w", err)
	}
	j.end += int64(len(b.frame))
	return nil
}

// read returns a body that append or replay placed.
func (j *journal) read(at int64, size int) ([]byte, error) {
	body := make([]byte, size)
	if _, err := j.file.ReadAt(body, at); err != nil {
		return nil, fmt.Errorf("journal: read a body: %w", err)
	}
	return body, nil
}

// close waits for the frame being written; later appends fail.
func (j *journal) close() error {
	j.writer.Lock()
	defer j.writer.Unlock()
	if j.broken == nil {
		j.broken = os.ErrClosed
	}
	return j.file.Close()
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
