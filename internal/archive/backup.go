package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Backup writes everything in the store at one moment, and the evidence it refers
// to, to w. The store may be written to meanwhile. Evidence that is missing or
// damaged does not stop a backup; the report names it. files may be nil where no
// evidence is kept.
func Backup(ctx context.Context, st *store.Store, files blob.Store, w io.Writer, o Options) (Report, error) {
	b := backup{ctx: ctx, files: files, options: o}
	out, err := newWriting(cancellable{ctx, w}, o.Now.UTC().Truncate(time.Second))
	if err != nil {
		return Report{}, err
	}
	b.out = out
	var contents []store.EvidenceContent
	err = st.Snapshot(ctx, func(s *store.Snapshot) (err error) {
		if contents, err = s.Evidence(); err != nil {
			return err
		}
		return b.tables(s, contents)
	})
	if err == nil {
		err = b.evidence(contents) // the store is free meanwhile: contents never change
	}
	if err == nil {
		err = b.out.close()
	}
	if err != nil {
		return Report{}, explainWriting(err)
	}
	b.progress.end()
	return b.opening.report(b.out.closes), nil
}

func explainWriting(err error) error {
	if _, ok := errors.AsType[*hindcast.Error](err); ok || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("write the backup: %w", err)
}

// cancellable is a writer that stops when ctx ends.
type cancellable struct {
	ctx context.Context
	w   io.Writer
}

// Write implements io.Writer.
func (c cancellable) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(p)
}

// backup is a Backup in progress.
type backup struct {
	ctx      context.Context
	files    blob.Store
	options  Options
	out      *writing
	opening  opening
	progress progress
}

// tables writes the opening manifest and every table.
func (b *backup) tables(s *store.Snapshot, contents []store.EvidenceContent) error {
	if err := b.open(s, contents); err != nil {
		return err
	}
	for _, t := range s.Tables {
		out := b.out.table(t.Name)
		var told int64
		err := s.Rows(t.Name, func(values []any) error {
			const tellEvery = 256
			if out.sum.Rows-told >= tellEvery {
				b.progress.rows(out.sum.Rows - told)
				told = out.sum.Rows
			}
			return out.add(values)
		})
		if err != nil {
			return err
		}
		b.progress.rows(out.sum.Rows - told)
		if err := out.end(); err != nil {
			return err
		}
	}
	return nil
}

func (b *backup) open(s *store.Snapshot, contents []store.EvidenceContent) (err error) {
	o := &b.opening
	*o = opening{Format: formatName, Version: formatVersion, Program: b.options.Program, CreatedAt: b.out.at,
		Head: head{s.Head.Number, s.Head.At, s.Head.Hash}}
	if o.Schema, err = store.SchemaVersion(); err != nil {
		return err
	}
	for _, t := range s.Tables {
		o.Tables = append(o.Tables, table{t.Name, t.Columns, t.Rows})
	}
	for _, c := range contents {
		o.Evidence.Files++
		o.Evidence.Bytes += c.Size
	}
	b.progress = progress{tell: b.options.Progress, total: o.units()}
	b.progress.report()
	b.out.closes.Head = o.Head
	b.out.closes.Opening, err = b.out.manifest(openingName, o)
	return err
}

// evidence writes the contents that rows refer to.
func (b *backup) evidence(contents []store.EvidenceContent) error {
	for _, c := range contents {
		err := b.content(c.SHA256)
		if code := hindcast.CodeOf(err); code == hindcast.NotFound || code == hindcast.Invalid {
			// an import may know of a hash whose bytes nobody has
			b.out.closes.Missing = append(b.out.closes.Missing, c.SHA256)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// content writes one content. NotFound means that nothing of it was written.
func (b *backup) content(name string) error {
	if b.files == nil {
		return &hindcast.Error{Code: hindcast.NotFound, Op: "archive.Backup", Message: "no evidence is kept here"}
	}
	info, err := b.files.Stat(b.ctx, name)
	if err != nil {
		return err
	}
	in, err := b.files.Open(b.ctx, name)
	if err != nil {
		return err
	}
	defer in.Close() // opened for reading: nothing can be lost
	if err := b.out.header(evidenceFolder+name, info.Size); err != nil {
		return err
	}
	hash := sha256.New()
	exactly := io.LimitReader(io.MultiReader(in, zeros{}), info.Size) // a content that got shorter is damaged, and no reason to stop
	if _, err := io.Copy(b.out.tar, io.TeeReader(exactly, io.MultiWriter(hash, counting{&b.progress}))); err != nil {
		return fmt.Errorf("copy the evidence %s: %w", name, err)
	}
	if hex.EncodeToString(hash.Sum(nil)) != name {
		b.out.closes.Damaged = append(b.out.closes.Damaged, name)
	}
	b.out.closes.Evidence.Files++
	b.out.closes.Evidence.Bytes += info.Size
	_, err = io.WriteString(b.out.names, name+"\n")
	return err
}

// counting tells the progress of what passes through it.
type counting struct{ p *progress }

// Write implements io.Writer.
func (c counting) Write(b []byte) (int, error) { c.p.read(len(b)); return len(b), nil }

// zeros never ends.
type zeros struct{}

// Read implements io.Reader.
func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
