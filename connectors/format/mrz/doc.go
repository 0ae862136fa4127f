// Package mrz reads the machine readable zone of travel and identity documents,
// ICAO Doc 9303 (8th edition): part 3 clause 4 (alphabet, names, dates, check
// digits), part 4 clause 4.2 (TD3), part 5 clause 4.2 (TD1), part 6 clause 4.2
// (TD2), part 7 (visas MRV-A and MRV-B).
//
// [Parse] frames the text as one of the layouts, reads the fields and says in
// findings where a field departs from the standard: which field, line, column,
// what was found, what was expected. A good document has no findings.
//
// Invariants:
//
//   - Nothing is repaired: a date that is none is absent, a wrong check digit
//     stays a finding, and the zone's name is the zone's name – it may be
//     truncated and never replaces a name from elsewhere.
//   - Check digits miss letters that stand for digits of equal value modulo 10,
//     therefore dates must be digits whatever their check digit says.
//   - No finding holds a personal value: a check digit at most, elsewhere the
//     class of the character.
//   - Length is checked before anything is kept.
//
// Neighbours: lds hands over the zone of data group 1; connectors of agencies
// turn a [Document] into their source columns. The package imports none of them.
package mrz
