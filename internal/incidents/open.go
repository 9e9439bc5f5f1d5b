package incidents

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Opening is what a new incident begins with.
type Opening struct {
	Title      string
	Kind       hindcast.IncidentKind
	Type       string
	Severity   hindcast.Severity // Severity is declared with the opening; none leaves it open.
	NearMiss   bool
	Services   []string
	Labels     []string
	Visibility hindcast.Visibility // Visibility is everyone when empty.
	People     []hindcast.UserID
	Teams      []hindcast.TeamID
	TLP        hindcast.TLP
	BeganAt    time.Time // BeganAt, DetectedAt and ResolvedAt are put on the timeline when they are known.
	DetectedAt time.Time
	ResolvedAt time.Time // ResolvedAt is of an incident of the past, which is resolved from the beginning.
}

// Open keeps a new incident under the next key, with what is known of its beginning
// as the first events of its timeline.
func (s *Service) Open(ctx context.Context, by hindcast.Actor, o Opening) (kept Kept[hindcast.Incident], err error) {
	if err := by.May(hindcast.MayOpenIncident, hindcast.Subject{}); err != nil {
		return kept, err
	}
	i := hindcast.Incident{Title: o.Title, Kind: o.Kind, Type: o.Type, State: hindcast.IncidentActive, Severity: o.Severity, NearMiss: o.NearMiss,
		Services: o.Services, Labels: o.Labels, Visibility: o.Visibility, People: o.People, Teams: o.Teams, TLP: o.TLP, CreatedBy: by.Person()}
	if i.Visibility == "" {
		i.Visibility = hindcast.VisibleToEveryone
	}
	if !o.ResolvedAt.IsZero() {
		i.State = hindcast.IncidentResolved
	}
	if err := i.Validate(); err != nil {
		return kept, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) (err error) {
		i.ID, i.CreatedAt = hindcast.IncidentID(tx.NewID("inc")), tx.Now()
		if i.Key, err = tx.NextKey(); err != nil {
			return err
		}
		if err = tx.Incidents().Add("incident.opened", i.ID, &i); err != nil {
			return err
		}
		for _, e := range o.events(by, tx.Now()) {
			if _, err = addEvent(tx, i, e); err != nil {
				return err
			}
		}
		kept, err = tx.Incidents().Get(string(i.ID))
		return err
	})
	return kept, err
}

// events are what is known when an incident is opened.
func (o Opening) events(by hindcast.Actor, now time.Time) []hindcast.TimelineEvent {
	var list []hindcast.TimelineEvent
	mark := func(at time.Time, text string, m hindcast.Milestone) {
		if !at.IsZero() {
			list = append(list, hindcast.TimelineEvent{At: at, Precision: hindcast.PrecisionMinute, Kind: hindcast.Observation, Text: text, Milestones: []hindcast.Milestone{m}})
		}
	}
	mark(o.BeganAt, "Began", hindcast.Began)
	mark(o.DetectedAt, "Detected", hindcast.Detected)
	mark(o.ResolvedAt, "Resolved", hindcast.Resolved)
	if o.Severity != hindcast.SeverityNone && o.ResolvedAt.IsZero() { // of the past, when it was declared is not known
		list = append(list, severityEvent(by, now, o.Severity, "declared at opening"))
	}
	return list
}

func severityEvent(by hindcast.Actor, at time.Time, to hindcast.Severity, reason string) hindcast.TimelineEvent {
	return hindcast.TimelineEvent{At: at, Precision: hindcast.PrecisionExact, Kind: hindcast.SeverityEvent, Actor: by.Person(),
		Text: "Declared " + to.String() + " " + to.Name(), Severity: &hindcast.SeverityChange{To: to, Reason: reason}}
}
