package library

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Reviewed notes that somebody looked at a document and found it still right, so
// that its next review is due an interval from now.
func (s *Service) Reviewed(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID, note string) error {
	if err := s.mayContribute(by, id); err != nil {
		return err
	}
	if _, err := s.store.Documents().Get(ctx, by, string(id)); err != nil {
		return err
	}
	_, err := s.store.LatestRevision(ctx, id)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return &hindcast.Error{Code: hindcast.Conflict, Op: "library.Reviewed", Message: "no text is in force yet that could be reviewed; approve one first"}
	}
	if err != nil {
		return err
	}
	mark := hindcast.DocumentMark{Kind: hindcast.MarkReviewed, Note: note}
	return s.note(ctx, by, id, "document.reviewed", "", mark, func(_ hindcast.Document, marks hindcast.DocumentMarks) error { return notRetired(marks) })
}

// Contradict notes that a lesson says a document is wrong. It stands on the
// document until a newer revision is in force.
func (s *Service) Contradict(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID, lesson hindcast.FindingID, note string) error {
	if err := by.May(hindcast.MayContribute, hindcast.Subject{}); err != nil {
		return err
	}
	if lesson == "" {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "library.Contradict", Message: "the lesson is missing",
			Fields: []hindcast.FieldError{{Field: "lesson", Reason: "name the finding that contradicts the document"}}}
	}
	finding, err := s.store.Findings().Get(ctx, by, string(lesson))
	if err != nil {
		return err
	}
	mark := hindcast.DocumentMark{Kind: hindcast.MarkContradicted, Note: note, Lesson: lesson}
	return s.note(ctx, by, id, "document.contradicted", finding.Incident, mark, func(_ hindcast.Document, marks hindcast.DocumentMarks) error {
		for _, m := range marks {
			if m.Kind == hindcast.MarkContradicted && m.Lesson == lesson {
				return &hindcast.Error{Code: hindcast.Conflict, Op: "library.Contradict", Message: "that lesson is cited against the document already",
					Fields: []hindcast.FieldError{{Field: "lesson", Reason: "is cited already"}}}
			}
		}
		return notRetired(marks)
	})
}

// Retire takes a document out of use, for a reason. Nothing of it is lost, and
// Restore brings it back.
func (s *Service) Retire(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID, reason string) error {
	if id == PolicyID {
		return &hindcast.Error{Code: hindcast.Conflict, Op: "library.Retire", Message: "the policy in force cannot be retired; propose another text for it"}
	}
	return s.turn(ctx, by, id, hindcast.MarkRetired, reason)
}

// Restore brings a retired document back into use.
func (s *Service) Restore(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID, reason string) error {
	return s.turn(ctx, by, id, hindcast.MarkRestored, reason)
}

func (s *Service) turn(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID, kind hindcast.DocumentMarkKind, reason string) error {
	if err := by.Might(hindcast.MayApprove); err != nil {
		return err
	}
	policy, err := s.Policy(ctx)
	if err != nil {
		return err
	}
	if hindcast.Fold(reason) == "" {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "library.Retire", Message: "the reason is missing", Fields: []hindcast.FieldError{{Field: "reason", Reason: "say why"}}}
	}
	return s.note(ctx, by, id, "document."+string(kind), "", hindcast.DocumentMark{Kind: kind, Note: reason}, func(d hindcast.Document, marks hindcast.DocumentMarks) error {
		subject := hindcast.Subject{}
		if policy.Actions.Names(d.Kind.Change(), by) {
			subject.Approvers = []hindcast.UserID{by.User}
		}
		if err := by.May(hindcast.MayApprove, subject); err != nil {
			return err
		}
		if _, retired := marks.Retired(); retired == (kind == hindcast.MarkRetired) {
			return &hindcast.Error{Code: hindcast.Conflict, Op: "library.Retire", Message: "the document is " + map[bool]string{true: "retired", false: "in use"}[retired] + " already"}
		}
		return nil
	})
}

func notRetired(marks hindcast.DocumentMarks) error {
	if _, retired := marks.Retired(); retired {
		return &hindcast.Error{Code: hindcast.Conflict, Op: "library.Mark", Message: "the document is retired; restore it first"}
	}
	return nil
}

// note puts a mark on a document when allowed agrees.
func (s *Service) note(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID, verb string, incident hindcast.IncidentID, mark hindcast.DocumentMark,
	allowed func(hindcast.Document, hindcast.DocumentMarks) error) error {
	if len(mark.Note) > hindcast.MaxText {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "library.Mark", Message: "the note is too long", Fields: []hindcast.FieldError{{Field: "note", Reason: "is too long"}}}
	}
	marks, err := s.store.MarksOn(ctx, by, id)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		document, err := tx.Documents().Get(string(id))
		if err != nil {
			return err
		}
		if err := allowed(document.Value, marks[id]); err != nil {
			return err
		}
		mark.At, mark.By = tx.Now(), by.Person()
		return tx.DocumentMarks().Add(verb, incident, &store.DocumentMark{ID: tx.NewID("mrk"), Document: id, Mark: mark})
	})
}
