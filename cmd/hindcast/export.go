package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hindcast/hindcast/internal/app"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/wire"
	"github.com/hindcast/hindcast/internal/writeup"
)

type exportCommand struct {
	app.Data
	Output string   `short:"o" required:"" placeholder:"OUT" help:"Folder for one Markdown file each, or - for JSON lines on standard output."`
	Keys   []string `arg:"" optional:"" help:"Only these incidents; all otherwise."`
	Force  bool     `help:"Overwrite files that exist."`
}

func (exportCommand) Help() string {
	return `Writes incidents as Markdown, one file each, in the shape import reads: bringing them into an empty store gives the same incidents under the same keys. With -o - each incident is a line of JSON, in the form of draft --json.

For the whole store with its ledger, use backup.

Examples:
  hindcast export -o postmortems/
  hindcast export INC-42 -o .
  hindcast export -o - | jq .incident.title`
}

// Run writes each incident in turn.
func (c exportCommand) Run(ctx context.Context, std *streams) (err error) {
	st, err := c.Data.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	keys := c.Keys
	if len(keys) == 0 {
		if keys, err = allKeys(ctx, st); err != nil {
			return err
		}
	}
	if c.Output != "-" {
		if err := os.MkdirAll(c.Output, 0o755); err != nil {
			return fmt.Errorf("make the folder for the export: %w", err)
		}
	}
	bar := newProgress(std, "exporting", len(keys))
	defer bar.done()
	for n, key := range keys {
		bar.at(n)
		if err := c.one(ctx, st, key, std); err != nil {
			return err
		}
	}
	if c.Output != "-" {
		fmt.Fprintf(std.err, "%s written to %s\n", plural(len(keys), "incident", "incidents"), c.Output)
	}
	return nil
}

// one writes one incident.
func (c exportCommand) one(ctx context.Context, st *store.Store, key string, std *streams) error {
	record, err := st.Record(ctx, operator(), key)
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	if c.Output == "-" {
		encoder := json.NewEncoder(std.out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(wire.Record(record, nil))
	}
	withoutVersions(record)
	return createFile(filepath.Join(c.Output, record.Incident.Key+".md"), writeup.Write(record, nil, writeup.WriteOptions{}), c.Force)
}

// withoutVersions drops the counters of changes: they belong to this store and
// start again in another.
func withoutVersions(r *hindcast.Record) {
	r.Incident.Version, r.Review.Version = 0, 0
	for i := range r.Timeline {
		r.Timeline[i].Version = 0
	}
	for i := range r.Actions {
		r.Actions[i].Version = 0
	}
}

// allKeys lists every incident the operator may see, the oldest key first.
func allKeys(ctx context.Context, st *store.Store) ([]string, error) {
	var keys []string
	page := store.Page{Limit: store.MaxPage}
	for {
		rows, next, err := st.Incidents(ctx, operator(), store.IncidentFilter{}, store.SortKey, page)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			keys = append(keys, r.Incident.Key)
		}
		if next == "" {
			break
		}
		page.After = next
	}
	for i, j := 0, len(keys)-1; i < j; i, j = i+1, j-1 {
		keys[i], keys[j] = keys[j], keys[i]
	}
	return keys, nil
}
