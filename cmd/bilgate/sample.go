package main

import (
	"os"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors"
)

// sampleReader reads files of a feed as a batch of it would be read.
type sampleReader struct {
	feed   connectors.Feed
	format string   // media type; "" to tell by the file's name
	set    []string // values for the whole batch, name=value
}

// read splits a file into messages.
func (s sampleReader) read(path string, message func(connectors.Message) error, unreadable func(connectors.Unreadable) error) error {
	o := sendOptions{format: s.format, set: s.set}
	settings, err := o.settings()
	if err != nil {
		return err
	}
	b := connectors.Batch{Feed: s.feed.Name, ID: "sample", Format: o.formatOf(path), Set: map[string]string{}}
	for name := range settings {
		b.Set[strings.TrimPrefix(name, "set.")] = settings.Get(name)
	}
	file, err := os.Open(path)
	if err != nil {
		return badInput("%v", err)
	}
	defer file.Close()
	b.Body = file
	return s.feed.Split(b, message, unreadable)
}

// decode makes the rows of a message; the caller releases them.
func (s sampleReader) decode(m connectors.Message) (arrow.RecordBatch, error) {
	b := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, s.feed.Schema)}
	defer b.Columns.Release()
	if _, err := s.feed.Decode(b, m); err != nil {
		return nil, err
	}
	return b.Columns.NewRecordBatch(), nil
}
