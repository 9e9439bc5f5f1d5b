package reviews

import (
	"context"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// View is a review as one reader sees it.
type View struct {
	Assessed
	Today   hindcast.Date          // Today is the day in the policy's zone.
	Due     time.Time              // Due is when the review is due; zero when it is not, or not yet known.
	Blind   int                    // Blind counts the people whose own answers are not opened.
	Because string                 // Because is why it was waived.
	Gates   []hindcast.GateFinding // Gates are what stands before sign-off; nil once it is signed off or waived.
}

// View loads the review of an incident with everything its page shows. An
// incident without a review has one whose identifier is empty.
func (s *Service) View(ctx context.Context, by hindcast.Actor, key string) (View, error) {
	assessed, err := s.Assessed(ctx, by, key)
	if err != nil {
		return View{}, err
	}
	v := View{Assessed: assessed, Today: hindcast.DateOf(s.now().In(assessed.Policy.Calendar.Zone)), Due: assessed.Record.Review.DueAt}
	if v.Due.IsZero() {
		v.Due = dueBy(assessed.Policy, assessed.Level, assessed.Record)
	}
	if open(assessed.Record.Review) {
		if v.Blind, err = s.store.BlindAnswers(ctx, by, assessed.Record.Incident.ID); err != nil {
			return View{}, err
		}
		v.Gates = append(hindcast.SignOffGates(assessed.Record, assessed.Answers, assessed.Policy, involved(assessed.Record)), blindGate(v.Blind)...)
	}
	if assessed.Record.Review.State == hindcast.ReviewWaived {
		v.Because, err = s.because(ctx, by, assessed.Record.Review.ID)
	}
	return v, err
}

// because is the reason the ledger holds for the last waiver of a review.
func (s *Service) because(ctx context.Context, by hindcast.Actor, id hindcast.ReviewID) (string, error) {
	const most = 100
	entries, err := s.store.Entries(ctx, by, 0, most, store.EntryFilter{Subject: string(id), Kinds: []string{"review"}, Verb: "review.waived"})
	if err != nil || len(entries) == 0 {
		return "", err
	}
	return entries[len(entries)-1].Because(), nil
}

// open reports whether a review is being worked on.
func open(r hindcast.Review) bool {
	return r.ID != "" && r.State != hindcast.ReviewSignedOff && r.State != hindcast.ReviewWaived
}

// dueBy is when the policy wants the review held: counted from resolution, and
// zero while that is not recorded or where a review is held on request.
func dueBy(p hindcast.Policy, level hindcast.Severity, r *hindcast.Record) time.Time {
	asks, known := p.Level(level)
	resolved := r.Milestone(hindcast.Resolved)
	if !known || asks.ReviewDue.IsZero() || resolved == nil || resolved.At.IsZero() {
		return time.Time{}
	}
	if days := asks.ReviewDue.BusinessDays; days > 0 {
		return p.Calendar.AddBusinessDays(resolved.At, days)
	}
	return resolved.At.Add(asks.ReviewDue.Duration)
}

// involved is who took part in handling the incident, each once: its
// participants, and users whom the timeline tells of.
func involved(r *hindcast.Record) []hindcast.Person {
	var people []hindcast.Person
	meet := func(p hindcast.Person) {
		if !p.IsZero() && !slices.ContainsFunc(people, p.Same) {
			people = append(people, p)
		}
	}
	for _, p := range r.Participants {
		meet(p.Person)
	}
	for _, e := range r.Timeline {
		if e.Actor.User != "" {
			meet(e.Actor)
		}
	}
	return people
}
