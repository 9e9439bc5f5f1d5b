// Package signals is where alerts come in. Each alert becomes one event on the
// timeline of the open incident that affects its service; one that no open
// incident is found for is parked, to be put to an incident by hand.
//
// Which service an alert speaks of is said by rules over its labels. Hearing an
// alert again changes nothing, whatever the sender repeats; hearing that it is
// over ends its event.
package signals

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Service takes alerts in.
type Service struct {
	store *store.Store
}

// New returns a service over a store.
func New(st *store.Store) *Service { return &Service{store: st} }

// Kept is a value with its version.
type Kept[T any] = store.Kept[T]

// Page asks for part of a list.
type Page = store.Page

// Received counts what became of the alerts of one delivery. It does not say to
// which incidents they went: the sender may not be one of those who see them.
type Received struct {
	Matched  int // Matched became events of an incident.
	Parked   int // Parked wait for somebody to say where they belong.
	Ended    int // Ended were known, and are over now.
	Repeated int // Repeated were known, and changed nothing.
}

// MaxAlerts is how many alerts one delivery may hold; ours.
const MaxAlerts = 10_000

// Receive keeps the alerts of one delivery: all of them, or none when it returns
// an error. The error is Invalid when one of them cannot be kept, and names it.
func (s *Service) Receive(ctx context.Context, by hindcast.Actor, source string, alerts []hindcast.Alert) (Received, error) {
	if err := by.Might(hindcast.MayWriteTimeline); err != nil {
		return Received{}, err
	}
	if len(alerts) > MaxAlerts {
		return Received{}, &hindcast.Error{Code: hindcast.TooLarge, Message: "one delivery may hold 10,000 alerts"}
	}
	var externals []string
	var problems hindcast.Problems
	for i := range alerts {
		alerts[i].Source = source
		problems.Under("alerts["+strconv.Itoa(i)+"]", alerts[i].Validate())
		externals = append(externals, alerts[i].External)
	}
	if err := problems.Err("the delivery"); err != nil {
		return Received{}, err
	}
	var received Received
	err := s.store.Update(ctx, by, func(tx *store.Tx) error {
		received = Received{}
		d := delivery{tx: tx, homes: map[string]hindcast.IncidentID{}}
		var err error
		if d.known, err = tx.KnownAlerts(source, externals); err != nil {
			return err
		}
		if d.rules, err = tx.AllAlertRules(); err != nil {
			return err
		}
		if len(d.rules) == 0 {
			d.rules = hindcast.DefaultAlertRules()
		}
		return d.keep(alerts, &received)
	})
	return received, err
}

// Of lists the alerts of an incident.
func (s *Service) Of(ctx context.Context, by hindcast.Actor, key string) ([]Kept[hindcast.Alert], error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	incident, err := s.store.Incident(ctx, by, key)
	if err != nil {
		return nil, err
	}
	return s.store.Alerts().Of(ctx, by, incident.ID)
}

// Parked lists alerts that belong to no incident, the newest first.
func (s *Service) Parked(ctx context.Context, by hindcast.Actor, page Page) ([]Kept[hindcast.Alert], string, error) {
	if err := by.May(hindcast.MayRead, hindcast.Subject{}); err != nil {
		return nil, "", err
	}
	return s.store.ParkedAlerts(ctx, by, page)
}

// Attach puts a parked alert on the timeline of an incident.
func (s *Service) Attach(ctx context.Context, by hindcast.Actor, id hindcast.AlertID, key string) error {
	if err := by.May(hindcast.MayWriteTimeline, hindcast.Subject{}); err != nil {
		return err
	}
	incident, err := s.store.Incident(ctx, by, key)
	if err != nil {
		return err
	}
	if _, err := s.store.Alerts().Get(ctx, by, string(id)); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		parked, err := tx.Alerts().Get(string(id))
		if err != nil {
			return err
		}
		if parked.Incident != "" {
			return &hindcast.Error{Code: hindcast.Conflict, Message: "this alert belongs to an incident already"}
		}
		if err := tx.Alerts().Remove("alert.unparked", string(id), parked.Version); err != nil {
			return err
		}
		d := delivery{tx: tx}
		return d.match(incident.ID, []hindcast.Alert{parked.Value})
	})
}

// Rules lists the rules that match alerts to incidents; the default ones are in
// force while there are none.
func (s *Service) Rules(ctx context.Context, by hindcast.Actor, page Page) ([]Kept[hindcast.AlertRule], string, error) {
	if err := by.May(hindcast.MayRead, hindcast.Subject{}); err != nil {
		return nil, "", err
	}
	return s.store.AlertRules().List(ctx, by, page)
}

// AddRule adds a rule behind the others.
func (s *Service) AddRule(ctx context.Context, by hindcast.Actor, rule hindcast.AlertRule) (Kept[hindcast.AlertRule], error) {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return Kept[hindcast.AlertRule]{}, err
	}
	if err := rule.Validate(); err != nil {
		return Kept[hindcast.AlertRule]{}, err
	}
	var kept Kept[hindcast.AlertRule]
	err := s.store.Update(ctx, by, func(tx *store.Tx) (err error) {
		rule.ID = hindcast.AlertRuleID(tx.NewID("arl"))
		if err := tx.AlertRules().Add("alert_rule.added", "", &rule); err != nil {
			return err
		}
		kept, err = tx.AlertRules().Get(string(rule.ID))
		return err
	})
	return kept, err
}

// Rule loads one rule.
func (s *Service) Rule(ctx context.Context, by hindcast.Actor, id hindcast.AlertRuleID) (Kept[hindcast.AlertRule], error) {
	if err := by.May(hindcast.MayRead, hindcast.Subject{}); err != nil {
		return Kept[hindcast.AlertRule]{}, err
	}
	return s.store.AlertRules().Get(ctx, by, string(id))
}

// ChangeRule replaces a rule.
func (s *Service) ChangeRule(ctx context.Context, by hindcast.Actor, rule hindcast.AlertRule, version int64) (Kept[hindcast.AlertRule], error) {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return Kept[hindcast.AlertRule]{}, err
	}
	if err := rule.Validate(); err != nil {
		return Kept[hindcast.AlertRule]{}, err
	}
	var kept Kept[hindcast.AlertRule]
	err := s.store.Update(ctx, by, func(tx *store.Tx) (err error) {
		if err := tx.AlertRules().Change("alert_rule.changed", &rule, version); err != nil {
			return err
		}
		kept, err = tx.AlertRules().Get(string(rule.ID))
		return err
	})
	return kept, err
}

// RemoveRule removes a rule.
func (s *Service) RemoveRule(ctx context.Context, by hindcast.Actor, id hindcast.AlertRuleID, version int64) error {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		return tx.AlertRules().Remove("alert_rule.removed", string(id), version)
	})
}

// labels writes the labels of an alert for people, in one order.
func labels(m map[string]string) string {
	var list []string
	for name, value := range m {
		list = append(list, name+"="+value)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}
