// Command editor bundles the editor of the write-up into
// internal/web/static/editor/editor.js. The result is committed, so that building
// Hindcast needs neither this nor Node:
//
//	cd internal/web/editor && npm ci && go run .
//
// npm fetches the packages that package-lock.json pins by their hashes; esbuild,
// a Go library, bundles them. The command is a module of its own, so that esbuild
// is no dependency of Hindcast.
package main

import (
	"fmt"
	"os"

	"github.com/evanw/esbuild/pkg/api"
)

// banner names what is inside, as its licences ask for.
const banner = "/* Hindcast's editor, with CodeMirror 6 and Lezer, copyright by Marijn Haverbeke and others, MIT licence: codemirror.net, lezer.codemirror.net */"

func main() {
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{"src/editor.js"}, Outfile: "../static/editor/editor.js", Write: true,
		Bundle: true, Format: api.FormatESModule, Target: api.ES2022, LegalComments: api.LegalCommentsNone,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Banner: map[string]string{"js": banner},
	})
	for _, m := range result.Errors {
		fmt.Fprintln(os.Stderr, m.Text)
	}
	if len(result.Errors) > 0 {
		os.Exit(1)
	}
}
