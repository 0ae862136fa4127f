// Package sheet turns the scan of a paper ten-print card into an electronic card: the front side of the
// dactyloscopic card of order 730 of the Minister of Internal Affairs of 30 September 2024, Annex 5, on A4,
// with fields of 35 × 35 mm (paragraphs 34 and 36 of its Rules), scanned with a flatbed (paragraph 38).
//
// The work is in steps, one file family each:
//
//   - header, [Index]: what the file says of itself, and what its index file says of the person.
//   - grey: pixels, only after their number was held against the cap.
//   - skew, frame, rows, control, fit: where the printed frames are. Two tables of five fields, one under
//     the other, each with a row of labels on its upper side, are the card; frames of the control prints
//     follow below. The distances between them are the printer's, the annex does not state them.
//   - cut, ink: each field upright at 500 pixels an inch, and whether it holds a print.
//   - [Card.Transaction]: an ANSI/NIST-ITL transaction with one Type-14 record a field.
//
// Invariants:
//
//   - No pixel is decoded before size, depth and resolution were checked against the header; a scan takes at
//     most four bytes of memory a pixel beside the file (five times as much for a progressive JPEG, which the
//     cap counts).
//   - A sheet is read whole or refused: without both tables no print has a finger that it belongs to. The
//     refusal says what was looked for and what was seen.
//   - Nothing is guessed: an empty field that the index file does not explain is a finding and no record; a
//     field that it declares missing and that holds a print refuses the sheet.
//   - No finding carries a value of the index file or a pixel.
//
// Neighbours: package itl writes the transaction, package jsonrec checks the index file's JSON. The package
// knows no feed; the caller stores the sheet itself, whose digest is in [Scan].
package sheet
