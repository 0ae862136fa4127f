package vault

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// keyFile is the key file: JSON with the keys in base64.
type keyFile struct {
	Version  int    `json:"version"`
	Seal     []byte `json:"seal"`
	Register []byte `json:"register"`
}

const keyFileVersion = 1

// Open reads the key file at path. It refuses a file that others than its owner may read or write.
func Open(path string) (*Vault, error) {
	v, err := open(path)
	if err != nil {
		return nil, fmt.Errorf("key file %s: %w", path, err)
	}
	return v, nil
}

func open(path string) (*Vault, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, reason(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("is not a file")
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, fmt.Errorf("has mode %04o, so others than its owner can reach the keys: set it to 0600", mode)
	}
	keys, err := decode(f)
	if err != nil {
		return nil, err
	}
	return New(keys.Seal, keys.Register)
}

// decode reads the file without letting any of it into an error.
func decode(f *os.File) (keys keyFile, err error) {
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if d.Decode(&keys) != nil || d.More() {
		return keys, errors.New(`is not {"version": 1, "seal": …, "register": …} with the keys in base64`)
	}
	if keys.Version != keyFileVersion {
		return keys, fmt.Errorf("has version %d; this release reads version %d", keys.Version, keyFileVersion)
	}
	return keys, nil
}

// Create makes a key file with fresh random keys at path if there is none, and opens it. Of several
// processes that create it at once, all get the same keys.
func Create(path string) (*Vault, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("key file %s: %w", path, reason(err))
		}
	}
	return Open(path)
}

// create writes the file under another name and links it, which fails where one exists already.
func create(path string) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".keys-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = writeKeys(f)
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(dir)
}

func writeKeys(f *os.File) error {
	keys := keyFile{Version: keyFileVersion, Seal: make([]byte, KeySize), Register: make([]byte, KeySize)}
	rand.Read(keys.Seal) // never fails
	rand.Read(keys.Register)
	var text bytes.Buffer
	if err := json.NewEncoder(&text).Encode(keys); err != nil {
		return err
	}
	if _, err := f.Write(text.Bytes()); err != nil {
		return err
	}
	return f.Sync()
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// reason is what the system said, without the path, which the caller names once.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
