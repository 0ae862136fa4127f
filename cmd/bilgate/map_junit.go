package main

import (
	"encoding/xml"
	"fmt"
	"os"
	"strings"
	"time"

	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// junitSuites is a report in the form that continuous integration reads (Apache Ant's JUnit XML, as the
// Jenkins xUnit schema has it): one suite a mapping file, one case a test.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Time     string       `xml:"time,attr"` // seconds
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name      string      `xml:"name,attr"`
	Tests     int         `xml:"tests,attr"`
	Failures  int         `xml:"failures,attr"`
	Errors    int         `xml:"errors,attr"`
	Skipped   int         `xml:"skipped,attr"`
	Time      string      `xml:"time,attr"`
	Timestamp string      `xml:"timestamp,attr"` // ISO 8601 without a zone
	Cases     []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	File    string        `xml:"file,attr"`
	Line    int           `xml:"line,attr"`
	Failure *junitFailure `xml:"failure"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes the results of a mapping's tests to a file.
func writeJUnit(path, file string, ref canon.Mapping, results []mapping.TestResult, begun time.Time, took time.Duration) error {
	suite := junitSuite{
		Name: fmt.Sprintf("%s version %d", ref.Name, ref.Version), Tests: len(results),
		Time: fmt.Sprintf("%.3f", took.Seconds()), Timestamp: begun.UTC().Format("2006-01-02T15:04:05"),
	}
	for _, r := range results {
		c := junitCase{Class: ref.Name, Name: r.Name, File: file, Line: r.Line}
		if !r.Passed {
			c.Failure = failureOf(file, r)
			suite.Failures++
		}
		suite.Cases = append(suite.Cases, c)
	}
	report := junitSuites{Name: "bilgate map test", Tests: suite.Tests, Failures: suite.Failures, Time: suite.Time, Suites: []junitSuite{suite}}
	text, err := xml.MarshalIndent(report, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, append([]byte(xml.Header), append(text, '\n')...), 0o644); err != nil {
		return away("%v", err)
	}
	return nil
}

func failureOf(file string, r mapping.TestResult) *junitFailure {
	var text strings.Builder
	fmt.Fprintf(&text, "%s:%d\n", file, r.Line)
	showCells(&text, r.Cells, false)
	names := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		names[i] = c.Path
	}
	return &junitFailure{Message: "differs in " + strings.Join(names, ", "), Type: "difference", Text: text.String()}
}
