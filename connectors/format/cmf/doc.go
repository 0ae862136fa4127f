// Package cmf reads and writes CODIS Common Message Format files 3.x: XML in the
// namespace urn:CODISImportFile-schema, one import file with its specimens, each
// with loci and alleles.
//
// [Read] frames: it walks the XML token by token and takes only what the schema
// names, in the schema's order, each element once. A file that breaks that ends
// in an [*Error], grade F: a missing LOCUSNAME, ALLELEVALUE or SPECIMENID, no
// specimen, another root. What the schema says of lengths, value lists and dates
// differs between its versions and is broken by good files, so it is a finding of
// grade W ([File.Check]); a file that is to leave the house should have none.
// [Write] writes a file that Read reads as the same.
//
// [Specimen.Profile] makes the genotype canonical by the rules of package
// genotype, its only neighbour; [LocusOf] is the way back.
//
// Invariants:
//
//   - A DOCTYPE, a processing instruction, a foreign element, text between
//     elements and anything after the root are refused; so are markup or text
//     longer than 32 KiB, before the XML decoder sees them.
//   - Values are kept as text, with the blanks around them removed.
//   - No error and no finding carries a value of the file.
package cmf
