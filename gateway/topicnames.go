package gateway

// CanonicalTopic is the topic of a kind's canonical records.
func CanonicalTopic(kind string) string { return canonicalTopic(kind) }

// CanonicalType is the CloudEvents type of a kind's canonical records.
func CanonicalType(kind string) string { return canonicalType + kind }

const canonicalType = "kz.bil.canonical."

// RawTopic is the topic of a feed's messages as they came, sealed for the gateway alone.
func RawTopic(feed string) string { return rawTopic(feed) }

// CanonicalPartitions is how many partitions a canonical topic has where the configuration does not say.
func CanonicalPartitions() int32 {
	var c Config
	c.defaults()
	return c.Partitions
}

// Header is one header of a canonical record.
type Header struct {
	Name     string
	Meaning  string
	Optional bool // set on some records only
}

// CanonicalHeaders are the headers of a canonical record, CloudEvents first, as the Kafka binding's binary mode has
// them. None holds a personal value (I7).
func CanonicalHeaders() []Header {
	return []Header{
		{Name: headerVersion, Meaning: "Version of CloudEvents: 1.0."},
		{Name: headerID, Meaning: "Opaque id of the message, a slash, the number of the part."},
		{Name: headerSource, Meaning: "The feed: /feeds/ and its name."},
		{Name: headerType, Meaning: "The kind of event."},
		{Name: headerTime, Meaning: "When the gateway received the message, RFC 3339 in UTC."},
		{Name: headerContent, Meaning: "Media type of the value."},
		{Name: headerMessage, Meaning: "Opaque id of the message."},
		{Name: headerDigest, Meaning: "Keyed hash of the message's bytes, hexadecimal."},
		{Name: headerRaw, Meaning: "Partition, slash, offset of the raw record that was read."},
		{Name: headerOrigin, Meaning: "Of a replay: partition, slash, offset of the first raw record.", Optional: true},
		{Name: headerBusiness, Meaning: "Keyed hash of the business fields, hexadecimal: equal for a repeat."},
		{Name: headerSubject, Meaning: "Opaque name of the person, or of the record where none is known."},
		{Name: headerKeys, Meaning: "Opaque look-up keys, separated by blanks; may be empty."},
		{Name: headerDropped, Meaning: "Paths of over-collected fields that were left out, separated by blanks; may be empty."},
	}
}
