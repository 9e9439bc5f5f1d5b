package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
)

// largestFile is the size in bytes of the largest file that is read; a text of the
// library has at most a megabyte.
const largestFile = 2 << 20

// syncReport says what was done with each file.
type syncReport struct {
	Dir       string       `json:"dir"`
	DryRun    bool         `json:"dry_run"`
	Changes   []syncChange `json:"changes"`
	Same      int          `json:"same"`    // Same counts files that need nothing.
	Foreign   int          `json:"foreign"` // Foreign counts files that are no documents, and were left alone.
	Conflicts int          `json:"conflicts"`
}

// syncChange is one thing done, or left undone for a reason.
type syncChange struct {
	Did    string `json:"did"`
	Path   string `json:"path"`
	ID     string `json:"id"`
	Detail string `json:"detail"`
}

func (r *syncReport) did(what string, f heldFile, detail string) {
	r.Changes = append(r.Changes, syncChange{what, f.path, f.ID, detail})
	if what == "conflict" {
		r.Conflicts++
	}
}

func (r *syncReport) text() []byte {
	var b bytes.Buffer
	const columns = 11
	for _, c := range r.Changes {
		fmt.Fprintln(&b, strings.TrimRight(pad(c.Did, columns)+strings.Map(printable, c.Path)+"  "+c.Detail, " "))
	}
	if r.DryRun {
		fmt.Fprint(&b, "Nothing was changed: a dry run. ")
	}
	fmt.Fprintf(&b, "%s, %s, %d the same, %s left alone.\n", plural(len(r.Changes)-r.Conflicts, "change", "changes"), plural(r.Conflicts, "conflict", "conflicts"), r.Same, plural(r.Foreign, "other file", "other files"))
	return b.Bytes()
}

func printable(c rune) rune {
	if c < ' ' || c == 0x7f {
		return '?'
	}
	return c
}

// heldFile is a file of the folder that is a document.
type heldFile struct {
	library.File
	path string // path is within the folder, with slashes.
}

// folderSync is a folder beside a library.
type folderSync struct {
	side   librarySide
	root   *os.Root // root keeps every path within the folder, whatever links are in it
	there  []shelved
	here   []heldFile
	taken  map[string]bool // taken are the paths of files there are, folded
	report syncReport
}

// newSync reads both sides. When pulling, the folder is made if there is none.
func newSync(ctx context.Context, side librarySide, dir string, dry, pulling bool) (*folderSync, error) {
	if pulling && !dry {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
	}
	s := &folderSync{side: side, taken: map[string]bool{}, report: syncReport{Dir: dir, DryRun: dry, Changes: []syncChange{}}}
	root, err := os.OpenRoot(dir)
	if err != nil && !(pulling && dry && errors.Is(err, fs.ErrNotExist)) {
		return nil, err
	}
	if s.root = root; root != nil {
		err = s.read()
	} else {
		err = nil
	}
	if err == nil {
		s.there, err = side.documents(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *folderSync) close() error {
	if s.root == nil {
		return nil
	}
	return s.root.Close()
}

// read finds the documents among the files of the folder. Links are not followed,
// and folders with a dot, such as .git, are left out.
func (s *folderSync) read() error {
	err := fs.WalkDir(s.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		}
		s.taken[strings.ToLower(name)] = true
		if !d.Type().IsRegular() || !strings.EqualFold(path.Ext(name), ".md") {
			s.report.Foreign++
			return nil
		}
		return s.readFile(name, d)
	})
	if err != nil {
		return err
	}
	s.here = slices.DeleteFunc(s.here, func(f heldFile) bool {
		twice := f.ID != "" && slices.ContainsFunc(s.here, func(o heldFile) bool { return o.ID == f.ID && o.path != f.path })
		if twice {
			s.report.did("conflict", f, "two files say that they are this document; take the id from one of them")
		}
		return twice
	})
	return nil
}

func (s *folderSync) readFile(name string, d fs.DirEntry) error {
	info, err := d.Info()
	if err != nil {
		return err
	}
	if info.Size() > largestFile {
		s.report.Foreign++
		return nil
	}
	text, err := s.root.ReadFile(name)
	if err != nil {
		return err
	}
	f, ok, err := library.ReadFile(name, text)
	switch {
	case err != nil:
		s.report.did("unread", heldFile{File: f, path: name}, err.Error())
	case !ok:
		s.report.Foreign++
	default:
		s.here = append(s.here, heldFile{f, name})
	}
	return nil
}

// fileOf is the file of a document, if the folder has one. known says that one is
// there that could not be taken.
func (s *folderSync) fileOf(id string) (f heldFile, ok, known bool) {
	for _, f := range s.here {
		if f.ID == id {
			return f, true, true
		}
	}
	for _, c := range s.report.Changes {
		known = known || c.ID == id
	}
	return f, false, known
}

// changed tells on which side text and facts were changed since both agreed.
type changedSides struct{ textHere, textThere, factsHere, factsThere bool }

func compare(f heldFile, d shelved) changedSides {
	base, agreed := d.Bodies[f.Revision]
	c := changedSides{
		textHere:  !agreed && (f.Revision > 0 || len(d.Bodies) > 0) || agreed && !library.SameBody(f.Body, base),
		textThere: d.File.Revision != f.Revision && !(agreed && library.SameBody(base, d.File.Body)),
		factsHere: f.File.FactsMark() != f.Facts, factsThere: d.File.FactsMark() != f.Facts,
	}
	if library.SameBody(f.Body, d.File.Body) {
		c.textHere, c.textThere = false, false
	}
	if f.File.FactsMark() == d.File.FactsMark() {
		c.factsHere, c.factsThere = false, false
	}
	return c
}

// write puts a file into the folder, whole or not at all.
func (s *folderSync) write(name string, f library.File) error {
	if s.report.DryRun {
		return nil
	}
	text, err := f.Text()
	if err != nil {
		return err
	}
	if dir := path.Dir(name); dir != "." {
		if err := s.root.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	const unfinished = ".hindcast-unfinished"
	if err := s.root.WriteFile(name+unfinished, text, 0o644); err != nil {
		return err
	}
	if err := s.root.Rename(name+unfinished, name); err != nil {
		return errors.Join(err, s.root.Remove(name+unfinished))
	}
	s.taken[strings.ToLower(name)] = true
	return nil
}

// freeName is a file name made of a document's title that no file has.
func (s *folderSync) freeName(f library.File) string {
	const longest = 60
	words := strings.FieldsFunc(hindcast.Fold(f.Title), func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') })
	base := strings.Join(words, "-")
	if base = strings.Trim(base[:min(len(base), longest)], "-"); base == "" {
		base = "document"
	}
	if slices.Contains([]string{"con", "prn", "aux", "nul"}, base) {
		base = "document-" + base // which one system cannot name a file
	}
	name := f.Kind + "/" + base
	for n := 1; ; n++ {
		candidate := name + ".md"
		if n > 1 {
			candidate = fmt.Sprintf("%s-%d.md", name, n)
		}
		if !s.taken[candidate] {
			s.taken[candidate] = true
			return candidate
		}
	}
}
