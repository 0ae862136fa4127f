// Package delimited reads tables that come as text with a header line: fields parted by semicolons,
// commas or tabs, quoted as RFC 4180 says, lines that end in LF or CRLF, with or without a byte order mark.
//
// Every record becomes a piece that stands alone: the header line followed by the record's line, both
// byte for byte, so that a single record can be kept, read and replayed without its table.
//
// Invariants: memory is bounded by the longest piece that the caller allows; a value is never changed
// – no trimming, no case folding; no code carries a value.
//
// Neighbours: agencies' connectors. Nothing else.
package delimited

// Codes of pieces that are no record.
const (
	CodeTooLarge     = "too_large"     // longer than the caller allows
	CodeEncoding     = "encoding"      // not UTF-8, or NUL
	CodeSyntax       = "syntax"        // a stray quote, or another number of fields than the header has
	CodeTruncated    = "truncated"     // the text ends inside quotes
	CodeDuplicateKey = "duplicate_key" // two columns have one name, in whatever case
)
