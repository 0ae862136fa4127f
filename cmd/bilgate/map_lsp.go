package main

import (
	"errors"
	"io"
	"io/fs"
	"log"
	"os"

	"github.com/spf13/cobra"

	"bilgate/cmd/bilgate/lsp"
	"bilgate/connectors"
	"bilgate/connectors/all"
	"bilgate/gateway"
)

func mapLSPCommand() *cobra.Command {
	return &cobra.Command{
		Use: "lsp", Short: "Help editors with mapping files: a language server over standard input and output", Long: lspHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			around := lsp.Surroundings{
				Feeds:  allFeeds(),
				File:   gateway.MappingFile,
				Folder: func(path string) fs.FS { return mapFile{path: path}.folder() },
				Log:    log.New(cmd.ErrOrStderr(), "", log.LstdFlags),
			}
			client := standardStreams{cmd.InOrStdin(), cmd.OutOrStdout()}
			if err := lsp.Serve(cmd.Context(), client, around); !errors.Is(err, lsp.ErrNoShutdown) {
				return err
			}
			return away("%v", lsp.ErrNoShutdown)
		},
	}
}

func allFeeds() []connectors.Feed {
	var out []connectors.Feed
	for _, in := range all.Inbounds() {
		out = append(out, in.Feeds...)
	}
	return out
}

// standardStreams is the client at the other end of standard input and output.
type standardStreams struct {
	io.Reader
	io.Writer
}

// Close ends the reading; what is written has been written.
func (s standardStreams) Close() error { return os.Stdin.Close() }

const lspHelp = `Speaks the Language Server Protocol over standard input and output: problems while you type, what a word means
and which law it comes from, completion of source and canonical fields, the way to code lists and rules, the
outline, formatting, and the word that was meant. The feed is the one that the file's own mapping: names.

Visual Studio Code, with an extension that starts any server, such as "Generic LSP Client (v2)", in settings.json:

  "glspc.server.command": "bilgate",
  "glspc.server.commandArguments": ["map", "lsp"],
  "glspc.server.languageId": ["yaml"]

Neovim 0.11 and later, in init.lua:

  vim.lsp.config('bilgate', {cmd = {'bilgate', 'map', 'lsp'}, filetypes = {'yaml'}, root_markers = {'mapping.yaml'}})
  vim.lsp.enable('bilgate')

Helix, in languages.toml:

  [language-server.bilgate]
  command = "bilgate"
  args = ["map", "lsp"]

  [[language]]
  name = "yaml"
  language-servers = ["bilgate", "yaml-language-server"]

An editor with a YAML server alone takes the JSON Schema that "bilgate map schema" prints.`
