package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/textproto"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/connectors/all"
)

// client is an editor: it writes and reads the protocol's own frames.
type client struct {
	t      testing.TB
	out    io.Writer
	ended  chan error
	id     int
	faults *lockedText

	mu      sync.Mutex
	answers map[int]chan message
	said    chan published
}

type message struct {
	ID     *int            `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int
		Message string
	} `json:"error"`
}

type published struct {
	URI         string
	Version     int
	Diagnostics []diagnostic
}

// stream is one end of a connection in memory.
type stream struct {
	io.Reader
	io.WriteCloser
}

type lockedText struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func surroundings(faults io.Writer) Surroundings {
	around := Surroundings{File: "mapping.yaml", Log: log.New(faults, "", 0), Folder: func(path string) fs.FS {
		dir := filepath.Dir(path)
		return connectors.WithShared(os.DirFS(dir), os.DirFS(filepath.Join(dir, "..", connectors.SharedFolder)))
	}}
	for _, in := range all.Inbounds() {
		around.Feeds = append(around.Feeds, in.Feeds...)
	}
	return around
}

// connect starts a server and an editor that has not said anything.
func connect(t testing.TB) *client {
	serverIn, clientOut := io.Pipe()
	clientIn, serverOut := io.Pipe()
	c := &client{t: t, out: clientOut, ended: make(chan error, 1), answers: map[int]chan message{}, said: make(chan published, 10_000), faults: &lockedText{}}
	go func() {
		c.ended <- Serve(context.Background(), stream{serverIn, serverOut}, surroundings(c.faults))
		serverOut.Close()
		serverIn.Close()
	}()
	go c.read(bufio.NewReader(clientIn))
	t.Cleanup(func() {
		clientOut.Close()
		if text := c.faults.String(); text != "" {
			t.Errorf("the server says: %s", text)
		}
	})
	return c
}

// begun is an editor that has begun.
func begun(t testing.TB) *client {
	c := connect(t)
	c.call("initialize", object{"capabilities": object{"textDocument": object{"completion": object{"completionItem": object{"snippetSupport": true}}}}})
	c.notify("initialized", object{})
	return c
}

func (c *client) read(in *bufio.Reader) {
	for {
		head, err := textproto.NewReader(in).ReadMIMEHeader()
		if err != nil {
			return
		}
		n, _ := strconv.Atoi(head.Get("Content-Length"))
		body := make([]byte, n)
		if _, err := io.ReadFull(in, body); err != nil {
			return
		}
		var m message
		if err := json.Unmarshal(body, &m); err != nil {
			c.t.Errorf("%v in %s", err, body)
			return
		}
		if m.ID == nil {
			var p published
			if json.Unmarshal(m.Params, &p) == nil && m.Method == "textDocument/publishDiagnostics" {
				c.said <- p
			}
			continue
		}
		c.mu.Lock()
		answer := c.answers[*m.ID]
		c.mu.Unlock()
		answer <- m
	}
}

func (c *client) write(m object) {
	m["jsonrpc"] = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := fmt.Fprintf(c.out, "Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n%s", len(body), body); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) notify(method string, params any) {
	c.write(object{"method": method, "params": params})
}

// request asks and waits for the answer.
func (c *client) request(method string, params any) message {
	c.t.Helper()
	c.id++
	answer := make(chan message, 1)
	c.mu.Lock()
	c.answers[c.id] = answer
	c.mu.Unlock()
	m := object{"id": c.id, "method": method}
	if params != nil {
		m["params"] = params
	}
	c.write(m)
	select {
	case m := <-answer:
		return m
	case <-time.After(20 * time.Second):
		c.t.Fatalf("no answer to %s", method)
	}
	return message{}
}

// call is a request that must succeed.
func (c *client) call(method string, params any) json.RawMessage {
	c.t.Helper()
	m := c.request(method, params)
	if m.Error != nil {
		c.t.Fatalf("%s: %+v", method, m.Error)
	}
	return m.Result
}

func ask[T any](c *client, method string, params any) (out T) {
	c.t.Helper()
	result := c.call(method, params)
	if err := json.Unmarshal(result, &out); err != nil {
		c.t.Fatalf("%s: %v in %s", method, err, result)
	}
	return out
}

func (c *client) open(uri, text string) {
	c.notify("textDocument/didOpen", object{"textDocument": object{"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
}

// change replaces the whole text.
func (c *client) change(uri string, version int, changes ...object) {
	c.notify("textDocument/didChange", object{"textDocument": object{"uri": uri, "version": version}, "contentChanges": changes})
}

// diagnosed waits for the diagnostics of a version of a document.
func (c *client) diagnosed(uri string, version int) []diagnostic {
	c.t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case p := <-c.said:
			if p.URI == uri && p.Version == version {
				return p.Diagnostics
			}
		case <-late:
			c.t.Fatalf("no diagnostics of %s, version %d", uri, version)
		}
	}
}

// finding waits for a diagnostic with a code.
func (c *client) finding(uri string, version int, code string) diagnostic {
	c.t.Helper()
	for {
		for _, d := range c.diagnosed(uri, version) {
			if d.Code == code {
				return d
			}
		}
	}
}

// feedFolder copies the mappings of the penitentiary to a folder and gives the address of one.
func feedFolder(t testing.TB, feed string) (uri, content string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "..", "connectors", "penitentiary", "mapping"))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, feed, "mapping.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return "file://" + filepath.ToSlash(file), string(text)
}
