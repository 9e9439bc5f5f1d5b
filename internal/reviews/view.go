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

	Reason    string              // Reason is where the policy's due date comes from, empty without one.
	Allowed   time.Time           // Allowed is the latest that the policy allows, zero when it asks for none.
	Home      string              // Home is the key of the incident whose review is about this one as well, when it has none of its own.
	Covered   []hindcast.Incident // Covered are the further incidents of the review that the reader may see.
	Involved  []hindcast.Person   // Involved took part in the response.
	Uninvited []hindcast.Person   // Uninvited are named on the timeline and not invited.
	Open      bool                // Open says that the review is worked on.
	May       Permissions
}

// Permissions is what a reader may do in a review.
type Permissions struct {
	Contribute bool // Contribute: answer, write findings.
	Run        bool // Run: invite, open answers, sign off; without a review: open one.
	Accept     bool // Accept: accept the risk of a finding that somebody else wrote.
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
	v.Allowed = dueBy(assessed.Policy, assessed.Level, assessed.Record)
	v.Reason = dueReason(assessed)
	v.May = permissions(by, assessed)
	v.Open = open(assessed.Record.Review)
	if assessed.Record.Review.ID == "" {
		home, err := s.store.ReviewedWith(ctx, by, assessed.Record.Incident.ID)
		if hindcast.CodeOf(err) == hindcast.NotFound {
			err = nil
		}
		v.Home, v.Involved = home.Key, involved(assessed.Record)
		return v, err
	}
	more, err := s.covered(ctx, by, assessed.Record)
	if err != nil {
		return View{}, err
	}
	for _, r := range more {
		v.Covered = append(v.Covered, r.Incident)
	}
	v.Involved = involved(append([]*hindcast.Record{assessed.Record}, more...)...)
	v.Uninvited = uninvited(assessed.Record.Review, v.Involved)
	if v.Open {
		if v.Blind, err = s.store.BlindAnswers(ctx, by, assessed.Record.Incident.ID); err != nil {
			return View{}, err
		}
		v.Gates = append(hindcast.SignOffGates(assessed.Record, assessed.Answers, assessed.Policy, v.Involved), blindGate(v.Blind)...)
		strangers, err := s.store.Strangers(ctx, assessed.Policy.Actions)
		if err != nil {
			return View{}, err
		}
		v.Gates = append(v.Gates, strangersGate(strangers)...)
		v.Gates = append(v.Gates, resolvedGate(append([]hindcast.Incident{assessed.Record.Incident}, v.Covered...))...)
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
func involved(records ...*hindcast.Record) []hindcast.Person {
	var people []hindcast.Person
	meet := func(p hindcast.Person) {
		if !p.IsZero() && !slices.ContainsFunc(people, p.Same) {
			people = append(people, p)
		}
	}
	for _, r := range records {
		for _, p := range r.Participants {
			meet(p.Person)
		}
		for _, e := range r.Timeline {
			if e.Actor.User != "" {
				meet(e.Actor)
			}
		}
	}
	return people
}

// uninvited are those who took part and were neither invited nor there.
func uninvited(r hindcast.Review, people []hindcast.Person) []hindcast.Person {
	known := slices.Concat(r.Invited, r.Attendees, []hindcast.Person{r.Facilitator})
	return slices.DeleteFunc(slices.Clone(people), func(p hindcast.Person) bool { return slices.ContainsFunc(known, p.Same) })
}

// dueReason says where the policy's due date comes from.
func dueReason(a Assessed) string {
	asks, known := a.Policy.Level(a.Level)
	if !known || asks.ReviewDue.IsZero() {
		return ""
	}
	name := a.Policy.Name
	if name == "" {
		name = "the policy"
	}
	return asks.ReviewDue.String() + " after resolution at " + a.Level.String() + ", says " + name
}

// permissions is what an actor may do in a review, or beside an incident without
// one.
func permissions(by hindcast.Actor, a Assessed) Permissions {
	r := a.Record.Review
	subject := hindcast.Subject{Review: r.ID, Facilitator: r.Facilitator.User}
	approval := hindcast.Subject{Approvers: approvers(by, a.Policy)}
	return Permissions{Contribute: by.May(hindcast.MayContribute, subject) == nil, Run: by.May(hindcast.MayRunReview, subject) == nil,
		Accept: by.May(hindcast.MayApprove, approval) == nil}
}
