package inspect

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"bilgate/connectors/format"
	"bilgate/connectors/format/cms"
)

// Options are what a look at a file needs beside the file.
type Options struct {
	Reveal bool           // show personal values and genotypes
	Today  time.Time      // decides the century of birth in a machine readable zone
	Store  *cms.Store     // trusted authorities; nil = none
	Groups map[int][]byte // data groups to hold against a security object, by number
}

// Report is what is said of one file.
type Report struct {
	Head
	Findings []Finding

	body body
}

// Head is what every format has.
type Head struct {
	Format     format.Format `json:"format"`
	Size       int           `json:"size"` // bytes
	SHA256     string        `json:"sha256"`
	Recognised Recognised    `json:"recognised"`
}

// Recognised says how sure the format is.
type Recognised struct {
	Sure   bool   `json:"sure"`
	Reason string `json:"reason"`
}

// body is what one format shows: JSON members of its own, and lines.
type body interface{ show(p *page) }

// reader reads a file of one format.
type reader func(data []byte, o Options) (body, []Finding)

// readers are by format; the files of a chip and what has no reader are in readerOf.
var readers = map[format.Format]reader{
	format.ITL: readITL,
	format.WSQ: readWSQ, format.JP2: readJP2, format.J2K: readJP2, format.PNG: readRaster, format.JPEG: readRaster,
	format.Fingers: readFingers,
	format.MRZ:     readMRZ,
	format.CMF:     readCMF, format.GeneMapperLong: readTable, format.GeneMapperWide: readTable, format.CODISTable: readTable,
	format.SOD: readSOD, format.COM: readChipFile,
	format.MasterList: readMasterList, format.Certificate: readCertificate, format.SignedData: readSignedData,
}

func readerOf(found format.Recognition) reader {
	if read, ok := readers[found.Format]; ok {
		return read
	}
	if strings.HasPrefix(string(found.Format), "icao-9303-dg") {
		return readChipFile
	}
	return unread(found)
}

// Read reports on a file.
func Read(data []byte, o Options) *Report {
	found := format.RecogniseBytes(data)
	digest := sha256.Sum256(data)
	r := &Report{Head: Head{found.Format, len(data), hex.EncodeToString(digest[:]), Recognised{found.Sure, found.Reason}}}
	r.body, r.Findings = readerOf(found)(data, o)
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(gradeRank(a.Grade)-gradeRank(b.Grade), a.Record-b.Record)
	})
	return r
}

// Unusable says whether a finding of grade F stands against the file.
func (r *Report) Unusable() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Grade == "F" })
}

// MarshalJSON writes the members of head and body and the findings as one object.
func (r *Report) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for _, part := range []any{r.Head, r.body, struct {
		Findings []Finding `json:"findings"`
	}{append([]Finding{}, r.Findings...)}} {
		members, err := membersOf(part)
		if err != nil {
			return nil, err
		}
		if len(members) > 0 && out.Len() > 1 {
			out.WriteByte(',')
		}
		out.Write(members)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// membersOf is a struct's JSON without its braces.
func membersOf(v any) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	inner := bytes.TrimSpace(text.Bytes())
	return inner[1 : len(inner)-1], nil
}
