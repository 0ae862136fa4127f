// Package cms reads certificates and signed messages and says whether a signature
// holds and leads to a trusted certificate: RFC 5652 (SignedData), RFC 5280
// (certificates, names), RFC 8017 (RSA), BSI TR-03111 and RFC 5639 (elliptic curves),
// ICAO Doc 9303 part 12 (master lists, country signing authorities).
//
// [Parse] reads a SignedData, [ParseCertificate] a certificate. [SignedData.Verify]
// checks its signers. A [Store] loads master lists; [Store.Chain] leads a document
// signer to its country signing authority.
//
// Invariants:
//
//   - Every step answers pass, fail or unknown, with its reason ([Verdict]). What
//     cannot be checked here is unknown, never pass.
//   - Signatures are checked over bytes as received. Names are compared by value,
//     RFC 5280 clause 7.1, never by bytes.
//   - Certificates that break the standard in ways that states' authorities do
//     (explicit curve parameters, negative serial numbers, absent parameters, basic
//     constraints of any shape) are read, with findings. A master list gives as many
//     certificates as it holds; those alike by bytes are folded and counted.
//   - Explicit curve parameters are used only if all of them, the generator included,
//     are those of a known curve. No arithmetic runs on a sender's own curve.
//   - Only public data is handled; nothing here is constant-time or keeps a secret.
//   - Parsed values are views into the input, which must not change.
//
// Neighbours: der frames the encoding; lds checks the files of a chip with this package.
package cms
