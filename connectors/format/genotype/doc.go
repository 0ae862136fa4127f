// Package genotype turns the STR results that laboratories send into one
// canonical profile, and reads the tables they come in.
//
// The work is in two steps, one file family each:
//
//   - [ReadTable] recognises a table by its content – GeneMapper ID-X long and
//     wide, CODIS database CSV – and turns its rows into readings: a locus name
//     and the values written for it.
//   - [Rules.Profile] makes readings canonical: names by loci.csv, alleles by
//     their grammar, the profile's class by what is there. Every format goes
//     through this one door, so that the same control analysed twice is the same
//     value, whatever file it came in.
//
// Locus names, copies and microvariants are data (loci.csv: order 730 annexes 14
// and 17, the CODIS core loci of 2017, Decision 2008/616/JHA), and so are the
// agreed sets of loci (sets.tsv), the kits (kits.tsv) and the genotypes of control
// DNA (controls.csv).
//
// Invariants:
//
//   - Alleles are compared as decimals and stored as the text they came in.
//   - Nothing is guessed: an unknown locus is kept under the name it has, a value
//     off the ladder is kept raw and its locus is incomplete, a value outside the
//     grammar makes the profile [Refused].
//   - A control or a ladder is never among the profiles, and a positive control
//     that shows another genotype than its own fails the table.
//   - A kit that the source names is held against its markers and ladders
//     (kits.tsv: the panels that laboratories load); a kit or set of loci that is
//     not in the data says nothing.
//   - No error and no finding carries an allele.
//   - Size, columns, cells, samples and loci are capped before memory is taken.
//
// Neighbours: package cmf reads the same profiles from CODIS CMF files, type18
// from ANSI/NIST-ITL records; connectors turn a [Profile] into their source
// columns.
package genotype
