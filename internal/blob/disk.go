package blob

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"sync"
	"time"
)

// Disk keeps contents as files below a folder, which it never leaves, whatever
// links lie in it. Files are readable by their owner alone.
type Disk struct {
	root   *os.Root
	limits Limits
	making sync.Mutex // making is held while a folder is made
}

// private is what a user has of their files and nobody else.
const (
	privateFile   fs.FileMode = 0o600
	privateFolder fs.FileMode = 0o700
)

// OpenDisk opens the folder, which it makes when it is not there.
func OpenDisk(folder string, limits Limits) (*Disk, error) {
	if err := os.MkdirAll(folder, privateFolder); err != nil {
		return nil, explainDisk("make the folder for evidence", folder, err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, explainDisk("open the folder for evidence", folder, err)
	}
	return &Disk{root: root, limits: limits}, nil
}

// Close gives the folder back. Contents that are open stay readable.
func (d *Disk) Close() error { return d.root.Close() }

// Open implements Store.
func (d *Disk) Open(_ context.Context, sha256 string) (io.ReadSeekCloser, error) {
	at, err := place(sha256)
	if err != nil {
		return nil, err
	}
	file, err := d.root.Open(at)
	if err != nil {
		return nil, d.explain("open evidence", sha256, err)
	}
	return file, nil
}

// Stat implements Store.
func (d *Disk) Stat(_ context.Context, sha256 string) (Info, error) {
	at, err := place(sha256)
	if err != nil {
		return Info{}, err
	}
	file, err := d.root.Stat(at)
	if err != nil {
		return Info{}, d.explain("look for evidence", sha256, err)
	}
	return Info{Digest{sha256, file.Size()}, file.ModTime().UTC()}, nil
}

// Delete implements Store.
func (d *Disk) Delete(_ context.Context, sha256 string) error {
	at, err := place(sha256)
	if err != nil {
		return err
	}
	if err := d.root.Remove(at); err != nil {
		return d.explain("remove evidence", sha256, err)
	}
	return explainDisk("remove evidence", d.root.Name(), d.syncFolder(path.Dir(at)))
}

// explain also knows that a content may not be there.
func (d *Disk) explain(attempt, sha256 string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return missing(sha256, d.root.Name(), err)
	}
	return explainDisk(attempt, d.root.Name(), err)
}

// Walk implements Store.
func (d *Disk) Walk(ctx context.Context, visit func(Info) error) error {
	var stopped error
	err := fs.WalkDir(d.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // removed while we walk
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case entry.IsDir() && name == unfinished:
			return fs.SkipDir
		case !entry.Type().IsRegular() || digestAt(name) == "":
			return nil
		}
		file, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			stopped = visit(Info{Digest{digestAt(name), file.Size()}, file.ModTime().UTC()})
			err = stopped
		}
		return err
	})
	if stopped != nil {
		return stopped
	}
	return explainDisk("list evidence", d.root.Name(), err)
}

// Unfinished implements Store.
func (d *Disk) Unfinished(ctx context.Context, before time.Time, remove bool) (names []string, err error) {
	entries, err := fs.ReadDir(d.root.FS(), unfinished)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, entry := range entries {
		if err := ctx.Err(); err != nil {
			return names, err
		}
		name := path.Join(unfinished, entry.Name())
		file, err := entry.Info()
		if err == nil && file.ModTime().Before(before) && file.Mode().IsRegular() {
			if remove {
				err = d.root.Remove(name)
			}
			if err == nil {
				names = append(names, name)
			}
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return names, explainDisk("remove an unfinished upload", d.root.Name(), err)
		}
	}
	slices.Sort(names)
	return names, explainDisk("list unfinished uploads", d.root.Name(), err)
}
