package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/app"
	"github.com/hindcast/hindcast/internal/store"
)

type searchCommand struct {
	app.Data
	remote
	Words []string `arg:"" help:"Words, or beginnings of words, that must all occur."`
	Limit int      `short:"n" default:"20" help:"How many results to show."`
	JSON  bool     `name:"json" help:"Print a JSON object."`
}

func (searchCommand) Help() string {
	return `Searches titles, timelines, findings, actions and everything else written down.

Examples:
  hindcast search connection pool
  hindcast search certif --json
  hindcast search certif --server https://hindcast.example`
}

// Run searches and shows each result with the words around the match.
func (c searchCommand) Run(ctx context.Context, std *streams) error {
	found, err := c.find(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		return printFoundJSON(found, std)
	}
	var b bytes.Buffer
	for _, f := range found {
		fmt.Fprintf(&b, "%s %s %s\n", pad(f.Key, 9), std.style.bold(clip(f.Title, std.width-24)), std.style.dim(f.Subject.Kind))
		snippet := ""
		for _, s := range f.Snippet {
			if s.Match {
				snippet += std.style.yellow(terminalSafe(s.Text))
			} else {
				snippet += terminalSafe(s.Text)
			}
		}
		fmt.Fprintf(&b, "          %s\n", snippet)
	}
	if len(found) == 0 {
		fmt.Fprintln(&b, "Nothing holds all of these words.")
	}
	_, err = std.out.Write(b.Bytes())
	return err
}

func (c searchCommand) find(ctx context.Context) (found []store.Found, err error) {
	words := strings.Join(c.Words, " ")
	if !c.asked() {
		st, err := c.Data.Open(ctx)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, st.Close()) }()
		return st.Search(ctx, operator(), words, c.Limit)
	}
	server, err := c.connect()
	if err != nil {
		return nil, err
	}
	page, err := server.Search(ctx, words, c.Limit)
	for _, f := range page.Items {
		line := store.Found{Subject: store.Subject{Kind: f.Kind, ID: f.ID}, Key: known(f.Key), Title: f.Title}
		for _, s := range f.Snippet {
			line.Snippet = append(line.Snippet, store.Span{Text: s.Text, Match: s.Match})
		}
		found = append(found, line)
	}
	return found, err
}

// foundLine is the wire form of a search result.
type foundLine struct {
	Key     string `json:"key"`
	Title   string `json:"title"`
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Snippet string `json:"snippet"` // Snippet has ** around what matched.
}

func printFoundJSON(found []store.Found, std *streams) error {
	lines := make([]foundLine, len(found))
	for i, f := range found {
		lines[i] = foundLine{Key: f.Key, Title: f.Title, Kind: f.Subject.Kind, ID: f.Subject.ID}
		for _, s := range f.Snippet {
			if s.Match {
				s.Text = "**" + s.Text + "**"
			}
			lines[i].Snippet += s.Text
		}
	}
	return printObject(std.out, map[string]any{"found": lines})
}
