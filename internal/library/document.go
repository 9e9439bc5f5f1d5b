package library

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Entry is a document with everything there is about it.
type Entry struct {
	Document  hindcast.Document // Document has its revisions, the oldest first.
	Version   int64             // Version is that of what Change changes.
	Proposals []Proposal        // Proposals wait for approval, the oldest first.
	Lessons   map[hindcast.FindingID]Lesson
	DueAt     time.Time // DueAt is when it has to be looked at again; zero when nothing asks for it.
	Overdue   bool
	Marks     hindcast.DocumentMarks // Marks are what is said of it, as far as the reader may know, the oldest first.
}

// Latest is the revision in force. ok is false when nothing is approved yet.
func (e Entry) Latest() (r hindcast.Revision, ok bool) {
	if n := len(e.Document.Revisions); n > 0 {
		return e.Document.Revisions[n-1], true
	}
	return r, false
}

// Revision returns a revision by its number.
func (e Entry) Revision(number int) (hindcast.Revision, error) {
	for _, r := range e.Document.Revisions {
		if r.Number == number {
			return r, nil
		}
	}
	return hindcast.Revision{}, &hindcast.Error{Code: hindcast.NotFound, Op: "library.Revision", Message: "the document has no such revision"}
}

// Get loads a document with its revisions and what is proposed.
func (s *Service) Get(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID) (Entry, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return Entry{}, err
	}
	kept, err := s.store.Documents().Get(ctx, by, string(id))
	if err != nil {
		return Entry{}, err
	}
	e := Entry{Document: kept.Value, Version: kept.Version}
	revisions, err := s.store.RevisionsOf(ctx, by, id)
	if err != nil {
		return Entry{}, err
	}
	var cited []hindcast.FindingID
	for _, r := range revisions {
		e.Document.Revisions = append(e.Document.Revisions, r.Value.Revision)
		cited = append(cited, r.Value.Revision.Lesson)
	}
	if e.Proposals, err = s.store.ProposalsOf(ctx, by, id); err != nil {
		return Entry{}, err
	}
	for _, p := range e.Proposals {
		cited = append(cited, p.Value.Lesson)
	}
	marks, err := s.store.MarksOn(ctx, by, id)
	if err != nil {
		return Entry{}, err
	}
	e.Marks = marks[id]
	for _, m := range e.Marks {
		cited = append(cited, m.Lesson)
	}
	if e.Lessons, err = s.lessons(ctx, by, cited); err != nil {
		return Entry{}, err
	}
	e.hideLessons()
	policy, err := s.Policy(ctx)
	if err != nil {
		return Entry{}, err
	}
	latest, _ := e.Latest()
	e.DueAt = dueAt(e.Document, latest, e.Marks, policy)
	e.Overdue = !e.DueAt.IsZero() && e.DueAt.Before(s.now())
	return e, nil
}

// dueAt is when a document has to be looked at again: an interval after it was
// last revised or reviewed, never once it is retired.
func dueAt(d hindcast.Document, latest hindcast.Revision, marks hindcast.DocumentMarks, policy hindcast.Policy) time.Time {
	if _, retired := marks.Retired(); retired || latest.At.IsZero() {
		return time.Time{}
	}
	last := latest.At
	if reviewed, _ := marks.Reviewed(); reviewed.After(last) {
		last = reviewed
	}
	return d.ReviewDue(last, policy.Runbooks.Freshness)
}

// hideLessons leaves out the identifiers of lessons that are not the reader's to
// see.
func (e *Entry) hideLessons() {
	hide := func(id *hindcast.FindingID) {
		if _, seen := e.Lessons[*id]; !seen {
			*id = ""
		}
	}
	for i := range e.Document.Revisions {
		hide(&e.Document.Revisions[i].Lesson)
	}
	for i := range e.Proposals {
		hide(&e.Proposals[i].Value.Lesson)
	}
}

// Add keeps a new document. It has no revision yet: propose the first.
func (s *Service) Add(ctx context.Context, by hindcast.Actor, d hindcast.Document) (Kept, error) {
	if err := by.May(hindcast.MayContribute, hindcast.Subject{}); err != nil {
		return Kept{}, err
	}
	d.Revisions, d.LastUsed, d.LastDrilled = nil, time.Time{}, time.Time{}
	if err := d.Validate(); err != nil {
		return Kept{}, err
	}
	var kept Kept
	err := s.store.Update(ctx, by, func(tx *store.Tx) (err error) {
		d.ID = hindcast.DocumentID(tx.NewID("doc"))
		if err := tx.Documents().Add("document.added", "", &d); err != nil {
			return err
		}
		kept, err = tx.Documents().Get(string(d.ID))
		return err
	})
	return kept, err
}

// Change replaces what is written about a document: title, link, kind, what it is
// for, owner, review interval. Its text and steps change by revisions, its last
// use and exercise by Used and Drilled.
func (s *Service) Change(ctx context.Context, by hindcast.Actor, d hindcast.Document, version int64) (Kept, error) {
	if err := s.mayContribute(by, d.ID); err != nil {
		return Kept{}, err
	}
	if err := d.Validate(); err != nil {
		return Kept{}, err
	}
	return s.change(ctx, by, "document.changed", d.ID, func(was Kept) (hindcast.Document, int64, error) {
		if d.ID == PolicyID && d.Kind != hindcast.PolicyDocument {
			return d, 0, &hindcast.Error{Code: hindcast.Invalid, Op: "library.Change", Message: "the policy in force is a policy",
				Fields: []hindcast.FieldError{{Field: "kind", Reason: "must be policy"}}}
		}
		d.Revisions, d.Steps, d.LastUsed, d.LastDrilled = nil, was.Value.Steps, was.Value.LastUsed, was.Value.LastDrilled
		return d, version, nil
	})
}

// Used notes that a document was followed in an incident at an instant.
func (s *Service) Used(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID, at time.Time) (Kept, error) {
	return s.mark(ctx, by, "document.used", id, at, func(d *hindcast.Document) *time.Time { return &d.LastUsed })
}

// Drilled notes that a document was exercised at an instant.
func (s *Service) Drilled(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID, at time.Time) (Kept, error) {
	return s.mark(ctx, by, "document.drilled", id, at, func(d *hindcast.Document) *time.Time { return &d.LastDrilled })
}

// mark moves one of a document's marks to an instant; an earlier one than it
// bears changes nothing.
func (s *Service) mark(ctx context.Context, by hindcast.Actor, verb string, id hindcast.DocumentID, at time.Time, field func(*hindcast.Document) *time.Time) (Kept, error) {
	if err := by.May(hindcast.MayContribute, hindcast.Subject{}); err != nil {
		return Kept{}, err
	}
	if at.IsZero() || at.After(s.now()) {
		return Kept{}, &hindcast.Error{Code: hindcast.Invalid, Op: "library.Mark", Message: "say when that was",
			Fields: []hindcast.FieldError{{Field: "at", Reason: "must be a time that has passed"}}}
	}
	return s.change(ctx, by, verb, id, func(was Kept) (hindcast.Document, int64, error) {
		d := was.Value
		if at.After(*field(&d)) {
			*field(&d) = at
		}
		return d, was.Version, nil
	})
}

// change replaces a document by what decide makes of it, with the version that
// decide expects it to have.
func (s *Service) change(ctx context.Context, by hindcast.Actor, verb string, id hindcast.DocumentID, decide func(was Kept) (hindcast.Document, int64, error)) (kept Kept, err error) {
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		was, err := tx.Documents().Get(string(id))
		if err != nil {
			return err
		}
		d, version, err := decide(was)
		if err != nil {
			return err
		}
		if err := tx.Documents().Change(verb, &d, version); err != nil {
			return err
		}
		kept, err = tx.Documents().Get(string(id))
		return err
	})
	return kept, err
}

// mayContribute asks whether somebody may write about a document. What is said of
// the policy in force is the admins'.
func (s *Service) mayContribute(by hindcast.Actor, id hindcast.DocumentID) error {
	if id == PolicyID {
		return by.May(hindcast.MayAdminister, hindcast.Subject{})
	}
	return by.May(hindcast.MayContribute, hindcast.Subject{})
}
