package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// frame is a message of the Language Server Protocol.
func frame(body string) string {
	return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)
}

// frames reads messages until the end.
func frames(t *testing.T, from io.Reader) (out []map[string]any) {
	t.Helper()
	in := bufio.NewReader(from)
	for {
		var n int
		if _, err := fmt.Fscanf(in, "Content-Length: %d\r\n\r\n", &n); err != nil {
			return out
		}
		body := make([]byte, n)
		if _, err := io.ReadFull(in, body); err != nil {
			t.Fatal(err)
		}
		out = append(out, decodeJSON[map[string]any](t, string(body)))
	}
}

// TestMapLSP drives the real command over its standard input and output.
func TestMapLSP(t *testing.T) {
	file := exported(t, "penitentiary.inmate", filepath.Join(t.TempDir(), "inmate"))
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	uri := "file://" + filepath.ToSlash(file)
	opened := marshal(t, map[string]any{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": map[string]any{
		"textDocument": map[string]any{"uri": uri, "languageId": "yaml", "version": 1, "text": string(text)}}})
	hover := strings.Count(string(text[:strings.Index(string(text), "  person.sex:")]), "\n")
	session := frame(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`) +
		frame(`{"jsonrpc":"2.0","method":"initialized","params":{}}`) + frame(string(opened)) +
		frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":%q},"position":{"line":%d,"character":5}}}`, uri, hover)) +
		frame(`{"jsonrpc":"2.0","id":3,"method":"shutdown"}`) + frame(`{"jsonrpc":"2.0","method":"exit"}`)
	cmd := command(t, "map", "lsp")
	cmd.Stdin = strings.NewReader(session)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	answers := frames(t, strings.NewReader(string(out)))
	said := string(marshal(t, answers))
	for _, want := range []string{`"hoverProvider":true`, "Жынысы", `"id":3`} {
		if !strings.Contains(said, want) {
			t.Errorf("no %s in %s", want, said)
		}
	}
	cmd = command(t, "map", "lsp")
	cmd.Stdin = strings.NewReader(frame(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`))
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != surroundings {
		t.Errorf("without a shutdown: %v", err)
	}
}

// TestMapSchema: the schema of a feed knows its fields; that of all feeds every kind.
func TestMapSchema(t *testing.T) {
	one := must(t, "map", "schema", "--feed", "penitentiary.inmate")
	all := must(t, "map", "schema")
	for _, want := range []string{`"person.surname"`, `"inmate_id"`, "Тегі"} {
		if !json.Valid([]byte(one)) || !strings.Contains(one, want) {
			t.Errorf("the feed's schema has no %s", want)
		}
	}
	if !json.Valid([]byte(all)) || !strings.Contains(all, `"const": "genomic_registration"`) || strings.Contains(all, `"inmate_id"`) {
		t.Error("the schema of all feeds")
	}
}
