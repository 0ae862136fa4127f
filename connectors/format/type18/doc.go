// Package type18 makes the STR result of an ANSI/NIST-ITL Type-18 record (DNA record; ANSI/NIST-ITL 1-2011
// clause 8.18) a genotype, so that it is the same value as one from a table or a CODIS CMF file.
//
// Package itl, its one neighbour, reads field 18.016 and grades the record; package genotype, the other, has
// the rules of alleles. What is decided here is only what the flags of a locus mean:
//
//   - LAI 0, not analysed, and ALL 0, no allele: the locus is absent. Alleles beside such a flag refuse the
//     profile.
//   - PCDT 0, not a precise call: the alleles are kept as tables write them, 9.3?, and the locus is incomplete.
//   - A locus number that is not in itl's list is never guessed: it stays under its number, as an unknown locus
//     for a person to look at.
//
// The profile's sample is the profile identifier PRF of 18.015. No finding carries an allele.
package type18
