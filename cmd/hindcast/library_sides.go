package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
)

// librarySide is a library that a folder is kept in step with: that of a data
// folder, or of a running server.
type librarySide interface {
	documents(ctx context.Context) ([]shelved, error)
	add(ctx context.Context, f library.File, reason string) (id string, err error)
	propose(ctx context.Context, f library.File, reason string) error
	describe(ctx context.Context, f library.File, version int64) error
	starters(ctx context.Context) ([]starterLine, error)
	take(ctx context.Context, names []string) ([]starterLine, error)
}

// shelved is a document of the library as a folder sees it.
type shelved struct {
	File    library.File // File is the revision in force; its Revision is 0 where none is.
	Version int64
	Bodies  map[int]string // Bodies are the texts of all revisions by their number.
	Waiting []string       // Waiting are the texts of proposals.
}

// keptLibrary is the library of a data folder.
type keptLibrary struct{ service *library.Service }

func (k keptLibrary) documents(ctx context.Context) (list []shelved, err error) {
	page := library.Page{Limit: 100}
	for {
		found, err := k.service.List(ctx, operator(), library.Filter{}, page)
		if err != nil {
			return nil, err
		}
		for _, row := range found.Rows {
			e, err := k.service.Get(ctx, operator(), row.Document.ID)
			if err != nil {
				return nil, err
			}
			list = append(list, shelvedEntry(e))
		}
		if found.Next == "" {
			return list, nil
		}
		page.After = found.Next
	}
}

func shelvedEntry(e library.Entry) shelved {
	latest, _ := e.Latest()
	s := shelved{File: library.FileOf(e.Document, latest), Version: e.Version, Bodies: map[int]string{}}
	for _, r := range e.Document.Revisions {
		s.Bodies[r.Number] = r.Body
	}
	for _, p := range e.Proposals {
		s.Waiting = append(s.Waiting, p.Value.Body)
	}
	return s
}

func (k keptLibrary) add(ctx context.Context, f library.File, reason string) (string, error) {
	kept, err := k.service.Begin(ctx, operator(), f.Document(), library.Draft{Reason: reason, Body: f.Body})
	return string(kept.Value.ID), err
}

func (k keptLibrary) propose(ctx context.Context, f library.File, reason string) error {
	_, err := k.service.Propose(ctx, operator(), hindcast.DocumentID(f.ID), library.Draft{BasedOn: f.Revision, Reason: reason, Body: f.Body})
	return err
}

func (k keptLibrary) describe(ctx context.Context, f library.File, version int64) error {
	was, err := k.service.Get(ctx, operator(), hindcast.DocumentID(f.ID))
	if err != nil {
		return err
	}
	d := f.Document()
	if hindcast.Fold(was.Document.Owner.Name) == hindcast.Fold(f.Owner) {
		d.Owner = was.Document.Owner
	}
	_, err = k.service.Change(ctx, operator(), d, version)
	return err
}

func (k keptLibrary) starters(ctx context.Context) ([]starterLine, error) {
	set, err := k.service.Starters(ctx, operator())
	return starterLines(set), err
}

func (k keptLibrary) take(ctx context.Context, names []string) ([]starterLine, error) {
	taken, err := k.service.TakeStarters(ctx, operator(), names)
	return starterLines(taken), err
}

func starterLines(set []library.Starter) []starterLine {
	lines := make([]starterLine, len(set))
	for i, st := range set {
		lines[i] = starterLine{st.Name, string(st.Document.Kind), st.Document.Title, st.Taken}
	}
	return lines
}

// serverLibrary is the library of a running server.
type serverLibrary struct{ client *client.Client }

func (s serverLibrary) documents(ctx context.Context) (list []shelved, err error) {
	after := ""
	for {
		page, err := s.client.Documents(ctx, after, 100)
		if err != nil {
			return nil, err
		}
		for _, d := range page.Items {
			full, err := s.client.Document(ctx, d.ID)
			if err != nil {
				return nil, err
			}
			list = append(list, shelvedDocument(full))
		}
		if after = known(page.Next); after == "" {
			return list, nil
		}
	}
}

func shelvedDocument(d client.Document) shelved {
	s := shelved{Version: d.Version, Bodies: map[int]string{}, File: library.File{ID: d.ID, Kind: d.Kind, Title: d.Title, Types: d.Types, Services: d.Services, Link: known(d.Link)}}
	if d.Owner != nil {
		s.File.Owner = d.Owner.Name
	}
	if d.ReviewDays != nil {
		s.File.ReviewDays = *d.ReviewDays
	}
	for _, r := range d.Revisions {
		s.Bodies[r.Number] = known(r.Body)
		s.File.Revision, s.File.Body = r.Number, known(r.Body)
	}
	for _, p := range d.Proposals {
		s.Waiting = append(s.Waiting, p.Body)
	}
	return s
}

// about is what is said of the document, as the server takes it. An owner is a
// person only while the name is the one the server has.
func about(f library.File, owner *client.Person) client.NewDocument {
	n := client.NewDocument{Kind: f.Kind, Title: f.Title, Link: f.Link, Types: f.Types, Services: f.Services, ReviewDays: f.ReviewDays}
	if f.Owner != "" {
		n.Owner = &client.Person{Name: f.Owner}
		if owner != nil && hindcast.Fold(owner.Name) == hindcast.Fold(f.Owner) {
			n.Owner = owner
		}
	}
	return n
}

// once makes sending the same text again the same request.
func once(parts ...string) string {
	sum := sha256.New()
	for _, p := range parts {
		sum.Write([]byte(p + "\x00"))
	}
	return hex.EncodeToString(sum.Sum(nil))[:40]
}

func (s serverLibrary) add(ctx context.Context, f library.File, reason string) (string, error) {
	d, err := s.client.AddDocument(ctx, about(f, nil), once("add", f.Kind, f.Title, f.Body))
	if err != nil {
		return "", err
	}
	_, err = s.client.ProposeRevision(ctx, d.ID, client.NewRevision{Body: f.Body, Reason: reason}, once("propose", d.ID, f.Body))
	return d.ID, err
}

func (s serverLibrary) propose(ctx context.Context, f library.File, reason string) error {
	_, err := s.client.ProposeRevision(ctx, f.ID, client.NewRevision{BasedOn: f.Revision, Body: f.Body, Reason: reason}, "")
	return err
}

func (s serverLibrary) describe(ctx context.Context, f library.File, version int64) error {
	was, err := s.client.Document(ctx, f.ID)
	if err != nil {
		return err
	}
	_, err = s.client.ChangeDocument(ctx, f.ID, version, about(f, was.Owner))
	return err
}

func (s serverLibrary) starters(ctx context.Context) ([]starterLine, error) {
	page, err := s.client.Starters(ctx)
	return starterItems(page.Items), err
}

func (s serverLibrary) take(ctx context.Context, names []string) ([]starterLine, error) {
	page, err := s.client.TakeStarters(ctx, names...)
	return starterItems(page.Items), err
}

func starterItems(items []client.Starter) []starterLine {
	lines := make([]starterLine, len(items))
	for i, st := range items {
		lines[i] = starterLine{st.Name, st.Kind, st.Title, st.Taken}
	}
	return lines
}
