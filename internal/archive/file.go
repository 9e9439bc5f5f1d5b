package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// BackupFile writes a backup to a file that only its owner may read. The file
// appears under its name when it is whole and on disk, and not before; one that
// is there already is never overwritten: that is a Conflict.
func BackupFile(ctx context.Context, st *store.Store, files blob.Store, path string, o Options) (Report, error) {
	const op = "archive.BackupFile"
	if _, err := os.Lstat(path); err == nil {
		return Report{}, &hindcast.Error{Code: hindcast.Conflict, Op: op, Message: path + " is there already; give another name"}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return Report{}, &hindcast.Error{Code: hindcast.Unavailable, Op: op, Message: path + " cannot be written; check the folder and its permissions", Err: err}
	}
	folder := filepath.Dir(path)
	file, err := os.CreateTemp(folder, "."+filepath.Base(path)+"-unfinished-*")
	if err != nil {
		return Report{}, &hindcast.Error{Code: hindcast.Unavailable, Op: op, Message: folder + " cannot be written; check that it exists and its permissions", Err: err}
	}
	report, err := Backup(ctx, st, files, file, o)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = publish(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // the first error is the one to tell
		if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
			return Report{}, &hindcast.Error{Code: hindcast.Unavailable, Op: op, Message: "the disk that holds " + folder + " is full; no backup was written", Err: err}
		}
		return Report{}, fmt.Errorf("write %s: %w", path, err)
	}
	return report, nil
}

// publish gives a finished file its name, unless somebody else took it meanwhile;
// file systems without hard links cannot tell.
func publish(from, to string) error {
	err := os.Link(from, to)
	if err == nil {
		err = os.Remove(from)
	} else if !errors.Is(err, fs.ErrExist) {
		err = os.Rename(from, to)
	}
	if err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(to))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// RestoreFile restores a backup from a file; see Restore.
func RestoreFile(ctx context.Context, st *store.Store, files blob.Store, path string, o Options) (Report, error) {
	return fromFile(path, func(file *os.File) (Report, error) { return Restore(ctx, st, files, file, o) })
}

// CheckFile checks a backup in a file; see Check.
func CheckFile(ctx context.Context, path string, o Options) (Report, error) {
	return fromFile(path, func(file *os.File) (Report, error) { return Check(ctx, file, o) })
}

func fromFile(path string, read func(*os.File) (Report, error)) (Report, error) {
	file, err := os.Open(path)
	if err != nil {
		return Report{}, &hindcast.Error{Code: hindcast.NotFound, Op: opRestore, Message: path + " cannot be read; check the name and the permissions", Err: err}
	}
	defer file.Close() // opened for reading: nothing can be lost
	return read(file)
}
