package store

import (
	"cmp"
	"embed"
	"io/fs"
	"path"
	"slices"
)

//go:embed migrations
var migrationFiles embed.FS

// migrationSet is the migrations both databases share together with those of
// one, as one folder. A step that differs between them has a file of the same
// number in both.
type migrationSet struct{ engine string }

// Open opens a migration by its name.
func (m migrationSet) Open(name string) (fs.File, error) {
	if name == "." {
		return migrationFiles.Open("migrations")
	}
	if f, err := migrationFiles.Open(path.Join("migrations", m.engine, name)); err == nil {
		return f, nil
	}
	return migrationFiles.Open(path.Join("migrations/shared", name))
}

// ReadDir lists the migrations by name.
func (m migrationSet) ReadDir(string) ([]fs.DirEntry, error) {
	var all []fs.DirEntry
	for _, folder := range []string{"shared", m.engine} {
		files, err := migrationFiles.ReadDir(path.Join("migrations", folder))
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return all, nil
}
