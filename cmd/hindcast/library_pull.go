package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/library"
)

// pull brings the folder up to date with what is in force.
func (s *folderSync) pull() error {
	for _, d := range s.there {
		if d.File.Revision == 0 {
			continue // nothing of it is in force yet
		}
		f, found, known := s.fileOf(d.File.ID)
		switch {
		case !found && known:
			continue // its file cannot be told apart or read, which was said
		case !found:
			f = heldFile{path: s.freeName(d.File)}
			f.ID = d.File.ID
			if err := s.write(f.path, agreed(d.File)); err != nil {
				return err
			}
			s.report.did("written", f, d.File.Title)
		default:
			if err := s.pullInto(f, d); err != nil {
				return err
			}
		}
	}
	s.strangers()
	return nil
}

// agreed is the library's file as both sides have it.
func agreed(f library.File) library.File {
	f.Facts = f.FactsMark()
	return f
}

// pullInto brings one file up to date, as far as it was not changed here.
func (s *folderSync) pullInto(f heldFile, d shelved) error {
	c := compare(f, d)
	if c.textHere && c.textThere {
		return s.conflict(f, d)
	}
	next := f.Over(d.File)
	if c.textHere {
		next.Body, next.Revision = f.Body, f.Revision
	}
	next.Facts = d.File.FactsMark()
	if c.factsHere {
		next.Kind, next.Title, next.Types, next.Services, next.Owner, next.ReviewDays, next.Link, next.Facts = f.Kind, f.Title, f.Types, f.Services, f.Owner, f.ReviewDays, f.Link, f.Facts
	}
	if c.factsHere && c.factsThere {
		s.report.did("conflict", f, "title, owner or another fact was changed on both sides; the library says: "+factLine(d.File))
	}
	if next.FactsMark() == f.FactsMark() && next.Facts == f.Facts && next.Revision == f.Revision && library.SameBody(next.Body, f.Body) {
		if c.textHere || c.factsHere && !c.factsThere {
			s.report.did("kept", f, "changed here; push it")
		} else if !c.factsHere {
			s.report.Same++
		}
		return nil
	}
	if err := s.write(f.path, next); err != nil {
		return err
	}
	s.report.did("updated", f, fmt.Sprintf("to revision %d", next.Revision))
	return nil
}

func factLine(f library.File) string {
	return fmt.Sprintf("%s, owner %q, for types [%s] and services [%s], every %d days", f.Title, f.Owner, strings.Join(f.Types, ", "), strings.Join(f.Services, ", "), f.ReviewDays)
}

// conflict leaves a file that was changed on both sides as it is, and writes what
// the library has beside it.
func (s *folderSync) conflict(f heldFile, d shelved) error {
	beside := fmt.Sprintf("%s.revision-%d.md", strings.TrimSuffix(f.path, ".md"), d.File.Revision)
	s.report.did("conflict", f, fmt.Sprintf("changed here since revision %d, and revision %d is in force: it stands in %s. Put both together, write revision: %d into the front matter, and push",
		f.Revision, d.File.Revision, beside, d.File.Revision))
	if s.report.DryRun || s.taken[strings.ToLower(beside)] {
		return nil // it was written before, or is somebody's own
	}
	if err := s.root.WriteFile(beside, []byte(strings.Trim(d.File.Body, "\n")+"\n"), 0o644); err != nil {
		return err
	}
	s.taken[strings.ToLower(beside)] = true
	return nil
}

// strangers tells of files whose document the library does not have.
func (s *folderSync) strangers() {
	for _, f := range s.here {
		if f.ID != "" && !slices.ContainsFunc(s.there, func(d shelved) bool { return d.File.ID == f.ID }) {
			s.report.did("unknown", f, "the library has no such document in use, or it is not yours to see")
		}
	}
}

// push proposes what was changed in the folder.
func (s *folderSync) push(ctx context.Context, reason string) error {
	for _, f := range s.here {
		at := slices.IndexFunc(s.there, func(d shelved) bool { return d.File.ID == f.ID })
		var err error
		switch {
		case f.ID == "":
			err = s.add(ctx, f, reason)
		case at >= 0:
			err = s.pushFrom(ctx, f, s.there[at], reason)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.path, err)
		}
	}
	s.strangers()
	return nil
}

// add makes a new document of a file.
func (s *folderSync) add(ctx context.Context, f heldFile, reason string) error {
	if strings.TrimSpace(f.Body) == "" {
		s.report.did("unread", f, "has no text")
		return nil
	}
	next := f.File
	if !s.report.DryRun {
		id, err := s.side.add(ctx, f.File, reason)
		if err != nil {
			return err
		}
		next.ID, next.Revision = id, 0
		f.ID = id
	}
	s.report.did("added", f, "as a new document; its text waits for approval")
	return s.write(f.path, agreed(next))
}

// pushFrom proposes the text of a file, and tells the library its facts.
func (s *folderSync) pushFrom(ctx context.Context, f heldFile, d shelved, reason string) error {
	c := compare(f, d)
	before := len(s.report.Changes)
	if d.File.Revision == 0 {
		c.textHere = true // nothing is in force that it could be the same as
	}
	switch {
	case c.textHere && c.textThere:
		if err := s.conflict(f, d); err != nil {
			return err
		}
	case c.textHere && slices.ContainsFunc(d.Waiting, func(body string) bool { return library.SameBody(body, f.Body) }):
		s.report.did("waiting", f, "proposed already; somebody else approves it")
	case c.textHere:
		if !s.report.DryRun {
			if err := s.side.propose(ctx, f.File, reason); err != nil {
				return err
			}
		}
		s.report.did("proposed", f, fmt.Sprintf("over revision %d", f.Revision))
	case c.textThere:
		s.report.did("behind", f, fmt.Sprintf("revision %d is in force; pull it", d.File.Revision))
	}
	if err := s.pushFacts(ctx, f, d, c); err != nil {
		return err
	}
	if len(s.report.Changes) == before {
		s.report.Same++
	}
	return nil
}

func (s *folderSync) pushFacts(ctx context.Context, f heldFile, d shelved, c changedSides) error {
	switch {
	case c.factsHere && c.factsThere:
		s.report.did("conflict", f, "title, owner or another fact was changed on both sides; the library says: "+factLine(d.File))
	case c.factsHere:
		if !s.report.DryRun {
			if err := s.side.describe(ctx, f.File, d.Version); err != nil {
				return err
			}
		}
		s.report.did("described", f, "its title, owner or another fact was changed")
		return s.write(f.path, agreed(f.File))
	}
	return nil
}
