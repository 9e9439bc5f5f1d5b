package insights

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Verdict is what a reviewer says of something that was known.
type Verdict string

// The verdicts.
const (
	Helpful   Verdict = "helped"     // it would have helped
	Unhelpful Verdict = "not_helped" // it would not
	Unjudged  Verdict = ""           // takes back what was said
)

// Judge keeps whether something that was known would have helped in an incident.
// The last word counts; the ledger keeps the others.
func (s *Service) Judge(ctx context.Context, by hindcast.Actor, key string, kind hindcast.KnownKind, known string, v Verdict) error {
	if err := by.May(hindcast.MayContribute, hindcast.Subject{Review: by.Guest}); err != nil {
		return err
	}
	incident, err := s.store.Incident(ctx, by, key)
	if err != nil {
		return err
	}
	if v != Helpful && v != Unhelpful && v != Unjudged {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "insights.Judge", Message: "it would have helped or it would not",
			Fields: []hindcast.FieldError{{Field: "verdict", Reason: "must be helped, not_helped or empty"}}}
	}
	check := hindcast.KnownCheck{Kind: kind, Known: known, Helped: v == Helpful}
	if err := check.Validate(); err != nil {
		return err
	}
	if check.From, err = s.from(ctx, by, kind, known); err != nil {
		return err
	}
	if check.From == incident.ID {
		return &hindcast.Error{Code: hindcast.Conflict, Op: "insights.Judge", Message: "this is of the same incident, not known before it"}
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error { return judge(tx, incident.ID, check, v) })
}

// from is the incident that left something known. What the actor may not see was
// not known to them: the error is NotFound.
func (s *Service) from(ctx context.Context, by hindcast.Actor, kind hindcast.KnownKind, known string) (hindcast.IncidentID, error) {
	switch kind {
	case hindcast.KnownAction:
		k, err := s.store.Actions().Get(ctx, by, known)
		return k.Incident, err
	case hindcast.KnownRisk:
		k, err := s.store.Findings().Get(ctx, by, known)
		if err == nil && k.Value.Disposition.Kind != hindcast.AcceptedRisk {
			err = &hindcast.Error{Code: hindcast.Conflict, Op: "insights.Judge", Message: "nobody accepted a risk here"}
		}
		return k.Incident, err
	}
	factors, err := s.store.SharingFactors(ctx, by, "", []string{known})
	if err == nil && len(factors[hindcast.Fold(known)]) == 0 {
		err = &hindcast.Error{Code: hindcast.NotFound, Op: "insights.Judge", Message: "no review names this factor"}
	}
	return "", err
}

// judge writes the judgement over the one there was.
func judge(tx *store.Tx, incident hindcast.IncidentID, check hindcast.KnownCheck, v Verdict) error {
	said, err := tx.KnownChecks().Of(incident)
	if err != nil {
		return err
	}
	check.At, check.By = tx.Now(), tx.By().Person()
	for _, was := range said {
		if was.Value.Kind != check.Kind || was.Value.Known != check.Known {
			continue
		}
		check.ID = was.Value.ID
		if v == Unjudged {
			return tx.KnownChecks().Remove("known.unjudged", check.ID, was.Version)
		}
		return tx.KnownChecks().Change("known.judged", &check, was.Version)
	}
	if v == Unjudged {
		return nil
	}
	check.ID = tx.NewID("kno")
	return tx.KnownChecks().Add("known.judged", incident, &check)
}

// Helped returns the incidents in which an action would have helped, the latest
// first, as far as the actor may see them.
func (s *Service) Helped(ctx context.Context, by hindcast.Actor, action hindcast.ActionID) ([]store.IncidentLine, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	helped, err := s.store.WouldHaveHelped(ctx, by, hindcast.KnownAction, []string{string(action)})
	return helped[string(action)], err
}
