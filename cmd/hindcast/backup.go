package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/hindcast/hindcast/internal/app"
	"github.com/hindcast/hindcast/internal/archive"
	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

type backupCommand struct {
	app.Data
	app.Bucket
	File  string `arg:"" optional:"" help:"File to write; - for standard output. hindcast-DATE.backup otherwise."`
	Check bool   `help:"Read the file and say whether it is whole, instead of writing it."`
}

func (backupCommand) Help() string {
	return `Writes everything, with its ledger and evidence, as it is at one moment into one file, while the store goes on being used. The file does not depend on the database it came from.

Examples:
  hindcast backup
  hindcast backup - | ssh vault 'cat > hindcast.backup'
  hindcast backup --check hindcast-2026-11-23.backup`
}

// Run writes a backup, or checks one.
func (c backupCommand) Run(ctx context.Context, std *streams) (err error) {
	file := c.File
	if file == "" {
		file = "hindcast-" + now().Format(time.DateOnly) + ".backup"
	}
	options, bar := archiveOptions(std, "backing up")
	if c.Check {
		r, err := archive.CheckFile(ctx, file, options)
		bar.done()
		return showArchive(std.out, file+" is whole", r, err)
	}
	st, files, err := openBoth(ctx, c.Data, c.Bucket)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	if file == "-" {
		r, err := archive.Backup(ctx, st, files, std.out, options)
		bar.done()
		return showArchive(std.err, "written", r, err)
	}
	r, err := archive.BackupFile(ctx, st, files, file, options)
	bar.done()
	return showArchive(std.out, file+" written", r, err)
}

type restoreCommand struct {
	app.Data
	app.Bucket
	File string `arg:"" help:"Backup to restore; - reads standard input."`
}

func (restoreCommand) Help() string {
	return `Fills an empty store from a backup, on either database, and verifies it. A backup that is cut off or damaged is refused and the store stays empty.

Examples:
  hindcast restore hindcast-2026-11-23.backup --data ./restored
  hindcast restore hindcast-2026-11-23.backup --dsn postgres://user@host/hindcast`
}

// Run restores a backup.
func (c restoreCommand) Run(ctx context.Context, std *streams) (err error) {
	st, files, err := openBoth(ctx, c.Data, c.Bucket)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	options, bar := archiveOptions(std, "restoring")
	var r archive.Report
	if c.File == "-" {
		r, err = archive.Restore(ctx, st, files, std.in, options)
	} else {
		r, err = archive.RestoreFile(ctx, st, files, c.File, options)
	}
	bar.done()
	if err := showArchive(std.out, "restored", r, err); err != nil {
		return err
	}
	for _, p := range r.Verification.Problems {
		fmt.Fprintf(std.out, "%s entry %d: %s (it was so in the store that was backed up)\n", std.style.red("bad"), p.Entry, p.Why)
	}
	if len(r.Verification.Problems) > 0 {
		return errProblems
	}
	return nil
}

// openBoth opens the store and where its evidence is.
func openBoth(ctx context.Context, data app.Data, evidence app.Bucket) (*store.Store, blob.Store, error) {
	st, err := data.Open(ctx)
	if err != nil {
		return nil, nil, err
	}
	files, err := evidence.Open(ctx, data)
	if err != nil {
		return nil, nil, errors.Join(err, st.Close())
	}
	return st, files, nil
}

func archiveOptions(std *streams, what string) (archive.Options, *progress) {
	bar := newProgress(std, what, 0)
	return archive.Options{Now: now(), Program: buildVersion().Version, Progress: func(done, total int64) {
		bar.total = int(total)
		bar.at(int(done))
	}}, bar
}

// showArchive says what a backup holds. Evidence that was missing or damaged
// when it was written is a problem to know of.
func showArchive(w io.Writer, what string, r archive.Report, err error) error {
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s: %s, %s rows, %s of evidence, ledger head %s\n", what, plural(int(r.Incidents), "incident", "incidents"),
		hindcast.FormatCount(float64(r.Rows)), plural(int(r.Evidence), "file", "files"), r.Head)
	for _, sum := range r.Missing {
		fmt.Fprintf(w, "missing evidence %s\n", sum)
	}
	for _, sum := range r.Damaged {
		fmt.Fprintf(w, "damaged evidence %s\n", sum)
	}
	if len(r.Missing)+len(r.Damaged) > 0 {
		return errProblems
	}
	return nil
}

// now is the clock of the command line.
func now() time.Time { return time.Now().UTC() }
