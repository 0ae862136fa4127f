// Package lsp is the language server for mapping files: what an editor asks over the Language Server Protocol
// (version 3.17), answered from mapping.Editor.
//
// Invariants: positions on the wire are lines and UTF-16 units from 0, inside they are lines and characters from
// 1, and text.go alone converts; an answer is for the text as it is when the request comes; diagnostics of a text
// that has changed meanwhile are not sent; no text a client sends ends the server.
//
// Neighbours: mapping knows the language; the command hands in the feeds and the folders. Nothing is written but
// messages to the client.
package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"runtime/debug"

	"github.com/sourcegraph/jsonrpc2"

	"bilgate/connectors"
)

// Surroundings are what the server knows of the outside.
type Surroundings struct {
	Feeds  []connectors.Feed       // the feeds that mappings may translate; at least one
	File   string                  // how a mapping file is called in its folder
	Folder func(path string) fs.FS // what a mapping file may name: its folder, with the shared one in it
	Log    *log.Logger             // faults of the server itself
}

// ErrNoShutdown is a client that is gone without having asked for the end.
var ErrNoShutdown = errors.New("the editor is gone without a shutdown")

// Serve answers one client until it is gone or the context ends: nil if it asked for the end,
// ErrNoShutdown if not.
func Serve(ctx context.Context, client io.ReadWriteCloser, around Surroundings) error {
	s := &server{around: around, books: newBooks(around)}
	s.reporter = newReporter(s)
	conn := jsonrpc2.NewConn(ctx, jsonrpc2.NewBufferedStream(client, jsonrpc2.VSCodeObjectCodec{}),
		jsonrpc2.HandlerWithError(s.handle), jsonrpc2.SetLogger(around.Log))
	ctx, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.reporter.run(ctx, conn)
	}()
	<-conn.DisconnectNotify()
	stop()
	<-done
	if !s.ending.Load() {
		return ErrNoShutdown
	}
	return nil
}

// handle answers one message. Messages are answered in the order in which they come.
func (s *server) handle(ctx context.Context, conn *jsonrpc2.Conn, request *jsonrpc2.Request) (answer any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			s.around.Log.Printf("%s: %v\n%s", request.Method, fault, debug.Stack())
			answer, err = nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: "the server has failed on this: " + request.Method}
		}
	}()
	if request.Method == "exit" {
		return nil, conn.Close()
	}
	if refused := s.refuses(request.Method); refused != nil {
		return nil, refused
	}
	answered, known := methods[request.Method]
	switch {
	case known:
		return answered(s, request)
	case request.Notif:
		return nil, nil
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: fmt.Sprintf("there is no method %q here", request.Method)}
}

// codeNotInitialized is the protocol's code for a request before initialize.
const codeNotInitialized = -32002

// refuses says whether a message comes at the wrong time.
func (s *server) refuses(method string) error {
	switch {
	case s.ending.Load():
		return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server has been shut down"}
	case !s.begun && method != "initialize":
		return &jsonrpc2.Error{Code: codeNotInitialized, Message: "initialize comes first"}
	}
	return nil
}
