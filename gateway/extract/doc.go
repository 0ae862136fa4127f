// Package extract prints what the register holds on one person: canonical records in, one PDF out,
// in Kazakh and Russian.
//
// The work is in two steps. contents reads the records along their kinds' definitions and makes a plain
// description of the pages – sections, lines, tables, pictures; drawing it on paper is the second step and
// knows nothing of records. Another form of the document (tags, an annex's exact layout, an embedded JSON)
// is another reader of the same description.
//
// Invariants: it is pure, and the same Document gives the same bytes; which lines there are, and what they are
// called, comes from the definitions of mapping/canon, so that a new field prints itself; every text passes one
// function, printable, which strips control and bidirectional characters and refuses a character that the
// font lacks; a picture is measured by its header before it is decoded; no error holds a person's value (I7):
// it names record, field and the class of what is wrong.
//
// Neighbours: gateway/api hands in the opened records of a person and the way to their pictures.
package extract
