package blob

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
)

// Put implements Store.
func (d *Disk) Put(ctx context.Context, r io.Reader) (Digest, error) {
	source := newMeasure(ctx, r, d.limits.maxSize())
	digest, err := d.put(source)
	if source.failed != nil {
		return Digest{}, source.failed
	}
	return digest, explainDisk("keep evidence", d.root.Name(), err)
}

// put writes beside, syncs, renames and syncs the folder: after a crash the
// content is either whole under its name or not there.
func (d *Disk) put(source *measure) (Digest, error) {
	if err := d.root.Mkdir(unfinished, privateFolder); err != nil && !errors.Is(err, fs.ErrExist) {
		return Digest{}, err
	}
	name := path.Join(unfinished, rand.Text())
	file, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, privateFile)
	if err != nil {
		return Digest{}, err
	}
	_, err = io.Copy(file, source)
	if err == nil {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close())
	digest := source.digest()
	if err == nil {
		err = d.move(name, digest.SHA256)
	}
	if err != nil {
		_ = d.root.Remove(name) // the first error is the one to tell; Sweep takes what stays
		return Digest{}, err
	}
	return digest, nil
}

// move gives a finished file its name.
func (d *Disk) move(from, sha256 string) error {
	to, err := place(sha256)
	if err != nil {
		return err
	}
	if err := errors.Join(d.folder(to[:2]), d.folder(to[:5])); err != nil {
		return err
	}
	if err := d.root.Rename(from, to); err != nil {
		return err
	}
	return d.syncFolder(path.Dir(to))
}

// folder makes a folder that outlives a crash. Whoever finds it made by another
// upload finds it synced, too.
func (d *Disk) folder(name string) error {
	d.making.Lock()
	defer d.making.Unlock()
	err := d.root.Mkdir(name, privateFolder)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return d.syncFolder(path.Dir(name))
}

func (d *Disk) syncFolder(name string) error {
	folder, err := d.root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
