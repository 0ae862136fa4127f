package cms

import (
	"encoding/hex"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"bilgate/connectors/format/der"
)

const oidCountry = "2.5.4.6"

// Name is a distinguished name. Two names are the same if [Name.Equal] says so;
// their bytes may differ.
type Name struct {
	Raw     []byte // as received
	Country string // upper case, "" if the name has none

	value string // canonical: RDNs in order, attributes of one RDN sorted
}

// Equal compares by value, RFC 5280 clause 7.1: attribute types and values, strings
// of any type as Unicode after NFKC without regard to case, outer space and runs of space.
func (n Name) Equal(other Name) bool { return n.value == other.value }

// Empty reports whether the name has no attribute.
func (n Name) Empty() bool { return n.value == "" }

// parseName reads a Name. What cannot be read as one keeps its bytes as its value.
func parseName(e der.Element) (Name, error) {
	n := Name{Raw: e.Raw}
	var value strings.Builder
	rdns := e.Inside("name")
	for rdns.More() {
		attributes := n.readRDN(rdns.Into("name", der.Set))
		value.WriteString(strings.Join(attributes, "\x01"))
		value.WriteByte(0)
	}
	if err := rdns.Err(); err != nil {
		n.value = "raw:" + string(e.Raw)
		return n, err
	}
	n.value = value.String()
	return n, nil
}

// readRDN returns the attributes of a relative name as type=value, sorted.
func (n *Name) readRDN(rdn *der.Cursor) []string {
	var out []string
	for rdn.More() {
		pair := rdn.Into("name", der.Sequence)
		oid, err := pair.Take("name", der.ObjectID).OID()
		value := pair.Any("name")
		if pair.Err() != nil || err != nil {
			out = append(out, "?")
			continue
		}
		text := canonicalText(value)
		if oid == oidCountry {
			n.Country = strings.ToUpper(text)
		}
		out = append(out, oid+"="+text)
	}
	slices.Sort(out)
	return out
}

// canonicalText is a value ready to be compared; what is no string is compared by bytes.
func canonicalText(e der.Element) string {
	text, ok := e.Text()
	if !ok {
		return "#" + hex.EncodeToString(e.Raw)
	}
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(text))), " ")
}
