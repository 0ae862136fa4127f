package lsp

import (
	"encoding/json"
	"sync/atomic"

	"github.com/sourcegraph/jsonrpc2"
)

// server is the server for one client.
type server struct {
	around   Surroundings
	books    *books
	reporter *reporter
	begun    bool        // initialize has come
	snippets bool        // the client takes snippets
	ending   atomic.Bool // shutdown has come
}

// methods are what the server answers.
var methods = map[string]func(*server, *jsonrpc2.Request) (any, error){
	"initialize":                  with((*server).initialize),
	"shutdown":                    func(s *server, _ *jsonrpc2.Request) (any, error) { s.ending.Store(true); return nil, nil },
	"textDocument/didOpen":        with((*server).opened),
	"textDocument/didChange":      with((*server).changed),
	"textDocument/didClose":       with((*server).closed),
	"textDocument/didSave":        with((*server).saved),
	"textDocument/hover":          with((*server).hover),
	"textDocument/completion":     with((*server).completion),
	"textDocument/definition":     with((*server).definition),
	"textDocument/documentSymbol": with((*server).symbols),
	"textDocument/formatting":     with((*server).formatting),
	"textDocument/codeAction":     with((*server).actions),
	"workspace/didChangeWatchedFiles": func(s *server, _ *jsonrpc2.Request) (any, error) {
		s.books.renew()
		s.reporter.wake()
		return nil, nil
	},
}

// with makes a method of a function of its parameters.
func with[P any](answer func(*server, P) (any, error)) func(*server, *jsonrpc2.Request) (any, error) {
	return func(s *server, request *jsonrpc2.Request) (any, error) {
		var params P
		if request.Params != nil {
			if err := json.Unmarshal(*request.Params, &params); err != nil {
				return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: "the parameters are not those of the protocol: " + err.Error()}
			}
		}
		return answer(s, params)
	}
}

type initializeParams struct {
	Capabilities struct {
		TextDocument struct {
			Completion struct {
				CompletionItem *struct {
					SnippetSupport bool `json:"snippetSupport"`
				} `json:"completionItem"`
			} `json:"completion"`
		} `json:"textDocument"`
	} `json:"capabilities"`
}

// initialize says what the server can do.
func (s *server) initialize(p initializeParams) (any, error) {
	if s.begun {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "initialize comes once"}
	}
	item := p.Capabilities.TextDocument.Completion.CompletionItem
	s.begun, s.snippets = true, item != nil && item.SnippetSupport
	return object{
		"serverInfo": object{"name": "bilgate map lsp"},
		"capabilities": object{
			"positionEncoding":           "utf-16",
			"textDocumentSync":           object{"openClose": true, "change": 2, "save": true},
			"hoverProvider":              true,
			"completionProvider":         object{"triggerCharacters": []string{".", `"`, "'"}},
			"definitionProvider":         true,
			"documentSymbolProvider":     true,
			"documentFormattingProvider": true,
			"codeActionProvider":         object{"codeActionKinds": []string{"quickfix"}},
		},
	}, nil
}
