// Package jsonrec reads records that come as JSON (RFC 8259): it frames a stream into objects, checks
// an object more strictly than encoding/json does, and decodes it straight into Arrow columns.
//
// Strict means that nothing is guessed or dropped in silence: UTF-8 throughout, no half of a surrogate
// pair, no NUL, no key twice in one object – in whatever case, because readers disagree on which one
// counts –, nothing after the object, and no more levels and keys than [MaxDepth] and [MaxKeys]. What [Check] accepts, encoding/json
// accepts too.
//
// [Decoder.Append] fills Arrow's own builders; [Rows] makes batches whose memory serves again once they
// are released, in about half the time.
//
// Invariants: memory is bounded by the longest piece that the caller allows; an object has been read whole
// before a column is touched; no code and no fault carries a value.
//
// Neighbours: agencies' connectors, and nothing else. It knows no feed and no record.
package jsonrec

// Bounds of one object.
const (
	MaxDepth = 64   // objects and lists in one another
	MaxKeys  = 4096 // keys of one object
)

// Codes of pieces that are no record.
const (
	CodeTooLarge     = "too_large"     // longer than the caller allows, or more keys than MaxKeys
	CodeEncoding     = "encoding"      // not UTF-8, a lone surrogate, or NUL
	CodeSyntax       = "syntax"        // not one JSON object
	CodeTruncated    = "truncated"     // ends in the middle
	CodeDuplicateKey = "duplicate_key" // an object has one key twice, in whatever case
)
