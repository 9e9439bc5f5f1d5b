package activity

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Query is what people narrow the ledger by. Zero fields ask for nothing.
type Query struct {
	Person   hindcast.UserID
	Verb     string // Verb, or the beginning of one with a dot at its end.
	Kind     string // Kind of subject.
	Incident string // Incident by its key.
	From, To hindcast.Date
}

// Page is a part of the ledger.
type Page struct {
	Lines []Line // Lines are the newest first.
	Next  int64  // Next is the number before which the following page begins; zero when there is none.
	Head  Head   // Head is where the whole ledger ends.
}

// Ledger returns a page of the ledger before a number, as far as the actor may
// see it. Reading the ledger as such is for admins. The error is NotFound when
// there is no such incident.
func (s *Service) Ledger(ctx context.Context, by hindcast.Actor, q Query, before int64, limit int) (p Page, err error) {
	rows, err := s.entries(ctx, by, q, before, limit+1)
	if err != nil {
		return p, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = rows[limit-1].Number
	}
	for _, r := range rows {
		p.Lines = append(p.Lines, lineOf(r))
	}
	p.Head, err = s.store.Head(ctx)
	return p, err
}

// Entry is an entry as an export keeps it: with all that its hash covers.
type Entry = store.EntryRow

// Export calls emit with every entry that the query asks for, the newest first.
func (s *Service) Export(ctx context.Context, by hindcast.Actor, q Query, emit func([]Entry) error) error {
	for before := int64(0); ; {
		rows, err := s.entries(ctx, by, q, before, store.MaxPage)
		if err != nil {
			return err
		}
		if err := emit(rows); err != nil || len(rows) < store.MaxPage {
			return err
		}
		before = rows[len(rows)-1].Number
	}
}

func (s *Service) entries(ctx context.Context, by hindcast.Actor, q Query, before int64, limit int) ([]store.EntryRow, error) {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return nil, err
	}
	f := store.EntryFilter{Actor: q.Person, Verb: q.Verb}
	if q.Kind != "" {
		f.Kinds = []string{q.Kind}
	}
	if !q.From.IsZero() {
		f.From = q.From.In(time.UTC)
	}
	if !q.To.IsZero() {
		f.To = q.To.AddDays(1).In(time.UTC)
	}
	if q.Incident != "" {
		incident, err := s.store.Incident(ctx, by, q.Incident)
		if err != nil {
			return nil, err
		}
		f.Incident = incident.ID
	}
	return s.store.EntriesBefore(ctx, by, before, limit, f)
}
