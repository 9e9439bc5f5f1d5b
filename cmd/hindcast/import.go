package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/client/draft"
	"github.com/hindcast/hindcast/internal/app"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/intake"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/writeup"
)

type importCommand struct {
	app.Data
	Paths  []string `arg:"" name:"path" help:"Folders or files: write-ups in Markdown, status page histories in JSON lines."`
	Zone   string   `placeholder:"ZONE" help:"Zone of times that name none. UTC otherwise."`
	DryRun bool     `help:"Read everything and say what is understood, without keeping it."`
	JSON   bool     `name:"json" help:"Print the report as one JSON object."`
}

func (importCommand) Help() string {
	return `Brings incidents into the store. Running it again changes nothing: each incident is recognised by where it came from, or by its content. Lines that were not understood are listed; an interrupted import goes on where it stopped when it is run again.

Examples:
  hindcast import postmortems/
  hindcast import incidents.jsonl --data ./data
  hindcast import review.md --dry-run`
}

// importReport is what an import did.
type importReport struct {
	Added     int            `json:"added"`
	Grown     int            `json:"grown"`
	Unchanged int            `json:"unchanged"`
	Changed   []string       `json:"changed"` // Changed names what differs at its source and was left alone.
	Failed    []string       `json:"failed"`
	Skipped   []string       `json:"skipped"` // Skipped names what is no write-up.
	Unread    []draft.Unread `json:"unread"`
}

// Run reads everything, then keeps it one incident at a time.
func (c importCommand) Run(ctx context.Context, std *streams) error {
	zone, err := readZone(c.Zone)
	if err != nil {
		return err
	}
	files, err := importFiles(c.Paths)
	if err != nil {
		return err
	}
	report := importReport{Changed: []string{}, Failed: []string{}, Skipped: []string{}, Unread: []draft.Unread{}}
	var items []intake.Item
	for _, f := range files {
		found, err := f.items(zone, &report)
		switch {
		case hindcast.CodeOf(err) == hindcast.Unsupported:
			report.Skipped = append(report.Skipped, err.Error())
		case err != nil:
			report.Failed = append(report.Failed, err.Error())
		}
		items = append(items, found...)
	}
	if !c.DryRun {
		if err := c.keep(ctx, items, &report, std); err != nil {
			return errors.Join(c.show(report, len(items), std), err)
		}
	}
	if err := c.show(report, len(items), std); err != nil {
		return err
	}
	if len(report.Failed) > 0 {
		return errProblems
	}
	return nil
}

// keep brings the items in. What is kept stays kept when it is interrupted.
func (c importCommand) keep(ctx context.Context, items []intake.Item, report *importReport, std *streams) (err error) {
	st, err := c.Data.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	bar := newProgress(std, "importing", len(items))
	defer bar.done()
	for n, item := range items {
		bar.at(n)
		if err := keepItem(ctx, st, item, report); err != nil {
			return err
		}
	}
	return nil
}

func keepItem(ctx context.Context, st *store.Store, item intake.Item, report *importReport) error {
	outcome, _, err := intake.Keep(ctx, st, operator(), item)
	if ctx.Err() != nil {
		return fmt.Errorf("stopped after %d; run it again to go on", report.Added+report.Unchanged+report.Grown)
	}
	if err != nil {
		report.Failed = append(report.Failed, item.Filename+": "+err.Error())
		return nil
	}
	switch outcome {
	case intake.Added:
		report.Added++
	case intake.Grown:
		report.Grown++
	case intake.Unchanged:
		report.Unchanged++
	case intake.Changed:
		report.Changed = append(report.Changed, item.Filename)
	}
	return nil
}

func (c importCommand) show(r importReport, items int, std *streams) error {
	if c.JSON {
		return printObject(std.out, r)
	}
	if c.DryRun {
		fmt.Fprintf(std.out, "%s would be brought in\n", plural(items, "incident", "incidents"))
	} else {
		fmt.Fprintf(std.out, "%d added, %d grown, %d unchanged, %d changed at their source and left alone\n", r.Added, r.Grown, r.Unchanged, len(r.Changed))
	}
	for _, name := range r.Changed {
		fmt.Fprintf(std.out, "  %s: differs from what was brought in before; edit the incident instead\n", terminalSafe(name))
	}
	for _, why := range r.Skipped {
		fmt.Fprintf(std.out, "  skipped: %s\n", terminalSafe(why))
	}
	listUnread(std.out, []drafted{{unread: r.Unread}}, std.style)
	for _, failure := range r.Failed {
		fmt.Fprintf(std.err, "hindcast: %s\n", failure)
	}
	return nil
}

// importFile is a file with its name below the folder that was given.
type importFile struct{ path, name string }

// importFiles lists the files of the given paths, folders walked in order.
func importFiles(paths []string) ([]importFile, error) {
	var files []importFile
	for _, root := range paths {
		info, err := os.Stat(root)
		if err != nil {
			return nil, fmt.Errorf("%s: no such file or folder", root)
		}
		if !info.IsDir() {
			files = append(files, importFile{root, filepath.Base(root)})
			continue
		}
		err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && path != root && strings.HasPrefix(d.Name(), "."):
				return filepath.SkipDir
			case d.Type().IsRegular() && importable(d.Name()):
				name, err := filepath.Rel(root, path)
				files = append(files, importFile{path, filepath.ToSlash(name)})
				return err
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", root, err)
		}
	}
	return files, nil
}

// importable reports whether a file of a folder may be an incident, by its name:
// templates, licences and the like are not. Files named outright are always tried.
func importable(name string) bool {
	lower := strings.ToLower(name)
	if slices.Contains([]string{"readme", "readme.md", "license", "changelog.md", "contributing.md"}, lower) ||
		strings.HasPrefix(name, ".") || strings.Contains(lower, "template") {
		return false
	}
	return slices.Contains([]string{"", ".md", ".markdown", ".mdx", ".txt", ".jsonl"}, filepath.Ext(lower))
}

// items reads one file.
func (f importFile) items(zone *time.Location, report *importReport) ([]intake.Item, error) {
	if strings.EqualFold(filepath.Ext(f.path), ".jsonl") {
		file, err := os.Open(f.path)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		items, unread, err := intake.StatusHistory(f.name, file)
		report.list(f.path, unread)
		return items, err
	}
	text, err := readInput(f.path, &streams{})
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, fmt.Errorf("%s: is empty", f.path)
	}
	item, unread, err := intake.Markdown(f.name, text, zone)
	if err != nil {
		return nil, err
	}
	report.list(f.path, unread)
	return []intake.Item{item}, nil
}

func (r *importReport) list(path string, unread []writeup.Unread) {
	for _, u := range unread {
		r.Unread = append(r.Unread, draft.Unread{File: path, Line: u.Line, Text: u.Text, Reason: u.Reason})
	}
}
