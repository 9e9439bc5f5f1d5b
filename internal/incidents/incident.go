package incidents

import (
	"context"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Changes are what is to be different about an incident; nil leaves a field as it
// is. Severity and state have methods of their own.
type Changes struct {
	Title, Type      *string
	Kind             *hindcast.IncidentKind
	NearMiss         *bool
	Services, Labels *[]string
	Visibility       *hindcast.Visibility
	People           *[]hindcast.UserID
	Teams            *[]hindcast.TeamID
	TLP              *hindcast.TLP
}

func set[T any](field *T, to *T) {
	if to != nil {
		*field = *to
	}
}

// Change changes what is said of an incident. A version that is not the current
// one is Stale.
func (s *Service) Change(ctx context.Context, by hindcast.Actor, key string, version int64, c Changes) (kept Kept[hindcast.Incident], err error) {
	err = s.change(ctx, by, key, func(tx *store.Tx, found hindcast.Incident) error {
		k, err := tx.Incidents().Get(string(found.ID))
		if err != nil {
			return err
		}
		i := k.Value
		set(&i.Title, c.Title)
		set(&i.Type, c.Type)
		set(&i.Kind, c.Kind)
		set(&i.NearMiss, c.NearMiss)
		set(&i.Services, c.Services)
		set(&i.Labels, c.Labels)
		set(&i.Visibility, c.Visibility)
		set(&i.People, c.People)
		set(&i.Teams, c.Teams)
		set(&i.TLP, c.TLP)
		if err := i.Validate(); err != nil {
			return err
		}
		if err := tx.Incidents().Change("incident.changed", &i, version); err != nil {
			return err
		}
		kept, err = tx.Incidents().Get(string(i.ID))
		return err
	})
	return kept, err
}

// ChangeSeverity declares another level: an event with who did so and why.
func (s *Service) ChangeSeverity(ctx context.Context, by hindcast.Actor, key string, version int64, to hindcast.Severity, reason string) (kept Kept[hindcast.Incident], err error) {
	if to < hindcast.P1 || to > hindcast.P5 {
		return kept, invalid("the severity is not valid", "severity", "must be P1 to P5")
	}
	if err := required("to change the severity", reason); err != nil {
		return kept, err
	}
	err = s.change(ctx, by, key, func(tx *store.Tx, found hindcast.Incident) error {
		k, err := tx.Incidents().Get(string(found.ID))
		if err != nil {
			return err
		}
		i := k.Value
		i.Severity = to
		if err := tx.Incidents().ChangeBecause("incident.severity_changed", &i, version, reason); err != nil {
			return err
		}
		if _, err := addEvent(tx, i, severityEvent(by, tx.Now(), to, reason)); err != nil {
			return err
		}
		kept, err = tx.Incidents().Get(string(i.ID))
		return err
	})
	return kept, err
}

// verbOf is how the ledger names a move to a state; a move back is a reopening.
func verbOf(verb string) string {
	return "incident." + map[string]string{"mitigate": "mitigated", "resolve": "resolved", "close": "closed", "reopen": "reopened"}[verb]
}

// Move changes the state of an incident along its table. A mitigation or a
// resolution that the timeline does not tell of yet becomes an event at the given
// instant, or now. What is closed has a review that was signed off or waived.
func (s *Service) Move(ctx context.Context, by hindcast.Actor, key string, version int64, to hindcast.IncidentState, at time.Time, reason string) (kept Kept[hindcast.Incident], err error) {
	err = s.change(ctx, by, key, func(tx *store.Tx, found hindcast.Incident) error {
		k, err := tx.Incidents().Get(string(found.ID))
		if err != nil {
			return err
		}
		i := k.Value
		step, err := hindcast.Move(hindcast.IncidentTransitions(), i.State, to, reason)
		if err != nil {
			return err
		}
		if err := mayClose(tx, i, to); err != nil {
			return err
		}
		i.State = to
		if err := tx.Incidents().ChangeBecause(verbOf(step.Verb), &i, version, reason); err != nil {
			return err
		}
		if step.Verb != "reopen" {
			if err := markReached(tx, i, at); err != nil {
				return err
			}
		}
		kept, err = tx.Incidents().Get(string(i.ID))
		return err
	})
	return kept, err
}

func mayClose(tx *store.Tx, i hindcast.Incident, to hindcast.IncidentState) error {
	if to != hindcast.IncidentClosed {
		return nil
	}
	reviews, err := tx.Reviews().Of(i.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(reviews, func(k Kept[hindcast.Review]) bool {
		return k.Value.State == hindcast.ReviewSignedOff || k.Value.State == hindcast.ReviewWaived
	}) {
		return nil
	}
	return &hindcast.Error{Code: hindcast.Conflict, Message: "an incident is closed when its review is signed off or waived; do that first"}
}

// markReached puts the milestone of a state on the timeline, unless it is there.
func markReached(tx *store.Tx, i hindcast.Incident, at time.Time) error {
	reached := map[hindcast.IncidentState]hindcast.Milestone{hindcast.IncidentMitigated: hindcast.Mitigated, hindcast.IncidentResolved: hindcast.Resolved}[i.State]
	if reached == "" {
		return nil
	}
	events, err := tx.Events().Of(i.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(events, func(k Kept[hindcast.TimelineEvent]) bool { return k.Value.Marks(reached) }) {
		return nil
	}
	if at.IsZero() {
		at = tx.Now()
	}
	word := map[hindcast.Milestone]string{hindcast.Mitigated: "Mitigated", hindcast.Resolved: "Resolved"}[reached]
	_, err = addEvent(tx, i, hindcast.TimelineEvent{At: at, Precision: hindcast.PrecisionExact, Kind: hindcast.Observation, Text: word, Milestones: []hindcast.Milestone{reached}})
	return err
}
