package format

import (
	"bytes"
	"encoding/xml"
	"io"
)

const byteOrderMark = "\xef\xbb\xbf"

// roots are the root elements of XML vocabularies. An empty space stands for any namespace.
var roots = []struct {
	local, space string
	format       Format
	reason       string
}{
	{"CODISImportFile", "urn:CODISImportFile-schema", CMF, "root CODISImportFile in its namespace"},
	{"NISTBiometricInformationExchangePackage", "", NIEM, "root of the XML encoding of ANSI/NIST-ITL"},
	{"BIR", "", CBEFF, "root BIR of ISO/IEC 19785-3"},
}

// byXML knows XML by its root element; a byte order mark and any prefix of the namespace are accepted.
func byXML(s sample) (Recognition, bool) {
	text := bytes.TrimLeft(bytes.TrimPrefix(s.head, []byte(byteOrderMark)), " \t\r\n")
	if !bytes.HasPrefix(text, []byte("<")) || len(text) > 1 && !opensMarkup(text[1]) {
		return not()
	}
	root, ok := rootElement(text)
	if !ok {
		return probably(XML, "markup without a root element in its first part")
	}
	for _, r := range roots {
		if r.local == root.Local && (r.space == "" || r.space == root.Space) {
			return sure(r.format, r.reason)
		}
	}
	if root.Local == "CODISImportFile" {
		return probably(CMF, "root CODISImportFile in another namespace than its own")
	}
	return sure(XML, "XML of a vocabulary that bilgate does not know")
}

// opensMarkup says whether markup begins with < and this character.
func opensMarkup(c byte) bool {
	return c == '?' || c == '!' || c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

func rootElement(text []byte) (xml.Name, bool) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		token, err := d.Token()
		if err != nil {
			return xml.Name{}, false
		}
		if start, ok := token.(xml.StartElement); ok {
			return start.Name, true
		}
	}
}
