// Package hostile makes samples that mean harm, or come of carelessness, from what a feed says of itself –
// its source schema, and of its mapping the tests, code lists and formats –, runs the mapping over them and
// judges what became of each.
//
// A sample is the made-up record of one of the mapping's tests in which one field is exchanged: for look-alike
// letters, the 29 February of a common year, bytes of another encoding, a code that no list has, a list of
// 10,000 items, an identification number with one digit wrong. What must hold:
//
//   - Every record ends rejected with a code and a place, skipped, or accepted; kernels and interpreter agree.
//   - Accepted means unchanged: a text is the text that was sent, apart from what a function of the expression
//     does by its name (trim, lower, …); a code is that of a row of the list which was looked up; a date is a
//     day of the calendar which the text names; an identification number is valid; the fields that the sample
//     does not touch stay as they were.
//   - Nothing is guessed: where a value comes out that the sent one does not give, or none although one was
//     sent, the sample fails. Where the mapping means it, a test of the file vouches for it: it gives the
//     field the word "unlisted" and expects what then becomes of it.
//
// Neighbours: package mapping compiles and runs; connectors/hostile does the same with bytes, through a
// feed's own framing and decoding.
package hostile
