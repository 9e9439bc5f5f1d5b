package actions

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// EffectDay is a day on which it is judged whether an action did what it was for.
type EffectDay struct {
	Day    int // Day counts from the verification.
	On     hindcast.Date
	Judged *hindcast.EffectCheck // Judged is the last judgement since the verification.
	// Proposed is what Hindcast would say and Because why; a person decides.
	Proposed hindcast.Effect
	Because  string
}

// Since is what happened since an action was verified, which its effect is
// proposed from.
type Since struct {
	Days   int        // Days is how many have passed.
	Broken *time.Time // Broken is when a proof was found broken.
	Checks int        // Checks is how often its proofs held.
	Stale  bool       // Stale says that a proof could not be checked lately.
	// Again are incidents of the same type since, or on the same services where no
	// type is known.
	Again []hindcast.Incident
}

// Propose says what an action seems to have done by a day after verification.
func (s Since) Propose(day int) (hindcast.Effect, string) {
	switch {
	case s.Broken != nil:
		return hindcast.NotEffective, "a proof was found broken on " + hindcast.DateOf(*s.Broken).String()
	case len(s.Again) > 0:
		var keys []string
		for _, i := range s.Again {
			keys = append(keys, i.Key)
		}
		return hindcast.NotEffective, "it happened again since: " + strings.Join(keys, ", ")
	case s.Days < day:
		return hindcast.TooEarly, fmt.Sprintf("%d of %d days have passed", s.Days, day)
	case s.Stale:
		return hindcast.TooEarly, "its proofs could not be checked lately"
	case s.Checks == 0:
		return hindcast.Effective, "nothing of the kind happened since; no proof was checked again"
	}
	return hindcast.Effective, fmt.Sprintf("nothing of the kind happened since, and its proofs held whenever checked: %d×", s.Checks)
}

// mostAgain is how many recurrences a proposal names. It is ours.
const mostAgain = 5

// effectDays are the days on which the effect of a verified action is judged.
func (s *Service) effectDays(ctx context.Context, by hindcast.Actor, e Entry, terms Terms) ([]EffectDay, error) {
	verified := verifiedAt(e)
	if verified.IsZero() {
		return nil, nil
	}
	since, err := s.since(ctx, by, e, verified)
	if err != nil {
		return nil, err
	}
	var days []EffectDay
	for _, day := range terms.EffectDays {
		d := EffectDay{Day: day, On: hindcast.DateOf(verified.In(terms.Zone)).AddDays(day)}
		d.Proposed, d.Because = since.Propose(day)
		for i, c := range e.Effects {
			if c.Day == day && !c.At.Before(verified) {
				d.Judged = &e.Effects[i]
			}
		}
		days = append(days, d)
	}
	return days, nil
}

// verifiedAt is when an action that is verified became so.
func verifiedAt(e Entry) time.Time {
	if e.Action.State == hindcast.ActionVerified {
		for _, l := range e.History {
			if l.Verb == "action.verified" {
				return l.At
			}
		}
	}
	return time.Time{}
}

func (s *Service) since(ctx context.Context, by hindcast.Actor, e Entry, verified time.Time) (Since, error) {
	v := Since{Days: int(s.now().Sub(verified) / (24 * time.Hour))}
	for _, p := range e.Action.Proofs {
		v.Stale = v.Stale || p.Stale()
		for i := range p.Results {
			switch r := &p.Results[i]; {
			case r.At.Before(verified):
			case r.Outcome == hindcast.Holds:
				v.Checks++
			case r.Outcome == hindcast.Broken && v.Broken == nil:
				v.Broken = &r.At
			}
		}
	}
	var err error
	v.Again, err = s.again(ctx, by, e.Incident, verified)
	return v, err
}

// again are incidents like one since a moment.
func (s *Service) again(ctx context.Context, by hindcast.Actor, of hindcast.Incident, since time.Time) (list []hindcast.Incident, err error) {
	f := store.IncidentFilter{Type: of.Type, From: since, Kinds: []hindcast.IncidentKind{hindcast.Operational, hindcast.SecurityIncident}}
	if f.Type == "" {
		if len(of.Services) == 0 {
			return nil, nil
		}
		f.Service = of.Services[0]
	}
	rows, _, err := s.store.Incidents(ctx, by, f, store.SortOldest, store.Page{Limit: mostAgain})
	for _, r := range rows {
		if r.Incident.ID != of.ID {
			list = append(list, r.Incident)
		}
	}
	return list, err
}
