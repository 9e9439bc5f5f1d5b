package archive

import (
	"context"
	"io"
	"slices"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Restore fills an empty store, and the evidence beside it, from a backup. When
// it returns an error the store is as empty as before and no evidence was added;
// an error about a damaged backup has ErrTorn in its chain. Before anything is
// final, every row is read again and compared with the backup, and every content
// is hashed again. Afterwards the ledger is verified; see Report.Verification.
//
// A store that holds anything is refused as a Conflict, a backup of another
// schema as Unsupported. Evidence that is there already stays. files may be nil
// where the backup holds no evidence.
func Restore(ctx context.Context, st *store.Store, files blob.Store, r io.Reader, o Options) (Report, error) {
	in, opening, err := openReading(ctx, r)
	if err != nil {
		return Report{}, err
	}
	if err := fits(opening); err != nil {
		return Report{}, in.unless(err)
	}
	const passes = 2 // everything is written and read again
	t := restoring{ctx: ctx, in: in, opening: opening, files: files, progress: progress{tell: o.Progress, total: passes * opening.units()}}
	if err := st.Refill(ctx, t.fill); err != nil {
		if !t.filled { // else it may have been committed after all, and Sweep takes what is too much
			t.undo()
		}
		return Report{}, err
	}
	report := opening.report(t.closing)
	report.Verification, err = st.Verify(context.WithoutCancel(ctx), store.VerifyOptions{})
	if err != nil { // the store is restored all the same
		report.Verification.Problems = append(report.Verification.Problems, store.VerifyProblem{Why: "the restored store could not be verified: " + err.Error()})
	}
	t.progress.end()
	return report, nil
}

// fits refuses a backup that has no place here.
func fits(o opening) error {
	schema, err := store.SchemaVersion()
	switch {
	case err != nil:
		return err
	case o.Schema > schema:
		return &hindcast.Error{Code: hindcast.Unsupported, Op: opRestore, Message: "the backup was written by a newer Hindcast (" + o.Program + "); restore it with that one"}
	case o.Schema < schema:
		return &hindcast.Error{Code: hindcast.Unsupported, Op: opRestore,
			Message: "the backup was written by an older Hindcast (" + o.Program + "); restore it with that one and open the restored store with this one, which brings it up to date"}
	}
	return nil
}

// restoring is a Restore in progress.
type restoring struct {
	ctx      context.Context
	in       *reading
	opening  opening
	closing  closing
	files    blob.Store
	kept     []blob.Digest // kept are the contents that were not there before
	restored []string      // restored are all contents of the backup that are sound
	progress progress
	filled   bool
}

// fill runs inside the transaction and before its end compares everything.
func (t *restoring) fill(into *store.Refill) error {
	if err := sameColumns(t.opening.Tables, into.Tables); err != nil {
		return t.in.unless(err)
	}
	t.progress.report()
	for _, table := range t.opening.Tables {
		err := t.in.table(table, func(rows [][]any) error {
			t.progress.rows(int64(len(rows)))
			return into.Add(table.Name, rows)
		})
		if err != nil {
			return err
		}
	}
	for more := true; more; {
		var err error
		if more, err = t.in.content(t.keep); err != nil {
			return err
		}
	}
	var err error
	if t.closing, err = t.in.close(); err != nil {
		return err
	}
	if err := t.compareRows(into); err != nil {
		return err
	}
	if err := t.compareEvidence(); err != nil {
		return err
	}
	t.filled = true
	return nil
}

func sameColumns(backup []table, here []store.SnapshotTable) error {
	same := slices.EqualFunc(backup, here, func(b table, h store.SnapshotTable) bool {
		return b.Name == h.Name && slices.Equal(b.Columns, h.Columns)
	})
	if !same {
		return &hindcast.Error{Code: hindcast.Unsupported, Op: opRestore, Message: "the tables of the backup are not those of this program; restore it with the Hindcast that wrote it"}
	}
	return nil
}

// keep puts one content among the evidence.
func (t *restoring) keep(name string, content io.Reader) error {
	if t.files == nil {
		return &hindcast.Error{Code: hindcast.Invalid, Op: opRestore, Message: "the backup holds evidence; say where its files shall be kept"}
	}
	_, err := t.files.Stat(t.ctx, name)
	fresh := hindcast.CodeOf(err) == hindcast.NotFound
	if err != nil && !fresh {
		return err
	}
	digest, err := t.files.Put(t.ctx, io.TeeReader(content, counting{&t.progress}))
	if err != nil {
		return err
	}
	if fresh {
		t.kept = append(t.kept, digest)
	}
	t.restored = append(t.restored, name)
	return nil
}

// undo removes the evidence that a failed restore added.
func (t *restoring) undo() {
	ctx := context.WithoutCancel(t.ctx)
	for _, d := range t.kept {
		if err := t.files.Delete(ctx, d.SHA256); hindcast.CodeOf(err) == hindcast.Unavailable {
			return // what stays, Sweep takes
		}
	}
}
