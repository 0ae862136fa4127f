// Package lds reads the files of an ICAO travel document's chip and says whether they
// are those that the issuing state signed: ICAO Doc 9303 (8th edition) part 10
// (logical data structure), part 11 clause 5.1 (passive authentication), part 12
// (certificates).
//
// [Parse] reads one elementary file: EF.COM, EF.SOD, data groups 1, 2, 3, 4, 11, 12,
// 14 and 15; others are carried. [Authenticate] compares data groups with the
// security object and leads its signer to a country signing authority.
//
// Invariants:
//
//   - Every step answers pass, fail or unknown, with its reason. One changed byte in a
//     data group fails that group and nothing else.
//   - The security object rules: EF.COM is unsigned and a hint. A listed data group
//     that was not read is unknown, since access control may forbid it; a data group
//     that is not listed fails.
//   - What is hashed is the file as received, tag and length included, without padding
//     behind it. Biometric data blocks are views, never copies.
//   - No finding and no reason holds a personal value.
//
// Neighbours: der frames, cms checks signatures and holds the trust store, mrz reads
// the zone of data group 1.
package lds
