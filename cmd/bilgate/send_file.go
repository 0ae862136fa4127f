package main

import (
	"crypto/rand"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

func (o *sendOptions) file(path string, i, of int) (outgoing, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return outgoing{}, badInput("%v", err)
	case info.IsDir():
		return outgoing{}, badInput("%s is a folder: name its files", path)
	}
	id := o.batch
	switch {
	case id == "":
		id = rand.Text()
	case of > 1:
		id = fmt.Sprintf("%s-%d", id, i+1)
	}
	set, err := o.settings()
	plain, packed := strings.CutSuffix(path, ".gz")
	return outgoing{
		feed: o.feed, id: id, format: o.formatOf(plain), packed: packed, set: set,
		open: func() (io.ReadCloser, error) { return os.Open(path) },
	}, err
}

func (o *sendOptions) formatOf(path string) string {
	if o.format != "" {
		return o.format
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".json":
		return "application/json"
	case ".ndjson", ".jsonl":
		return "application/x-ndjson"
	case ".csv":
		return "text/csv"
	case ".tsv", ".txt":
		return "text/tab-separated-values"
	case ".xml":
		return "application/xml"
	case ".an2", ".an2k", ".nst", ".eft":
		return "application/x-ansi-nist"
	case ".zip":
		return "application/zip"
	}
	return "application/octet-stream"
}

func (o *sendOptions) settings() (url.Values, error) {
	set := url.Values{}
	for _, s := range o.set {
		name, value, found := strings.Cut(s, "=")
		if !found || name == "" {
			return nil, badInput("--set %q: name=value belongs here", s)
		}
		set.Set("set."+name, value)
	}
	return set, nil
}
