// Package inspect says what a file is made of: `bilgate inspect` for a person at a terminal and, as JSON, for a
// script. It recognises the format by content, reads the file with the package of that format, and shows structure
// with offsets, the canonical view, and findings with their grade.
//
// One format is one file here: its body is the JSON members beside format, size, sha256 and findings, and the lines
// of the readable face.
//
// Invariants:
//
//   - Personal values, genotypes and image bytes are masked unless [Options.Reveal] is set; findings carry none either
//     way, and no file name.
//   - What is printed holds no control character of the file.
//   - Any input has a report. A finding of grade F says that the file cannot be used.
//
// Neighbours: the packages below connectors/format, which read; the verb in cmd/bilgate, which opens files.
package inspect
