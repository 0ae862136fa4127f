package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
)

// Bundle is a scan and its index file, as they are sent together: a ZIP file (APPNOTE 6.3) of exactly two
// members in its root, index.json and sheet.png, sheet.jpg or sheet.jpeg, stored or deflated, without a
// comment.
type Bundle struct {
	Index []byte
	Scan  []byte // the sheet itself; a view into the ZIP file where it is stored
}

// maxScan is how long a scan in a bundle may be, in bytes.
const maxScan = 64 << 20

// RuleBundle is the rule of what is not a bundle.
const RuleBundle = "bundle"

// IsBundle says whether a file begins as a ZIP file does.
func IsBundle(file []byte) bool { return bytes.HasPrefix(file, []byte("PK\x03\x04")) }

// ParseBundle unpacks a bundle. Sizes are those that its directory states, held against the bounds before
// memory is taken and against the members after. Every error is a [*Finding] of grade F.
func ParseBundle(file []byte) (Bundle, error) {
	if !IsBundle(file) || !twoEntries(file) {
		return Bundle{}, refuse(RuleBundle, "not a ZIP file of two members without a comment: index.json and the scan")
	}
	directory, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return Bundle{}, refuse(RuleBundle, "the ZIP file's directory does not read")
	}
	var b Bundle
	for _, f := range directory.File {
		if err := b.take(file, f); err != nil {
			return Bundle{}, err
		}
	}
	if b.Index == nil || b.Scan == nil {
		return Bundle{}, refuse(RuleBundle, "the ZIP file lacks index.json, or sheet.png or sheet.jpg")
	}
	return b, nil
}

// twoEntries reads the end of the central directory (4.3.16), which must be the file's last bytes.
func twoEntries(file []byte) bool {
	const size = 22
	if len(file) < size {
		return false
	}
	end := file[len(file)-size:]
	return bytes.HasPrefix(end, []byte("PK\x05\x06")) && binary.LittleEndian.Uint16(end[8:]) == 2 && binary.LittleEndian.Uint16(end[10:]) == 2
}

// take unpacks one member.
func (b *Bundle) take(file []byte, f *zip.File) error {
	to, limit := &b.Index, uint64(maxIndex)
	switch f.Name {
	case "index.json":
	case "sheet.png", "sheet.jpg", "sheet.jpeg":
		to, limit = &b.Scan, maxScan
	default:
		return refuse(RuleBundle, "the ZIP file has a member that is neither index.json nor sheet.png, sheet.jpg or sheet.jpeg")
	}
	if f.UncompressedSize64 > limit || f.CompressedSize64 > uint64(len(file)) || f.UncompressedSize64 > 64*f.CompressedSize64 {
		return refuse(RuleBundle, "a member states a size beyond %d bytes, or beyond 64 times its bytes", limit)
	}
	content, err := contentOf(file, f)
	if err != nil {
		return refuse(RuleBundle, "a member does not unpack to the size and check sum that the directory states")
	}
	*to = content
	return nil
}

// contentOf unpacks a member, or shows it where it stands unpacked.
func contentOf(file []byte, f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if f.Method != zip.Store {
		content := make([]byte, f.UncompressedSize64)
		if _, err := io.ReadFull(r, content); err != nil {
			return nil, err
		}
		_, err := io.Copy(io.Discard, r) // to the check sum
		return content, err
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return nil, err
	}
	from, err := f.DataOffset()
	if err != nil || from < 0 || uint64(from)+f.UncompressedSize64 > uint64(len(file)) || f.UncompressedSize64 != f.CompressedSize64 {
		return nil, io.ErrUnexpectedEOF
	}
	return file[from : uint64(from)+f.UncompressedSize64 : uint64(from)+f.UncompressedSize64], nil
}
